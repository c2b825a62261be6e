"""Rules of quizzes beyond the simplest, deadlines of attempts, and what a student was given beyond the rules."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OPEN = sa.text("submitted_at IS NULL")
BEFORE = "(submitted_at IS NULL) = (earned IS NULL) AND (submitted_at IS NULL) = (passed IS NULL)"
NOW = "(submitted_at IS NULL) = (earned IS NULL) AND (submitted_at IS NOT NULL OR passed IS NULL)"
WHAT_FOR = (
    "(kind = 'time' AND enrolment_id IS NULL AND unit_id IS NULL AND attempt_id IS NULL)"
    " OR (kind = 'attempt' AND enrolment_id IS NOT NULL AND unit_id IS NOT NULL AND attempt_id IS NULL)"
    " OR (kind IN ('minutes', 'reopened') AND attempt_id IS NOT NULL)"
)


def upgrade() -> None:
    """Add them; what was published and answered before had no such rules."""
    _add("quiz_revisions", sa.Column("more", sa.JSON(), nullable=False, server_default="{}"))
    _add("questions", sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("answers", sa.Column("certainty", sa.Integer()))
    op.add_column("answers", sa.Column("checked_at", sa.DateTime(timezone=True)))
    _add("attempts", sa.Column("reached", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("attempts", sa.Column("deadline_at", sa.DateTime(timezone=True)))
    op.add_column("attempts", sa.Column("closed_by", sa.String(length=10)))
    op.execute("UPDATE attempts SET closed_by = 'student' WHERE submitted_at IS NOT NULL")
    with op.batch_alter_table("attempts") as table:
        table.drop_constraint(op.f("ck_attempts_marked_when_submitted"), type_="check")
        table.create_check_constraint(op.f("ck_attempts_marked_when_submitted"), NOW)
        closed = "(submitted_at IS NULL) = (closed_by IS NULL)"
        table.create_check_constraint(op.f("ck_attempts_closed_by_somebody"), closed)
    op.create_index("ix_attempts_deadline", "attempts", ["deadline_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    _create_allowances()


def _add(table_name: str, column: sa.Column[object]) -> None:
    """A column that must not be empty: filled where there are rows, and without a default from then on."""
    op.add_column(table_name, column)
    with op.batch_alter_table(table_name) as table:
        table.alter_column(column.name, server_default=None)


def _create_allowances() -> None:
    op.create_table(
        "allowances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer()),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("attempt_id", sa.Integer()),
        sa.Column("value", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(WHAT_FOR, name=op.f("ck_allowances_what_it_is_for")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_allowances_reason_given")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_allowances_person_id_people")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_allowances_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_allowances_unit_id_units")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_allowances_attempt_id_attempts")),
        sa.ForeignKeyConstraint(["given_by_id"], ["people.id"], name=op.f("fk_allowances_given_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowances")),
    )
    op.create_index(op.f("ix_allowances_person_id"), "allowances", ["person_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("allowances")
    op.drop_index("ix_attempts_deadline", "attempts")
    with op.batch_alter_table("attempts") as table:
        table.drop_constraint(op.f("ck_attempts_closed_by_somebody"), type_="check")
        table.drop_constraint(op.f("ck_attempts_marked_when_submitted"), type_="check")
        table.create_check_constraint(op.f("ck_attempts_marked_when_submitted"), BEFORE)
        for name in ("closed_by", "deadline_at", "reached"):
            table.drop_column(name)
    for table_name, names in (
        ("answers", ("checked_at", "certainty")),
        ("questions", ("tags",)),
        ("quiz_revisions", ("more",)),
    ):
        with op.batch_alter_table(table_name) as table:
            for name in names:
                table.drop_column(name)
