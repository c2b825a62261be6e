"""Years of past attempts, written by the database itself: a few INSERT … SELECT instead of a million round trips."""

import time
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from flask import Flask
from sqlalchemy import ColumnElement, Select, String, cast, false, func, insert, literal, select, text, true, union_all

from app.accounts.models import Person
from app.accounts.rules import Role
from app.assessment.models import Answer, AnswerEvent, Attempt, QuizQuestion, QuizRevision
from app.catalogue.queries import latest_revision, outline_of
from app.certificates.models import Certificate, IssueLogEntry
from app.learning.models import Completion, Enrolment
from app.platform import chaining, clock
from app.platform.audit import AuditEvent, digest_of
from app.platform.chain import canonical
from app.platform.db import db
from app.platform.transactions import writing
from tests.bench import certified

EACH = 10  # answers of an attempt, at most
EVERY = 10  # one attempt in ten also has the event of each answer
MARK = "past-"
SALT = "of-the-past"
CHAINED_AT_ONCE = 20_000  # nobody waits meanwhile
CACHE = 500_000  # KiB, for SQLite: with less it writes each scattered page of an index again and again
JOINED, SAT = timedelta(days=440), timedelta(days=400)  # ago: the first of them, and all that they sat


@dataclass(frozen=True, slots=True)
class Size:
    """How much there shall be: students, all in the past, their attempts at the quizzes, and their certificates.

    Each student has as many of both as the others: with 20 attempts and 11 quizzes, two at nine, and one at two.
    """

    people: int
    attempts: int
    certificates: int


SMALL, USUAL, LARGE = Size(90, 10_000, 90), Size(900, 100_000, 900), Size(50_000, 1_000_000, 200_000)


