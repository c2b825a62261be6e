"""Beginning a draft: of a new course, or of one that was published."""

from collections.abc import Mapping
from datetime import datetime

from app.accounts.models import Person
from app.authoring import queries
from app.authoring.actions.saving import write_files
from app.authoring.models import Draft
from app.catalogue.actions import hand_over
from app.catalogue.models import CourseRevision
from app.platform import audit
from app.platform.db import db


class AddressTaken(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Another draft has this address, or is of this course."""


def begin_draft(
    key: str, slug: str, files: Mapping[str, str], by: Person, now: datetime, based_on: CourseRevision | None = None
) -> Draft:
    """A draft with these files (path → text). `key`: the id of the course; a new one is theirs. Raises AddressTaken."""
    if queries.draft_with(key, slug):
        raise AddressTaken
    draft = Draft(key=key, slug=slug, based_on=based_on, begun_at=now)
    db.session.add(draft)
    db.session.flush()
    write_files(draft, files, by, now)
    audit.record("began draft", f"course:{key}", now, person_id=by.id)
    if based_on is None:
        hand_over(key, by, by, now)
    return draft
