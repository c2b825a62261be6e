"""Corrections of keys, and the results that each of them changed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

REMEDIES = "remedy IN ('accept-both', 'new-key', 'drop', 'full-marks')"


def upgrade() -> None:
    """Create the tables."""
    _create_errata()
    _create_regrades()


def _create_errata() -> None:
    op.create_table(
        "errata",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("remedy", sa.String(length=12), nullable=False),
        sa.Column("new_spec", sa.JSON(none_as_null=True)),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("keep_passed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(REMEDIES, name=op.f("ck_errata_remedy_known")),
        sa.CheckConstraint(
            "(new_spec IS NULL) = (remedy IN ('drop', 'full-marks'))", name=op.f("ck_errata_key_where_there_is_one")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_errata_reason_given")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_errata_question_id_questions")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_errata_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errata")),
    )
    op.create_index(op.f("ix_errata_question_id"), "errata", ["question_id"])


def _create_regrades() -> None:
    op.create_table(
        "regrades",
        sa.Column("erratum_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("earned_before", sa.String(length=60)),
        sa.Column("earned_after", sa.String(length=60)),
        sa.Column("total_before", sa.String(length=60), nullable=False),
        sa.Column("total_after", sa.String(length=60), nullable=False),
        sa.Column("possible_before", sa.Integer(), nullable=False),
        sa.Column("possible_after", sa.Integer(), nullable=False),
        sa.Column("passed_before", sa.Boolean()),
        sa.Column("passed_after", sa.Boolean()),
        sa.ForeignKeyConstraint(["erratum_id"], ["errata.id"], name=op.f("fk_regrades_erratum_id_errata")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "number"], ["answers.attempt_id", "answers.number"],
            name=op.f("fk_regrades_attempt_id_number_answers"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("erratum_id", "attempt_id", name=op.f("pk_regrades")),
    )  # fmt: skip
    op.create_index(op.f("ix_regrades_attempt_id"), "regrades", ["attempt_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("regrades")
    op.drop_table("errata")
