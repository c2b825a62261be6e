"""Enrolling everybody on a list who has an account."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.models import Person
from app.catalogue.models import CourseRevision
from app.learning.actions import enrol
from app.platform import audit, mail
from app.platform.languages import speaking
from app.reporting import letters


def enrol_listed(people: Sequence[Person], revision: CourseRevision, by: Person, now: datetime, href: str) -> None:
    """Enrol them on the newest revision and tell each by a message. `href`: the course's address."""
    for person in people:
        enrol(person, revision, now)
        with speaking(person.language):
            mail.queue(person.email, *letters.of_enrolment(person, revision.title, by, href), now)
    audit.record("enrolled list", f"course:{revision.course.key}", now, person_id=by.id, people=len(people))
