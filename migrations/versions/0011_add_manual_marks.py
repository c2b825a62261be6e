"""Texts without a question, answers that wait for a person, and the marks that a person gave."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

WAITING = sa.text("waits_since IS NOT NULL")
FITS_KIND = "points >= 0 AND (points = 0) = (kind = 'description')"


def upgrade() -> None:
    """Only a text without a question may earn nothing; nothing waited before."""
    with op.batch_alter_table("questions") as table:
        table.drop_constraint(op.f("ck_questions_points_positive"), type_="check")
    op.execute("UPDATE questions SET points = 0 WHERE kind = 'description'")
    with op.batch_alter_table("questions") as table:
        table.create_check_constraint(op.f("ck_questions_points_fit_kind"), FITS_KIND)
    op.add_column("answers", sa.Column("waits_since", sa.DateTime(timezone=True)))
    op.create_index("ix_answers_waiting", "answers", ["waits_since"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table(
        "manual_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("fraction", sa.String(length=60), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id", "number"], ["answers.attempt_id", "answers.number"],
            name=op.f("fk_manual_marks_attempt_id_number_answers"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["marked_by_id"], ["people.id"], name=op.f("fk_manual_marks_marked_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_marks")),
        sa.UniqueConstraint("attempt_id", "number", "turn", name=op.f("uq_manual_marks_attempt_id_number_turn")),
    )  # fmt: skip
    op.create_index(op.f("ix_manual_marks_marked_by_id"), "manual_marks", ["marked_by_id"])


def downgrade() -> None:
    """Take them away; a text without a question becomes a question that nobody can answer, worth a point."""
    op.drop_table("manual_marks")
    op.drop_index("ix_answers_waiting", "answers")
    with op.batch_alter_table("answers") as table:
        table.drop_column("waits_since")
    with op.batch_alter_table("questions") as table:
        table.drop_constraint(op.f("ck_questions_points_fit_kind"), type_="check")
    op.execute("UPDATE questions SET points = 1 WHERE points = 0")
    with op.batch_alter_table("questions") as table:
        table.create_check_constraint(op.f("ck_questions_points_positive"), "points > 0")
