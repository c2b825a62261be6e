"""Everything on record about a course, row by row and in constant memory, for somebody who audits it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, case, select

from app.accounts.models import Person
from app.assessment.models import Answer, Attempt, Question
from app.catalogue.models import Course, CourseRevision, Placement, RevisionFile, Unit
from app.certificates.documents.models import Document
from app.certificates.models import Certificate, ClaimGate, IssueLogEntry
from app.learning.models import Completion, Enrolment
from app.platform.db import db
from app.platform.parts import in_parts

REQUIRED = case((Placement.is_required, "yes"), (Placement.id.is_not(None), "no"), else_="")
FILES_AT_ONCE = 25  # PDFs, a megabyte together


def enrolments_of_course(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Enrolments with person and revision, those that ended too."""
    found = (
        select(Enrolment.id, Person.id, Person.name, Person.email, CourseRevision.number, Enrolment.enrolled_at,
               Enrolment.ended_at)
        .join(Person, Person.id == Enrolment.person_id)
        .join(CourseRevision, CourseRevision.id == Enrolment.revision_id)
        .where(Enrolment.course_id == course_id)
    )  # fmt: skip
    return in_parts(found, Enrolment.id)


def completions_of_course(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """When each unit was completed in each enrolment, and whether it had to be ("": the revision has it no more)."""
    for enrolment in in_parts(select(Enrolment.id).where(Enrolment.course_id == course_id), Enrolment.id):
        yield from db.session.execute(
            select(Completion.enrolment_id, Unit.key, Completion.completed_at, REQUIRED)
            .join(Unit, Unit.id == Completion.unit_id)
            .join(Enrolment, Enrolment.id == Completion.enrolment_id)
            .outerjoin(Placement, (Placement.revision_id == Enrolment.revision_id) & (Placement.unit_id == Unit.id))
            .where(Completion.enrolment_id == enrolment[0])
            .order_by(Completion.completed_at)
        )


def attempts_of_course(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every attempt, with its quiz and result."""
    found = (
        select(Attempt.id, Attempt.public_id, Attempt.enrolment_id, Unit.key, Attempt.number, Attempt.started_at,
               Attempt.submitted_at, Attempt.closed_by, Attempt.earned, Attempt.possible, Attempt.passed)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Unit, Unit.id == Attempt.unit_id)
        .where(Enrolment.course_id == course_id)
    )  # fmt: skip
    return in_parts(found, Attempt.id)


def answers_of_attempt(attempt_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The paper of an attempt as it was asked: place, version of the question, response, points."""
    return db.session.execute(
        select(Answer.number, Answer.question_id, Answer.response, Answer.earned, Answer.saved_at)
        .where(Answer.attempt_id == attempt_id)
        .order_by(Answer.number)
    ).all()


def questions_of_course(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every version of every question that was ever asked in the course."""
    asked = (
        select(Answer.question_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.course_id == course_id)
    )
    return in_parts(select(Question.id, Question).where(Question.id.in_(asked)), Question.id)


def documents_on_record(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every certificate with its PDF and the fingerprint of it, None for both while nobody has looked at it."""
    found = (
        select(Certificate.id, Certificate, Document.pdf, Document.pdf_sha256)
        .join(Certificate.enrolment)
        .outerjoin(Document, Document.certificate_id == Certificate.id)
        .where(Enrolment.course_id == course_id)
    )
    return in_parts(found, Certificate.id, FILES_AT_ONCE)


def certificates_on_record(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every certificate, replaced and withdrawn ones too."""
    found = (
        select(Certificate.id, Certificate)
        .join(Certificate.enrolment)
        .where(Enrolment.course_id == course_id)
    )  # fmt: skip
    return in_parts(found, Certificate.id)


def gates_of_course(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every gate that was passed, with what was confirmed and signed."""
    for enrolment in in_parts(select(Enrolment.id).where(Enrolment.course_id == course_id), Enrolment.id):
        yield from db.session.execute(
            select(ClaimGate.enrolment_id, ClaimGate.scope, ClaimGate.gate, ClaimGate.passed_at, ClaimGate.details)
            .where(ClaimGate.enrolment_id == enrolment[0])
            .order_by(ClaimGate.passed_at)
        )


def log_of_course(course_id: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """The entries of the issue log about the course's certificates."""
    codes = select(Certificate.code).join(Certificate.enrolment).where(Enrolment.course_id == course_id)
    found = select(IssueLogEntry.number, IssueLogEntry).where(IssueLogEntry.code.in_(codes))
    return in_parts(found, IssueLogEntry.number)


def revisions_of(course: Course) -> Sequence[CourseRevision]:
    """Every revision, first to last."""
    return db.session.scalars(
        select(CourseRevision).where(CourseRevision.course_id == course.id).order_by(CourseRevision.number)
    ).all()


def files_of_revision(revision_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The files a revision was published from."""
    return db.session.execute(
        select(RevisionFile.path, RevisionFile.text)
        .where(RevisionFile.revision_id == revision_id)
        .order_by(RevisionFile.path)
    ).all()
