"""Quizzes, the questions they draw from, attempts and answers. What was published or answered never changes."""

from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.rules import QuizRules, rules_of
from app.catalogue.content.parts import TEXT
from app.catalogue.models import Unit
from app.learning.models import Enrolment
from app.platform.db import Model

WITHOUT_VERDICT = "submitted_at IS NOT NULL AND passed IS NULL"


class Question(Model):
    """One version of a question. An edited question is a new row with the same key."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    key: Mapped[str] = mapped_column(String(60))
    content_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(30))
    points: Mapped[int]
    stem: Mapped[str]
    spec: Mapped[dict[str, Any]]
    why: Mapped[str]
    objective: Mapped[str] = mapped_column(String(60))
    passage: Mapped[str] = mapped_column(String(200))
    use: Mapped[str] = mapped_column(String(10))
    style: Mapped[str] = mapped_column(String(10))
    tags: Mapped[list[Any]] = mapped_column(default=list)
    pictures: Mapped[list[Any]] = mapped_column(default=list)  # of what leads up to it: SVG, in order

    __table_args__ = (
        UniqueConstraint("course_id", "key", "content_hash"),
        # Only a text without a question earns nothing.
        CheckConstraint("points >= 0 AND (points = 0) = (kind = 'description')", name="points_fit_kind"),
    )

    @property
    def is_asked(self) -> bool:
        """Whether it asks for anything; a text on the paper does not, and counts for nothing."""
        return self.kind != TEXT


class QuizRevision(Model):
    """A quiz as published: its rules and its bank."""

    __tablename__ = "quiz_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str]
    preset: Mapped[str] = mapped_column(String(10))
    draw: Mapped[int]
    pass_mark: Mapped[int]
    attempts_allowed: Mapped[int]  # 0: no limit
    shuffle: Mapped[bool]
    more: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what the author said beyond the preset

    unit: Mapped[Unit] = relationship()

    @cached_property
    def rules(self) -> QuizRules:
        """The rules as one value, read once: a published revision never changes."""
        return rules_of(self.preset, self.more)

    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        CheckConstraint("pass_mark BETWEEN 0 AND 100", name="pass_mark_percent"),
        CheckConstraint("draw > 0", name="draw_positive"),
    )


class QuizQuestion(Model):
    """A question in the bank of a quiz revision."""

    __tablename__ = "quiz_questions"

    quiz_revision_id: Mapped[int] = mapped_column(ForeignKey("quiz_revisions.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))  # what the draw spreads over


class Attempt(Model):
    """One sitting of a quiz, a row from its first second. Its state is read from its facts."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(40), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    quiz_revision_id: Mapped[int] = mapped_column(ForeignKey("quiz_revisions.id"))
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    reached: Mapped[int] = mapped_column(default=1)  # the question a sequential attempt has come to
    submitted_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(10))
    earned: Mapped[Fraction | None]
    possible: Mapped[int]
    passed: Mapped[bool | None]

    enrolment: Mapped[Enrolment] = relationship()
    revision: Mapped[QuizRevision] = relationship()

    __table_args__ = (
        UniqueConstraint("enrolment_id", "unit_id", "number"),
        # Two tabs that start at once get one attempt between them.
        Index(
            "uq_attempts_open", "enrolment_id", "unit_id", unique=True,
            sqlite_where=text("submitted_at IS NULL"), postgresql_where=text("submitted_at IS NULL"),
        ),
        # Handed in without a verdict: an essay waits for its mark.
        CheckConstraint(
            "(submitted_at IS NULL) = (earned IS NULL) AND (submitted_at IS NOT NULL OR passed IS NULL)",
            name="marked_when_submitted",
        ),
        CheckConstraint("(submitted_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
        Index(None, "unit_id"),  # for those who look at all attempts at a quiz
        Index(  # what somebody passed, whatever else they tried
            "ix_attempts_passed", "enrolment_id", "unit_id",
            sqlite_where=text("passed = 1"), postgresql_where=text("passed"),
        ),
        Index(  # the few that wait for a mark
            "ix_attempts_waiting", "enrolment_id",
            sqlite_where=text(WITHOUT_VERDICT), postgresql_where=text(WITHOUT_VERDICT),
        ),
        Index(
            "ix_attempts_deadline", "deadline_at",
            sqlite_where=text("submitted_at IS NULL"), postgresql_where=text("submitted_at IS NULL"),
        ),
    )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.submitted_at is None


class Answer(Model):
    """The place of one question on an attempt's paper, with the newest response and, once marked, its points."""

    __tablename__ = "answers"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    response: Mapped[dict[str, Any] | None]
    sequence: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    flagged: Mapped[bool] = mapped_column(default=False)
    certainty: Mapped[int | None]  # 1 to 3: how sure the student was
    checked_at: Mapped[datetime | None]  # practice: the student had it checked, so it stays as it is
    earned: Mapped[Fraction | None]
    waits_since: Mapped[datetime | None]  # handed in, and to be marked by a person; until then it earns nothing

    question: Mapped[Question] = relationship()

    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id"),
        Index(None, "question_id"),
        Index(
            "ix_answers_waiting", "waits_since",
            sqlite_where=text("waits_since IS NOT NULL"), postgresql_where=text("waits_since IS NOT NULL"),
        ),
    )  # fmt: skip


