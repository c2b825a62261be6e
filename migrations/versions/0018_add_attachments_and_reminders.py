"""Messages bring files; licences that expire are reminded of, once each, until their owner says no."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("outbox_messages", sa.Column("attachment", sa.String(length=80), nullable=True))
    op.add_column("outbox_messages", sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_report_lines_certificate_id"), "report_lines", ["certificate_id"])
    op.create_index(op.f("ix_enrolments_person_id"), "enrolments", ["person_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_enrolments_person_id"), "enrolments")
    op.drop_index(op.f("ix_report_lines_certificate_id"), "report_lines")
    with op.batch_alter_table("outbox_messages") as table:
        table.drop_column("called_off_at")
        table.drop_column("attachment")
