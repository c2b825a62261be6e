"""A course or a draft whose instructors are looked at."""

from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.authoring.models import Draft, DraftFile
from app.authoring.queries import FRONT, title_in
from app.catalogue.models import Course, CourseRevision
from app.catalogue.queries import is_newest, is_open_to, rights_of
from app.catalogue.rules import Right, may_do
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class StaffedCourse:
    """A course by its key, with what the reader may do with it. `is_published`: whether it has students and scores."""

    key: str
    slug: str
    title: str
    is_published: bool
    is_draft: bool
    may_edit: bool
    may_teach: bool
    may_grant: bool


def staffed_course(reader: Person, slug: str) -> StaffedCourse | None:
    """The published course at this address, else the draft; None when there is none that the reader works on."""
    published = db.session.execute(
        _open(reader, select(Course.key, CourseRevision.title), Course.key)
        .join(CourseRevision, CourseRevision.course_id == Course.id)
        .where(Course.slug == slug, is_newest())
    ).first()
    draft = db.session.execute(
        _open(reader, select(Draft.key, DraftFile.text), Draft.key)
        .join(DraftFile, DraftFile.draft_id == Draft.id)
        .where(Draft.slug == slug, DraftFile.path == FRONT, DraftFile.removal.is_(None))
    ).first()
    if published is None and draft is None:
        return None
    key, title = published or (draft[0], title_in(draft[1]))  # type: ignore[index]  # one of them is there
    role, held = reader.acting_role, rights_of(reader, key)
    may = [may_do(role, held, right) for right in (Right.EDIT, Right.TEACH, Right.OWN)]
    return StaffedCourse(key, slug, title, published is not None, draft is not None and draft[0] == key, *may)


def _open(reader: Person, found: Select[str, str], key: InstrumentedAttribute[str]) -> Select[str, str]:
    return found.where(or_(*(is_open_to(reader, right, key) for right in (Right.EDIT, Right.TEACH))))