def add(app: Flask, course: str, size: Size) -> str:
    """Add a past of that size to a course of which somebody has a certificate. Returns what was inserted."""
    began = time.monotonic()
    with app.app_context(), writing():
        revision = latest_revision(course)
        if revision is None:
            raise LookupError(course)
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text(f"PRAGMA cache_size = -{CACHE}"))
        outline = outline_of(revision.id)
        papers = {unit.unit_id: _paper(unit.unit_id) for unit in outline if unit.kind == "quiz"}
        _add_people(size.people, revision.id, revision.course_id)
        for (unit_id, paper), each in zip(papers.items(), _shared(size, len(papers)), strict=True):
            if each:
                _add_attempts(unit_id, paper, each)
        certified.add(revision, MARK, size.certificates // size.people)
        _chain_all()
        counts = {one.__tablename__: db.session.scalar(select(func.count()).select_from(one)) for one in TABLES}
    with app.app_context():
        if db.engine.dialect.name == "postgresql":  # its own autovacuum would do this within minutes
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM (ANALYZE)"))
        db.engine.dispose()  # on SQLite the last connection moves the log into the file
    listed = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    return f"now there are {listed} (inserted in {time.monotonic() - began:.0f} s)"


TABLES = (Person, Enrolment, Attempt, Answer, AnswerEvent, Completion, AuditEvent, Certificate, IssueLogEntry)


def _shared(size: Size, quizzes: int) -> list[int]:
    """How many attempts each student has at each quiz."""
    whole, rest = divmod(size.attempts // size.people, quizzes)
    return [whole + (place < rest) for place in range(quizzes)]


def _chain_all() -> None:
    """What the worker would do under the measured load, in larger pieces."""
    usual, chaining.AT_ONCE = chaining.AT_ONCE, CHAINED_AT_ONCE
    try:
        while chaining.chain_next(clock.now()):
            db.session.expunge_all()
    finally:
        chaining.AT_ONCE = usual


def _paper(unit_id: int) -> tuple[int, list[int]]:
    """The newest revision of the quiz and the questions that all past attempts got."""
    newest = select(QuizRevision.id).where(QuizRevision.unit_id == unit_id).order_by(QuizRevision.number.desc())
    revision = db.session.scalars(newest.limit(1)).one()
    questions = select(QuizQuestion.question_id).where(QuizQuestion.quiz_revision_id == revision)
    return revision, list(db.session.scalars(questions.order_by(QuizQuestion.question_id).limit(EACH)))


def _add_people(count: int, revision_id: int, course_id: int) -> None:
    first = clock.now() - JOINED
    joined = [first + timedelta(minutes=number) for number in range(count)]
    rows = [
        {"email": f"{MARK}{number}@example.org", "name": f"Past Student {number}", "role": Role.STUDENT.value,
         "active": True, "fs_uniquifier": f"{MARK}{number}", "confirmed_at": at, "joined_at": at}
        for number, at in enumerate(joined)
    ]  # fmt: skip
    db.session.execute(insert(Person), rows)
    columns = ["person_id", "course_id", "revision_id", "enrolled_at"]
    found = select(Person.id, literal(course_id), literal(revision_id), Person.joined_at)
    db.session.execute(insert(Enrolment).from_select(columns, found.where(Person.email.startswith(MARK))))


def _add_attempts(unit_id: int, paper: tuple[int, list[int]], each: int) -> None:
    revision_id, questions = paper
    started = clock.now() - SAT
    numbers = union_all(*(select(literal(number).label("number")) for number in range(1, each + 1))).subquery()
    values: dict[str, ColumnElement[object]] = {
        "public_id": _random(), "enrolment_id": Enrolment.id, "unit_id": literal(unit_id),
        "quiz_revision_id": literal(revision_id), "number": numbers.c.number, "seed": _random(),
        "started_at": _constant(Attempt.started_at, started),
        "submitted_at": _constant(Attempt.submitted_at, started + timedelta(minutes=12)),
        "closed_by": literal("student"), "reached": literal(1),
        "earned": _constant(Attempt.earned, Fraction(8)), "possible": literal(len(questions)),
        "passed": _constant(Attempt.passed, True),
    }  # fmt: skip
    past = select(*values.values()).select_from(Enrolment).join(Person).join(numbers, true())
    _insert(Attempt, list(values), past.where(Person.email.startswith(MARK)))
    _add_answers(unit_id, questions)
    _add_traces(unit_id)


def _add_answers(unit_id: int, questions: list[int]) -> None:
    rows = [select(literal(n).label("number"), literal(one).label("question")) for n, one in enumerate(questions, 1)]
    places, when = union_all(*rows).subquery(), Attempt.submitted_at
    response, one = _constant(Answer.response, {"choice": 1}), literal(1)
    past = select(Attempt.id, places.c.number, places.c.question, response, one, when, false(),
                  _constant(Answer.earned, Fraction(1)))  # fmt: skip
    columns = ["attempt_id", "number", "question_id", "response", "sequence", "saved_at", "flagged", "earned"]
    _insert(Answer, columns, _of_the_past(past.join(places, true()), unit_id))
    some = select(Answer.attempt_id, Answer.number, Answer.sequence, Answer.response, _random(), Answer.saved_at)
    some = some.join(Attempt, Attempt.id == Answer.attempt_id).where(Attempt.id % EVERY == 0)
    columns = ["attempt_id", "number", "sequence", "response", "operation", "received_at"]
    _insert(AnswerEvent, columns, _of_the_past(some, unit_id))


def _add_traces(unit_id: int) -> None:
    done = select(Attempt.enrolment_id, Attempt.unit_id, Attempt.submitted_at).where(Attempt.number == 1)
    _insert(Completion, ["enrolment_id", "unit_id", "completed_at"], _of_the_past(done, unit_id))
    said = select(Attempt.submitted_at, Enrolment.person_id, literal("submitted attempt"),
                  literal("attempt:") + Attempt.public_id, _constant(AuditEvent.details, {"passed": True}))  # fmt: skip
    digest = literal(digest_of(canonical({"passed": True}), SALT))
    said = said.add_columns(literal(SALT), digest, Enrolment.course_id)
    columns = ["at", "person_id", "action", "subject", "details", "salt", "digest", "course_id"]
    _insert(AuditEvent, columns, _of_the_past(said, unit_id))


def _of_the_past(found: Select[tuple[object, ...]], unit_id: int) -> Select[tuple[object, ...]]:
    joined = found.join(Enrolment, Enrolment.id == Attempt.enrolment_id).join(Person, Person.id == Enrolment.person_id)
    return joined.where(Attempt.unit_id == unit_id, Person.email.startswith(MARK))


def _insert(table: type, columns: list[str], found: Select[tuple[object, ...]]) -> None:
    db.session.execute(insert(table).from_select(columns, found))


def _constant(column, value: object) -> ColumnElement[object]:
    return literal(value, column.type)


def _random() -> ColumnElement[str]:
    """A random text as long as a public id, so that the indexes are as scattered as real ones."""
    if db.engine.dialect.name == "postgresql":
        return func.substr(func.md5(cast(func.random(), String)), 1, 26)
    return func.lower(func.hex(func.randomblob(13)))
