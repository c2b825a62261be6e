"""Codes and invitations: by what is typed, by what a link carries, and for those who made them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.queries import hashed
from app.catalogue.models import CourseRevision
from app.catalogue.queries import newest_of
from app.learning.models import Enrolment
from app.platform.db import db
from app.teaching.models import EnrolmentCode, Invitation

PAGE = 50


@dataclass(frozen=True, slots=True)
class Way:
    """A code or an invitation, and the newest revision of the course it leads into."""

    key: EnrolmentCode | Invitation
    revision: CourseRevision

    @property
    def most_uses(self) -> int | None:
        """How many may come in by it; None for any number."""
        return self.key.most_uses if isinstance(self.key, EnrolmentCode) else 1 if self.key.email else None

    @property
    def email(self) -> str | None:
        """The address it is for, if it is for one."""
        return self.key.email if isinstance(self.key, Invitation) else None


def way_with(kind: str, number: int) -> Way | None:
    """The code or invitation with this number."""
    key: EnrolmentCode | Invitation | None
    key = db.session.get(EnrolmentCode, number) if kind == "code" else db.session.get(Invitation, number)
    return Way(key, newest_of(key.course_id)) if key else None


def code_typed(code: str) -> EnrolmentCode | None:
    """The code, as `ids.tidy` gives it."""
    return db.session.scalar(select(EnrolmentCode).where(EnrolmentCode.code == code))


def invitation_with(token: str) -> Invitation | None:
    """The invitation that a link carries."""
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)))


def codes_of(course_id: int) -> Sequence[EnrolmentCode]:
    """The codes of a course, newest first, with their cohorts."""
    found = select(EnrolmentCode).where(EnrolmentCode.course_id == course_id).options(joinedload(EnrolmentCode.cohort))
    return db.session.scalars(found.order_by(EnrolmentCode.id.desc())).all()


def code_in(course_id: int, number: int) -> EnrolmentCode | None:
    """A code of this course."""
    return db.session.scalar(
        select(EnrolmentCode).where(EnrolmentCode.course_id == course_id, EnrolmentCode.id == number)
    )


def invitations_of(course_id: int, *, page: int) -> tuple[Sequence[Invitation], int]:
    """A page of the invitations of a course, newest first, with their cohorts; and how many there are in all."""
    mine = Invitation.course_id == course_id
    found = select(Invitation).where(mine).options(joinedload(Invitation.cohort))
    found = found.order_by(Invitation.made_at.desc(), Invitation.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    total = db.session.scalar(select(func.count()).select_from(Invitation).where(mine)) or 0
    return db.session.scalars(found).all(), total


def invitation_in(course_id: int, number: int) -> Invitation | None:
    """An invitation to this course, locked: it is about to change."""
    return db.session.scalar(
        select(Invitation).where(Invitation.course_id == course_id, Invitation.id == number).with_for_update()
    )


def invitations_to(course_id: int, emails: Collection[str]) -> dict[str, Invitation]:
    """The invitations of these addresses that wait, expired ones too: address → invitation."""
    rows = db.session.scalars(
        select(Invitation).where(
            Invitation.course_id == course_id, Invitation.email.in_(emails),
            Invitation.uses == 0, Invitation.ended_at.is_(None),
        )
    )  # fmt: skip
    return {str(one.email): one for one in rows}


def addresses_known(course_id: int, emails: Collection[str]) -> set[str]:
    """Those of the addresses whose owners take the course."""
    return set(
        db.session.scalars(
            select(Person.email)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .where(Enrolment.course_id == course_id, Enrolment.ended_at.is_(None), Person.email.in_(emails))
        )
    )
