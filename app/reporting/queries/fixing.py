"""What an instructor looks at before a key is corrected, and what corrections have done."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import String, cast, func, literal, select

from app.accounts.models import Person
from app.assessment.grading.regrade import Fix, Remedy
from app.assessment.models import Answer, Attempt, Erratum, Question, QuizQuestion, QuizRevision, Regrade
from app.catalogue.models import Module, Placement
from app.catalogue.queries import newest_quiz_at
from app.certificates.models import Certificate
from app.certificates.queries import COURSE
from app.learning.models import Enrolment
from app.platform.db import db

SHORT = 8  # letters of a version's hash that tell it from the others
MOST_ANSWERS = 5_000  # different responses that are looked at, the most frequent ones
MOST_LOST = 200


class Applied(NamedTuple):
    """A correction on record: what it was, by whom, and how many attempts it changed."""

    erratum: Erratum
    by: str
    changed: int

    @property
    def fix(self) -> Fix:
        """The same for grading."""
        return Fix(Remedy(self.erratum.remedy), self.erratum.new_spec)


@dataclass(frozen=True, slots=True)
class FaultyQuestion:
    """One version of a question at its quiz, the other versions of its key, and the corrections so far."""

    course_slug: str
    course_title: str
    slug: str
    title: str
    unit_id: int
    question: Question
    versions: Sequence[Question]
    applied: Sequence[Applied]

    @property
    def version(self) -> str:
        """What tells this version from the others in an address."""
        return self.question.content_hash[:SHORT]


class Lost(NamedTuple):
    """A result that a correction took below the pass mark, while the quiz stays done; and the certificate, if any."""

    name: str
    attempt: int
    at: Any
    serial: str | None


def faulty_question(course_slug: str, quiz_slug: str, key: str, version: str = "") -> FaultyQuestion | None:
    """The version of a question at this address, by default the newest; None when there is none."""
    place = newest_quiz_at(course_slug, quiz_slug)
    versions = _versions(place.unit_id, key) if place else []
    found = [one for one in versions if one.content_hash.startswith(version)]
    if place is None or not found:
        return None
    return FaultyQuestion(*place, found[-1], versions, _applied(found[-1].id))


def _versions(unit_id: int, key: str) -> Sequence[Question]:
    """Oldest first, the one that was published last at the end."""
    newest = func.max(QuizRevision.number)
    return db.session.scalars(
        select(Question)
        .join(QuizQuestion, QuizQuestion.question_id == Question.id)
        .join(QuizRevision, QuizRevision.id == QuizQuestion.quiz_revision_id)
        .where(QuizRevision.unit_id == unit_id, Question.key == key)
        .group_by(Question.id)
        .order_by(newest, Question.id)
    ).all()


def _applied(question_id: int) -> list[Applied]:
    changed = select(func.count()).where(Regrade.erratum_id == Erratum.id).scalar_subquery()
    rows = db.session.execute(
        select(Erratum, Person.name, changed)
        .join(Person, Person.id == Erratum.by_id)
        .where(Erratum.question_id == question_id)
        .order_by(Erratum.id)
    )
    return [Applied(*row) for row in rows]


def answers_given(question_id: int) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Every different response to this version in attempts that were handed in, most frequent first, with how many."""
    response = cast(Answer.response, String).label("given")
    rows = db.session.execute(
        select(response, func.count())
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Answer.question_id == question_id, Attempt.submitted_at.is_not(None))
        .group_by(response)
        .order_by(func.count().desc(), response)
        .limit(MOST_ANSWERS)
    )
    for text, people in rows:
        yield json.loads(text) if text else {}, people


def marks_given(question_id: int) -> Counter[Any]:
    """How many answers in attempts that were handed in earned how much."""
    rows = db.session.execute(
        select(Answer.earned, func.count())
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Answer.question_id == question_id, Attempt.submitted_at.is_not(None))
        .group_by(Answer.earned)
    )
    return Counter(dict(rows.all()))


def serials_of(enrolment_ids: Collection[int], unit_id: int) -> dict[int, list[str]]:
    """The certificates that rest on a quiz: of these enrolments, for the course or the quiz's module."""
    rows = db.session.execute(
        select(Certificate.enrolment_id, Certificate.serial)
        .where(Certificate.enrolment_id.in_(enrolment_ids), Certificate.scope.in_(_scopes(unit_id)))
        .order_by(Certificate.id)
    )
    found: dict[int, list[str]] = {}
    for enrolment, serial in rows:
        found.setdefault(enrolment, []).append(serial)
    return found


def lost_by(question_id: int, unit_id: int) -> list[Lost]:
    """Results of a quiz that corrections of a question took below the pass mark and that are not passed now."""
    rows = db.session.execute(
        select(Person.name, Attempt.number, Erratum.at, Certificate.serial)
        .join(Regrade, Regrade.attempt_id == Attempt.id)
        .join(Erratum, Erratum.id == Regrade.erratum_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Certificate, (Certificate.enrolment_id == Enrolment.id) & Certificate.scope.in_(_scopes(unit_id)))
        .where(Erratum.question_id == question_id, Regrade.passed_before.is_(True))
        .where(Regrade.passed_after.is_(False), Attempt.passed.is_(False))
        .order_by(Person.name, Attempt.id, Certificate.id)
        .limit(MOST_LOST)
    )
    return [Lost(*row) for row in rows]


def _scopes(unit_id: int) -> Any:
    """What certificates that ask for this quiz are issued for."""
    modules = select("module:" + Module.key).join(Placement, Placement.module_id == Module.id)
    return select(literal(COURSE)).union(modules.where(Placement.unit_id == unit_id))
