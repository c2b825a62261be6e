"""The lists of question files, and options as task lists. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from app.assessment.kinds.base import MANY, Body, ContentError, Order, Row, Verdict, verdict
from app.assessment.kinds.numbers import SHARE, read_share, write_share

T = TypeVar("T")
LEAST = 2  # fewer leave nothing to choose


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a task list: what it says, whether it is right, and why it holds or tempts.

    `fraction` is the part of the points that its author gave it, where that is neither all (`[x]`) nor none (`[ ]`).
    """

    text: str
    right: bool
    feedback: str = ""
    fraction: Fraction | None = None

    @property
    def earns(self) -> Fraction:
        """The part of the points that it earns, where one line can earn them all."""
        return Fraction(self.right) if self.fraction is None else self.fraction


@dataclass(slots=True)
class Item:
    """A list item: its line, its mark ("x", " ", a number), its text and the `>` lines under it."""

    line: int
    mark: str
    text: str
    notes: list[str] = field(default_factory=list)

    @property
    def feedback(self) -> str:
        """The `>` lines, as Markdown."""
        return "\n".join(self.notes).strip("\n")

    def add(self, text: str) -> None:
        """Take a line that belongs to the item: feedback if it is quoted or follows a quoted one, else more text."""
        if text.startswith(">"):
            self.notes.append(text[1:].removeprefix(" "))
        elif self.notes:
            self.notes.append(text)
        else:
            self.text = f"{self.text} {text}"


def items(body: Body, shape: re.Pattern[str], cure: str, least: int = LEAST) -> list[Item]:
    """The items of a list. `shape` catches `mark` and `text` of a first line. Raises ContentError with the cure."""
    found: list[Item] = []
    for number, line in body:
        if caught := shape.fullmatch(line.rstrip()):
            found.append(Item(number, caught["mark"], caught["text"]))
        elif found and line.strip() and line[0] in " \t>":
            found[-1].add(line.strip())
        elif line.strip():
            raise ContentError(number, "This line cannot be read.", cure)
    if len(found) < least:
        raise ContentError(body[0][0] if body else 1, f"The list has {len(found)} of at least {least} lines.", cure)
    return found


def unrepeated(texts: Sequence[tuple[int, str]]) -> None:
    """Raise ContentError if two of the numbered texts are the same."""
    first: dict[str, int] = {}
    for number, text in texts:
        if text in first:
            raise ContentError(number, f"This repeats line {first[text]}.", "Change or remove one of the two.")
        first[text] = number


def written(head: str, text: str, feedback: str) -> str:
    """One item, as `items` reads it."""
    notes = [f"    > {line}".rstrip() for line in feedback.split("\n")] if feedback else []
    return "\n".join([f"{head} {text}", *notes])


def setting(options: Mapping[str, object], name: str, allowed: Sequence[T]) -> T:
    """A value from the front matter, by default the first one allowed. Raises ContentError."""
    value = options.get(name, allowed[0])
    for one in allowed:
        if type(value) is type(one) and value == one:
            return one
    raise ContentError(1, f"`{name}` cannot be {value!r}.", f"Write one of {', '.join(map(repr, allowed))}.")


# Task lists of options

TASK = re.compile(rf"- \[(?P<mark>[ xX]|{SHARE})\] +(?P<text>\S.*)")
TASK_CURE = "Write `- [x] right` or `- [ ] wrong`, and its explanation under it as `    > why`."
NO_SHARES = range(0)
PARTS = range(101)  # percent
SIGNED_PARTS = range(-100, 101)


def read_options(
    body: Body, *, least: int = LEAST, most_right: int = MANY, shares: range = NO_SHARES
) -> tuple[Option, ...]:
    """The options of a task list: all different, at least one right. Raises ContentError.

    `shares`: the percentages that a line may earn, as in `- [50%] nearly right`. Where they may be below zero, several
    lines make the whole together, and each that earns anything is right; elsewhere only what earns all is.
    """
    found = items(body, TASK, TASK_CURE, least)
    unrepeated([(item.line, item.text) for item in found])
    made = [option_of(item, shares) for item in found]
    right = [item for item, option in zip(found, made, strict=True) if option.right]
    if not right:
        raise ContentError(found[0].line, "No line is marked as right.", "Mark the right one with `[x]`.")
    if len(right) > most_right:
        raise ContentError(right[most_right].line, "Too many lines are marked as right.", "Leave one `[x]`.")
    return tuple(made)


