"""Letting others work on a course, and telling them, in one transaction."""

from collections.abc import Collection
from datetime import datetime

from app.accounts.models import Person
from app.catalogue import actions
from app.catalogue.rules import Right
from app.platform import mail
from app.platform.languages import speaking
from app.reporting import letters
from app.reporting.queries import StaffedCourse


def let_work(
    course: StaffedCourse, person: Person, rights: Collection[Right], by: Person, now: datetime, href: str
) -> bool:
    """Grant rights and say so by a message; False when they are held already. `href`: the studio's address."""
    given = actions.grant(course.key, person, rights, by, now)
    if given and person.id != by.id:
        _tell(course, person, by, now, href)
    return given


def give_course(course: StaffedCourse, person: Person, by: Person, now: datetime, href: str) -> None:
    """Make somebody the owner and say so. Raises catalogue's OwnedMeanwhile."""
    actions.hand_over(course.key, person, by, now)
    if person.id != by.id:
        _tell(course, person, by, now, href)


def _tell(course: StaffedCourse, person: Person, by: Person, now: datetime, href: str) -> None:
    with speaking(person.language):
        mail.queue(person.email, *letters.of_grant(person, course.title, by, href), now)
