"""The words that all question kinds share. Pure: values in, values out; only the standard library.

A question has two faces. Its `Spec` (one dataclass a kind, in `mark.py`) holds everything, key included, in the order
in which the author wrote it. `Ask` is what a student may see while answering. Stored responses name things by their
authored place; pages name them by the place at which they are shown, since authors tend to write the right one first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

Body: TypeAlias = Sequence[tuple[int, str]]  # numbered lines of a question file, between the stem and "## Why"
Response: TypeAlias = Mapping[str, object]  # JSON; {} is the empty answer of every kind
Order: TypeAlias = tuple[int, ...]  # order[position shown] = place authored; () shows things as written

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
    PARTLY = "partly"  # given, not right, and worth a part of the points
    WRONG = "wrong"  # given, and not right
    MISSED = "missed"  # right, and not given
    REST = "rest"  # neither


def verdict(*, given: bool, right: bool) -> Verdict:
    """The verdict on one part."""
    if given:
        return Verdict.RIGHT if right else Verdict.WRONG
    return Verdict.MISSED if right else Verdict.REST


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


def numbered(text: str) -> Body:
    """The lines of a text, counted from 1."""
    return list(enumerate(text.split("\n"), start=1))
