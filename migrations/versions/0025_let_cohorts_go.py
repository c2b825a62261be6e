"""What was written to a cohort keeps its name when the cohort goes."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

NAMED = "cohort_id IS NULL OR cohort_name IS NOT NULL"


def upgrade() -> None:
    """Write the names down."""
    op.add_column("course_messages", sa.Column("cohort_name", sa.String(length=120)))
    op.execute(
        "UPDATE course_messages SET cohort_name = "
        "(SELECT name FROM cohorts WHERE cohorts.id = course_messages.cohort_id)"
    )
    with op.batch_alter_table("course_messages") as table:
        table.create_check_constraint(op.f("ck_course_messages_cohort_named"), NAMED)


def downgrade() -> None:
    """Forget them."""
    with op.batch_alter_table("course_messages") as table:
        table.drop_constraint(op.f("ck_course_messages_cohort_named"), type_="check")
        table.drop_column("cohort_name")
