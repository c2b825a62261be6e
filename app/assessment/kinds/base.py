"""The words that all question kinds share. Pure: values in, values out; only the standard library.

A question has two faces. Its `Spec` (one dataclass a kind, in `mark.py`) holds everything, key included, in the order
in which the author wrote it. `Ask` is what a student may see while answering. Stored responses name things by their
authored place; pages name them by the place at which they are shown, since authors tend to write the right one first.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

Body: TypeAlias = Sequence[tuple[int, str]]  # numbered lines of a question file, between the stem and "## Why"
Response: TypeAlias = Mapping[str, object]  # JSON; {} is the empty answer of every kind
Order: TypeAlias = tuple[int, ...]  # order[position shown] = place authored; () shows things as written
T = TypeVar("T")

N_ = str  # Marks a sentence for translation where no gettext is at hand; the template that shows it translates it.


class ContentError(ValueError):
    """A question file that cannot be read: the line, what is wrong with it, and the cure, in plain words."""

    def __init__(self, line: int, message: str, cure: str) -> None:
        super().__init__(f"Line {line}: {message} {cure}")
        self.line, self.message, self.cure = line, message, cure


class ResponseError(ValueError):
    """A response that this question cannot have; the message is a sentence for the student."""


class Verdict(StrEnum):
    """What became of one part of a question: an option, a pair, an item."""

    RIGHT = "right"  # given, and right
    WRONG = "wrong"  # given, and not right
    MISSED = "missed"  # right, and not given
    REST = "rest"  # neither


def verdict(*, given: bool, right: bool) -> Verdict:
    """The verdict on one part."""
    if given:
        return Verdict.RIGHT if right else Verdict.WRONG
    return Verdict.MISSED if right else Verdict.REST


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a task list: what it says, whether it is right, and why it holds or tempts."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a student may see before the key is told: there is no place in it for a key or for feedback.

    `shown` is what this paper shuffled (options, right sides, items), `rows` what each wants an answer of its own (left
    sides), `rule` how the answer is marked. Texts are Markdown. A kind that shows more derives its own from this.
    """

    shown: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """The share of the points that was earned, 0 to 1, and the verdict on each part in authored order."""

    fraction: Fraction
    parts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a review. While the key is not told, only `text`, `chosen` and `given` say anything."""

    text: str
    chosen: bool = False
    right: bool | None = None
    verdict: Verdict | None = None
    feedback: str = ""
    given: str = ""  # what the student set beside the text
    expected: str = ""  # what belongs there


@dataclass(frozen=True, slots=True)
class Review:
    """A question looked back on, row by row."""

    rows: tuple[Row, ...]

    @property
    def is_answered(self) -> bool:
        """Whether the student gave anything."""
        return any(row.chosen for row in self.rows)


# Responses and orders: whatever comes from outside is an `object` until one of these has looked at it.

MANY = 10_000  # more things than any question shows
LEAST = 2  # fewer leave nothing to choose


def member(raw: Response, name: str) -> object:
    """What `raw` has under the name, or None. Raises ResponseError if it is no JSON object at all."""
    if not isinstance(raw, Mapping):
        raise ResponseError(N_("This answer could not be read."))
    return raw.get(name)


def pick(value: object, count: int) -> int | None:
    """An index below `count`, or None. Raises ResponseError; `type` is asked because True would pass for 1."""
    if value is None or (type(value) is int and 0 <= value < count):
        return value
    raise ResponseError(N_("Choose one of the answers shown."))


def arranged(things: Sequence[str], order: Order) -> tuple[str, ...]:
    """The things as they are shown."""
    return tuple(things[place] for place in order) if order else tuple(things)


def authored(position: object, order: Order) -> int | None:
    """The authored place of what is shown at `position`; None stays None. Raises ResponseError."""
    at = pick(position, len(order) or MANY)
    return order[at] if order and at is not None else at


def shown(place: object, order: Order) -> int | None:
    """The position at which the thing of this authored place is shown; None if it is not."""
    if type(place) is not int or (order and place not in order):
        return None
    return order.index(place) if order else place


# Lists in question files


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


def numbered(text: str) -> Body:
    """The lines of a text, counted from 1."""
    return list(enumerate(text.split("\n"), start=1))


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


# Short texts: compared after folding, never by likeness, since "hypotension" is not "hypertension".

LENGTH = 500  # characters of a typed answer
PLAIN = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
INVISIBLE = {"Cc", "Cf", "Cs"}  # controls, soft hyphens and the like, halves of surrogate pairs


def fold(text: str) -> str:
    """The text without what a reader would not call a difference.

    That is case, width and ligatures (Unicode NFKC and case folding), runs of white space, typographic quotation marks
    and dashes, invisible characters, and a full stop at the end.
    """
    return _folded(text).strip().rstrip(" .")


def _folded(text: str) -> str:
    # Plain marks first, because NFKC takes the double prime apart, and again for those that NFKC makes.
    text = unicodedata.normalize("NFKC", text.translate(PLAIN)).casefold().translate(PLAIN)
    text = unicodedata.normalize("NFKC", text)
    visible = (symbol for symbol in text if symbol.isspace() or unicodedata.category(symbol) not in INVISIBLE)
    return re.sub(r"\s+", " ", "".join(visible))


def matches(pattern: str, text: str) -> bool:
    r"""Whether the folded text is the folded pattern, in which `*` stands for any characters and `\*` for an asterisk.

    Each piece between asterisks is looked for once, from where the last one ended, so no pattern can make it slow.
    """
    first, *middle = _pieces(pattern)
    text = fold(text)
    if not middle:
        return text == first
    last = middle.pop()
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return False
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _pieces(pattern: str) -> list[str]:
    pieces = [_folded(piece.replace(r"\*", "*")) for piece in re.split(r"(?<!\\)\*", pattern)]
    pieces[0] = pieces[0].lstrip()
    pieces[-1] = pieces[-1].rstrip(" .")
    return pieces


def spoken(pattern: str) -> str:
    """A pattern as a reader understands it: `effleur*` is "effleur…"."""
    return re.sub(r"(?<!\\)\*", "…", pattern).replace(r"\*", "*")