class AnswerEvent(Model):
    """One save of one answer: only ever added, so that a dispute can be read back."""

    __tablename__ = "answer_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int]
    number: Mapped[int]
    sequence: Mapped[int]
    response: Mapped[dict[str, Any]]
    certainty: Mapped[int | None]
    operation: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "number"], ["answers.attempt_id", "answers.number"], ondelete="CASCADE"),
        UniqueConstraint("attempt_id", "operation"),
        UniqueConstraint("attempt_id", "number", "sequence"),
    )


class Allowance(Model):
    """Something given to a student beyond the rules of a quiz: only ever added, with its reason, and shown to them.

    Kinds: `time` (a factor, for the person, everywhere), `attempt` (one more, in an enrolment), `minutes` (more for one
    attempt), `reopened` (one attempt).
    """

    __tablename__ = "allowances"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolments.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempts.id"))
    value: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500))
    given_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "(kind = 'time' AND enrolment_id IS NULL AND unit_id IS NULL AND attempt_id IS NULL)"
            " OR (kind = 'attempt' AND enrolment_id IS NOT NULL AND unit_id IS NOT NULL AND attempt_id IS NULL)"
            " OR (kind IN ('minutes', 'reopened') AND attempt_id IS NOT NULL)",
            name="what_it_is_for",
        ),
        CheckConstraint("reason <> ''", name="reason_given"),
    )


class ManualMark(Model):
    """What a person gave for one answer: only ever added, the newest counts. `sequence`: the save that was read."""

    __tablename__ = "manual_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int]
    number: Mapped[int]
    turn: Mapped[int]  # 1 for the first mark of this answer
    sequence: Mapped[int]
    points: Mapped[list[Any]]  # for each criterion of the rubric, in its order
    fraction: Mapped[Fraction]  # of the question's points
    comment: Mapped[str]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    marked_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "number"], ["answers.attempt_id", "answers.number"], ondelete="CASCADE"),
        UniqueConstraint("attempt_id", "number", "turn"),  # two markers at once cannot both be first
    )


class Erratum(Model):
    """A correction of the key of one version of a question: only ever added. `grading.regrade` says what it does."""

    __tablename__ = "errata"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    remedy: Mapped[str] = mapped_column(String(12))
    new_spec: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(String(500))
    keep_passed: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("remedy IN ('accept-both', 'new-key', 'drop', 'full-marks')", name="remedy_known"),
        CheckConstraint("(new_spec IS NULL) = (remedy IN ('drop', 'full-marks'))", name="key_where_there_is_one"),
        CheckConstraint("reason <> ''", name="reason_given"),
    )


class Regrade(Model):
    """What a correction changed in one attempt: only ever added. `earned_…` of the question, `total_…` of the paper.

    No points (None) are those of a question that does not count.
    """

    __tablename__ = "regrades"

    erratum_id: Mapped[int] = mapped_column(ForeignKey("errata.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    number: Mapped[int]
    earned_before: Mapped[Fraction | None]
    earned_after: Mapped[Fraction | None]
    total_before: Mapped[Fraction]
    total_after: Mapped[Fraction]
    possible_before: Mapped[int]
    possible_after: Mapped[int]
    passed_before: Mapped[bool | None]
    passed_after: Mapped[bool | None]

    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "number"], ["answers.attempt_id", "answers.number"], ondelete="CASCADE"),
    )
