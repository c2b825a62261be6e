"""What was written to a cohort keeps its name when the cohort goes; answers to its writer; reminders as one likes."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

NAMED = "cohort_id IS NULL OR cohort_name IS NOT NULL"


def upgrade() -> None:
    """Add the columns, and write the names down."""
    op.add_column("people", sa.Column("wants_due_reminders", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("outbox_messages", sa.Column("reply_to", sa.String(length=254)))
    op.add_column("course_messages", sa.Column("cohort_name", sa.String(length=120)))
    op.execute(
        "UPDATE course_messages SET cohort_name = "
        "(SELECT name FROM cohorts WHERE cohorts.id = course_messages.cohort_id)"
    )
    with op.batch_alter_table("course_messages") as table:
        table.create_check_constraint(op.f("ck_course_messages_cohort_named"), NAMED)


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("course_messages") as table:
        table.drop_constraint(op.f("ck_course_messages_cohort_named"), type_="check")
        table.drop_column("cohort_name")
    with op.batch_alter_table("outbox_messages") as table:
        table.drop_column("reply_to")
    with op.batch_alter_table("people") as table:
        table.drop_column("wants_due_reminders")
