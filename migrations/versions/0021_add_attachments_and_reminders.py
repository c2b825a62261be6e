"""Messages bring files; licences that expire are reminded of; how long lessons were read."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("outbox_messages", sa.Column("attachment", sa.String(length=80), nullable=True))
    op.add_column("outbox_messages", sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("people", sa.Column("wants_reminders", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_index(op.f("ix_licences_expires_on"), "licences", ["expires_on"])
    op.create_table(
        "licence_reminders",
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("lead", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lead >= 0", name=op.f("ck_licence_reminders_lead_before")),
        sa.ForeignKeyConstraint(
            ["licence_id"], ["licences.id"], name=op.f("fk_licence_reminders_licence_id_licences"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("licence_id", "expires_on", "lead", name=op.f("pk_licence_reminders")),
    )
    op.create_table(
        "reading_times",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_reading_times_seconds_read")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_reading_times_enrolment_id_enrolments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reading_times_unit_id_units")),
        sa.PrimaryKeyConstraint("enrolment_id", "unit_id", name=op.f("pk_reading_times")),
    )  # fmt: skip
    op.create_index(op.f("ix_report_lines_certificate_id"), "report_lines", ["certificate_id"])
    op.create_index(op.f("ix_enrolments_person_id"), "enrolments", ["person_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_enrolments_person_id"), "enrolments")
    op.drop_index(op.f("ix_report_lines_certificate_id"), "report_lines")
    op.drop_table("reading_times")
    op.drop_table("licence_reminders")
    op.drop_index(op.f("ix_licences_expires_on"), "licences")
    with op.batch_alter_table("people") as table:
        table.drop_column("wants_reminders")
    with op.batch_alter_table("outbox_messages") as table:
        table.drop_column("called_off_at")
        table.drop_column("attachment")