def option_of(item: Item, shares: range = NO_SHARES) -> Option:
    """The option that one line of a task list is. Raises ContentError."""
    if not item.mark.endswith("%"):
        return Option(item.text, item.mark != " ", item.feedback)
    share = read_share(item.mark)
    if not shares:
        cure = 'Write `[x]` or `[ ]`; in multiple-response, percentages want `rule = "fractions"`.'
        raise ContentError(item.line, f"`[{item.mark}]` means nothing here.", cure)
    if not shares[0] <= share * 100 <= shares[-1]:
        cure = f"Write a percentage from {shares[0]} to {shares[-1]}, `[x]` for all or `[ ]` for nothing."
        raise ContentError(item.line, f"A line cannot earn {item.mark}.", cure)
    right = share > 0 if shares[0] < 0 else share == 1
    return Option(item.text, right, item.feedback, None if share in {0, 1} else share)


def write_options(options: Iterable[Option]) -> str:
    """The task list that `read_options` reads."""
    return "\n".join(written(f"- [{_mark(one)}]", one.text, one.feedback) for one in options)


def _mark(option: Option) -> str:
    if option.fraction is not None:
        return write_share(option.fraction)
    return "x" if option.right else " "


def dump_options(options: Iterable[Option]) -> list[dict[str, Any]]:
    """JSON; without a fraction where none was given, so that it stays what it was before there were any."""
    return [
        {"text": one.text, "right": one.right, "feedback": one.feedback}
        | ({} if one.fraction is None else {"fraction": str(one.fraction)})
        for one in options
    ]


def load_options(data: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    """The options from their JSON."""
    return tuple(
        Option(**{**one, "fraction": Fraction(one["fraction"]) if "fraction" in one else None}) for one in data
    )


def option_verdicts(options: Sequence[Option], chosen: Collection[int | None]) -> tuple[Verdict, ...]:
    """The verdict on each option."""
    return tuple(option_verdict(one, given=place in chosen) for place, one in enumerate(options))


def option_verdict(option: Option, *, given: bool) -> Verdict:
    """The verdict on one option. What is not right and earns a part all the same is partly right."""
    if given and not option.right and option.earns > 0:
        return Verdict.PARTLY
    return verdict(given=given, right=option.right)


def option_rows(
    options: Sequence[Option], chosen: Collection[int | None], *, with_key: bool, order: Order
) -> tuple[Row, ...]:
    """A review of options. Without the key only the chosen ones, by the alphabet: the authored order might tell."""
    if not with_key:
        return tuple(Row(text, chosen=True) for text in sorted(options[at].text for at in chosen if at is not None))
    verdicts = option_verdicts(options, chosen)
    rows = []
    for place in order or range(len(options)):
        one, is_chosen = options[place], place in chosen
        feedback = one.feedback if is_chosen or one.right else ""
        rows.append(Row(one.text, is_chosen, one.right, verdicts[place], feedback))
    return tuple(rows)


# Rules that only count what was chosen

RIGHT_MINUS_WRONG, ALL_OR_NOTHING, EVERY_DECISION = "right-minus-wrong", "all-or-nothing", "every-decision"


def counted(rule: str, options: Sequence[Option], right: int, wrong: int) -> Fraction:
    """What c right and w wrong choices earn, where C of n options are right; choosing nothing earns nothing.

    Right minus wrong (known from Canvas): max(0, (c - w) / C). Every decision: (c + n - C - w) / n. All or nothing.
    """
    wanted, count = sum(one.right for one in options), len(options)
    if rule == ALL_OR_NOTHING:
        return Fraction(right == wanted and not wrong)
    if rule == EVERY_DECISION:
        return Fraction(right + count - wanted - wrong, count) if right + wrong else Fraction(0)
    return max(Fraction(0), Fraction(right - wrong, wanted))
