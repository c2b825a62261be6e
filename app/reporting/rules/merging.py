"""Two accounts of one person: which place in a course goes on, and what forbids joining them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import groupby

WHOLE_COURSE = "course"  # the scope of a certificate that is not a module's


@dataclass(frozen=True, slots=True)
class Place:
    """An account's place in a course that is under way. `certificates`: the scopes of those that are valid."""

    enrolment_id: int
    person_id: int
    course_id: int
    course: str
    enrolled_at: datetime
    done: int
    has_open_attempt: bool
    waits_for_mark: bool
    certificates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collision:
    """Both accounts take the same course: one place goes on, the other ends and is kept in the records."""

    goes_on: Place
    ends: Place


class Forbidden(Enum):
    """Why two accounts cannot be joined safely."""

    SAME_ACCOUNT = auto()
    KEPT_IS_CLOSED = auto()
    JOINED_ALREADY = auto()
    SAME_CERTIFICATE = auto()
    ATTEMPT_UNDER_WAY = auto()
    ESSAY_WAITS = auto()
    TIME_AGREEMENT = auto()
    WORKS_ON_COURSES = auto()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What forbids it; `course`: where, "" for everywhere."""

    why: Forbidden
    course: str = ""


def collisions_of(places: Iterable[Place], kept_id: int) -> list[Collision]:
    """What happens in each course that both take. Of two places the one that is further goes on.

    Further is: a certificate of the whole course, then more units done, then begun earlier, then the account that is
    kept. Nothing is moved from one place into the other: a unit counts with the attempts behind it.
    """
    ordered = sorted(places, key=lambda place: place.course_id)
    pairs = [list(pair) for _, pair in groupby(ordered, key=lambda place: place.course_id)]
    both = [sorted(pair, key=lambda place: _rank(place, kept_id)) for pair in pairs if len(pair) == 2]  # noqa: PLR2004
    return [Collision(*pair) for pair in both]


def _rank(place: Place, kept_id: int) -> tuple[bool, int, datetime, bool]:
    return (
        WHOLE_COURSE not in place.certificates,
        -place.done,
        place.enrolled_at,
        place.person_id != kept_id,
    )


def obstacles_of(collisions: Iterable[Collision]) -> list[Obstacle]:
    """What in the courses that both take cannot be resolved without losing or doubling something."""
    found = []
    for one in collisions:
        course = one.ends.course
        if one.goes_on.certificates & one.ends.certificates:
            found.append(Obstacle(Forbidden.SAME_CERTIFICATE, course))
        if one.ends.has_open_attempt:
            found.append(Obstacle(Forbidden.ATTEMPT_UNDER_WAY, course))
        if one.ends.waits_for_mark:
            found.append(Obstacle(Forbidden.ESSAY_WAITS, course))
    return found
