"""Quizzes, attempts and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables."""
    _create_questions()
    _create_quiz_revisions()
    _create_attempts()
    _create_quiz_questions()
    _create_answers()
    _create_answer_events()


def _create_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("spec", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("objective", sa.String(length=60), nullable=False),
        sa.Column("passage", sa.String(length=200), nullable=False),
        sa.Column("use", sa.String(length=10), nullable=False),
        sa.Column("style", sa.String(length=10), nullable=False),
        sa.CheckConstraint("points > 0", name=op.f("ck_questions_points_positive")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_questions_course_id_courses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("course_id", "key", "content_hash", name=op.f("uq_questions_course_id_key_content_hash")),
    )


def _create_quiz_revisions() -> None:
    op.create_table(
        "quiz_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.String(), nullable=False),
        sa.Column("preset", sa.String(length=10), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("attempts_allowed", sa.Integer(), nullable=False),
        sa.Column("shuffle", sa.Boolean(), nullable=False),
        sa.CheckConstraint("draw > 0", name=op.f("ck_quiz_revisions_draw_positive")),
        sa.CheckConstraint("pass_mark BETWEEN 0 AND 100", name=op.f("ck_quiz_revisions_pass_mark_percent")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_quiz_revisions_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_revisions")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_quiz_revisions_unit_id_number")),
    )


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("quiz_revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("earned", sa.String(length=60), nullable=True),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (earned IS NULL) AND (submitted_at IS NULL) = (passed IS NULL)",
            name=op.f("ck_attempts_marked_when_submitted"),
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_attempts_enrolment_id_enrolments")),
        sa.ForeignKeyConstraint(
            ["quiz_revision_id"], ["quiz_revisions.id"], name=op.f("fk_attempts_quiz_revision_id_quiz_revisions")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_attempts_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("enrolment_id", "unit_id", "number", name=op.f("uq_attempts_enrolment_id_unit_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attempts_public_id")),
    )
    op.create_index(
        "uq_attempts_open",
        "attempts",
        ["enrolment_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )


def _create_quiz_questions() -> None:
    op.create_table(
        "quiz_questions",
        sa.Column("quiz_revision_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_quiz_questions_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["quiz_revision_id"], ["quiz_revisions.id"], name=op.f("fk_quiz_questions_quiz_revision_id_quiz_revisions")
        ),
        sa.PrimaryKeyConstraint("quiz_revision_id", "question_id", name=op.f("pk_quiz_questions")),
    )


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("response", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("earned", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_answers_attempt_id_attempts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_answers_question_id_questions")),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_answers")),
        sa.UniqueConstraint("attempt_id", "question_id", name=op.f("uq_answers_attempt_id_question_id")),
    )
    op.create_index(op.f("ix_answers_question_id"), "answers", ["question_id"], unique=False)


def _create_answer_events() -> None:
    op.create_table(
        "answer_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("response", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id", "number"],
            ["answers.attempt_id", "answers.number"],
            name=op.f("fk_answer_events_attempt_id_number_answers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_events")),
        sa.UniqueConstraint(
            "attempt_id", "number", "sequence", name=op.f("uq_answer_events_attempt_id_number_sequence")
        ),
        sa.UniqueConstraint("attempt_id", "operation", name=op.f("uq_answer_events_attempt_id_operation")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("answer_events")
    op.drop_index(op.f("ix_answers_question_id"), table_name="answers")
    op.drop_table("answers")
    op.drop_table("quiz_questions")
    op.drop_index(
        "uq_attempts_open",
        table_name="attempts",
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    op.drop_table("attempts")
    op.drop_table("quiz_revisions")
    op.drop_table("questions")
