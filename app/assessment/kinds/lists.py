"""The lists of question files, and options as task lists. Pure: only the standard library and `base`."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.assessment.kinds.base import MANY, Body, ContentError, Order, Row, Verdict, verdict

T = TypeVar("T")
LEAST = 2  # fewer leave nothing to choose


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a task list: what it says, whether it is right, and why it holds or tempts."""

    text: str
    right: bool
    feedback: str = ""


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

TASK = re.compile(r"- \[(?P<mark>[ xX])\] +(?P<text>\S.*)")
TASK_CURE = "Write `- [x] right` or `- [ ] wrong`, and its explanation under it as `    > why`."


def read_options(body: Body, *, least: int = LEAST, most_right: int = MANY) -> tuple[Option, ...]:
    """The options of a task list: all different, at least one right. Raises ContentError."""
    found = items(body, TASK, TASK_CURE, least)
    unrepeated([(item.line, item.text) for item in found])
    right = [item for item in found if item.mark != " "]
    if not right:
        raise ContentError(found[0].line, "No line is marked as right.", "Mark the right one with `[x]`.")
    if len(right) > most_right:
        raise ContentError(right[most_right].line, "Too many lines are marked as right.", "Leave one `[x]`.")
    return tuple(Option(item.text, item.mark != " ", item.feedback) for item in found)


def write_options(options: Sequence[Option]) -> str:
    """The task list that `read_options` reads."""
    return "\n".join(written(f"- [{'x' if one.right else ' '}]", one.text, one.feedback) for one in options)


def option_verdicts(options: Sequence[Option], chosen: Collection[int | None]) -> tuple[Verdict, ...]:
    """The verdict on each option."""
    return tuple(verdict(given=place in chosen, right=one.right) for place, one in enumerate(options))


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
