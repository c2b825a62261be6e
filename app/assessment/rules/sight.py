"""What a student may see of an attempt, and when; pure. Pages, exports and mails all ask `may_see`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum


class Moment(StrEnum):
    """The columns of the review matrix."""

    WHILE = "while"  # the question was checked while the attempt goes on (practice)
    FAILED = "failed"  # handed in, not passed
    PASSED = "passed"
    CLOSED = "closed"  # after the closing date of the quiz, whatever the result


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be shown of a question: whether the answer was right, what is right, and why."""

    verdict: bool = False
    key: bool = False
    why: bool = False


PARTS = tuple(field.name for field in fields(Sight))
NOTHING = Sight()
EVERYTHING = Sight(verdict=True, key=True, why=True)
WITHOUT_KEY = Sight(verdict=True)

Matrix = Mapping[Moment, Sight]
# A final keeps its key until it is passed, since its questions are drawn again; it keeps it after closing too, since
# the quiz may be opened again for the next class.
PRESETS: Mapping[str, Matrix] = {
    "practice": dict.fromkeys(Moment, EVERYTHING),
    "check": dict.fromkeys(Moment, EVERYTHING) | {Moment.WHILE: NOTHING},
    "final": {
        Moment.WHILE: NOTHING,
        Moment.FAILED: WITHOUT_KEY,
        Moment.PASSED: EVERYTHING,
        Moment.CLOSED: NOTHING,  # adds nothing to what the result allows
    },
}


def matrix(preset: str, changed: Mapping[str, list[str]]) -> Matrix:
    """The preset's matrix with the author's changes: moment → list of parts. Raises ValueError for unknown words."""
    own = {Moment(moment): Sight(**dict.fromkeys(_known(parts), True)) for moment, parts in changed.items()}
    return {**PRESETS[preset], **own}


def _known(parts: list[str]) -> list[str]:
    if unknown := set(parts).difference(PARTS):
        raise ValueError(f"{min(unknown)!r} is none of {', '.join(PARTS)}")
    return parts


def may_see(
    shown: Matrix,
    *,
    submitted: bool,
    passed: bool,
    now: datetime,
    closes: datetime | None = None,
    checked: bool = False,
) -> Sight:
    """What is shown of a question of an attempt.

    Before it is handed in: nothing, but for a question that the student had checked (`checked`). Afterwards what its
    result allows, and from the closing date on also what is kept until then.
    """
    if not submitted:
        return shown[Moment.WHILE] if checked else NOTHING
    sight = shown[Moment.PASSED if passed else Moment.FAILED]
    return _either(sight, shown[Moment.CLOSED]) if closes and now >= closes else sight


def _either(one: Sight, other: Sight) -> Sight:
    return Sight(**{part: getattr(one, part) or getattr(other, part) for part in PARTS})
