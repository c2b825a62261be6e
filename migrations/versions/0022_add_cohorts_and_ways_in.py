"""Who may start a course, the ways into it, cohorts with due days, messages to students."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

WAITING = sa.text("uses = 0 AND ended_at IS NULL AND email IS NOT NULL")
FEATURED = {
    "admission_known": "admission IN ('open', 'invited', 'closed')",
    "featured_from_and_until": "(featured_from IS NULL) = (featured_until IS NULL)",
    "featured_in_order": "featured_from <= featured_until",
}
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add them. Every course was open to anybody."""
    op.add_column("people", sa.Column("time_zone", sa.String(length=40)))
    op.add_column("courses", sa.Column("admission", sa.String(length=10), nullable=False, server_default="open"))
    op.add_column("courses", sa.Column("featured_from", sa.Date()))
    op.add_column("courses", sa.Column("featured_until", sa.Date()))
    with op.batch_alter_table("courses") as table:
        table.alter_column("admission", server_default=None)
        for name, rule in FEATURED.items():
            table.create_check_constraint(op.f(f"ck_courses_{name}"), rule)
    op.create_index("uq_enrolments_id_course_id", "enrolments", ["id", "course_id"], unique=True)
    _create_cohorts()
    _create_codes()
    _create_invitations()
    _create_entries()
    _create_messages()


def _create_cohorts() -> None:
    op.create_table(
        "cohorts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("due_on", sa.Date()),
        sa.Column("is_reminded", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_cohorts_dates_in_order")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_cohorts_name_given")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_cohorts_course_id_courses")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_cohorts_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint("course_id", "name", name=op.f("uq_cohorts_course_id_name")),
        sa.UniqueConstraint("id", "course_id", name=op.f("uq_cohorts_id_course_id")),
    )
    op.create_table(
        "due_dates",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_due_dates_cohort_id_cohorts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_due_dates_unit_id_units")),
        sa.PrimaryKeyConstraint("cohort_id", "unit_id", name=op.f("pk_due_dates")),
    )
    op.create_index(op.f("ix_due_dates_due_on"), "due_dates", ["due_on"])
    op.create_table(
        "cohort_members",
        sa.Column("enrolment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id", "course_id"], ["enrolments.id", "enrolments.course_id"],
            name=op.f("fk_cohort_members_enrolment_id_course_id_enrolments"), ondelete="CASCADE",
        ),
        _cohort_key("cohort_members"),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_cohort_members")),
    )  # fmt: skip
    op.create_index(op.f("ix_cohort_members_cohort_id"), "cohort_members", ["cohort_id"])


def _cohort_key(table: str) -> sa.ForeignKeyConstraint:
    """A cohort of the same course."""
    name = op.f(f"fk_{table}_cohort_id_course_id_cohorts")
    return sa.ForeignKeyConstraint(["cohort_id", "course_id"], ["cohorts.id", "cohorts.course_id"], name=name)


def _create_codes() -> None:
    op.create_table(
        "enrolment_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer()),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("most_uses", sa.Integer()),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("uses >= 0 AND uses <= most_uses", name=op.f("ck_enrolment_codes_not_used_too_often")),
        sa.CheckConstraint("most_uses > 0", name=op.f("ck_enrolment_codes_some_use")),
        _cohort_key("enrolment_codes"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_enrolment_codes_course_id_courses")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_enrolment_codes_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_enrolment_codes_code")),
    )
    op.create_index(op.f("ix_enrolment_codes_course_id"), "enrolment_codes", ["course_id"])


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer()),
        sa.Column("email", sa.String(length=254)),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.CheckConstraint("email IS NULL OR uses <= 1", name=op.f("ck_invitations_an_address_once")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitations_email_lower_case")),
        sa.CheckConstraint("(uses = 0) = (used_at IS NULL)", name=op.f("ck_invitations_used_when_used")),
        _cohort_key("invitations"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_invitations_course_id_courses")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_invitations_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_course_id_made_at"), "invitations", ["course_id", "made_at"])
    op.create_index(
        "uq_invitations_waiting", "invitations", ["course_id", "email"], unique=True,
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("enrolment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_id", sa.Integer()),
        sa.Column("invitation_id", sa.Integer()),
        sa.CheckConstraint("(code_id IS NULL) <> (invitation_id IS NULL)", name=op.f("ck_entries_one_way")),
        sa.ForeignKeyConstraint(["code_id"], ["enrolment_codes.id"], name=op.f("fk_entries_code_id_enrolment_codes")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_entries_invitation_id_invitations")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_entries_enrolment_id_enrolments"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_code_id"), "entries", ["code_id"])
    op.create_index(op.f("ix_entries_invitation_id"), "entries", ["invitation_id"])


def _create_messages() -> None:
    op.create_table(
        "course_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operation", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer()),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        _cohort_key("course_messages"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_messages_course_id_courses")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["people.id"], name=op.f("fk_course_messages_sent_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_messages")),
        sa.UniqueConstraint("operation", name=op.f("uq_course_messages_operation")),
    )
    op.create_index(op.f("ix_course_messages_course_id"), "course_messages", ["course_id"])
    op.create_table(
        "due_reminders",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_due_reminders_enrolment_id_enrolments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "due_on", name=op.f("pk_due_reminders")),
    )  # fmt: skip


def downgrade() -> None:
    """Take them away."""
    for name in (
        "due_reminders", "course_messages", "entries", "invitations", "enrolment_codes", "cohort_members", "due_dates",
        "cohorts",
    ):  # fmt: skip
        op.drop_table(name)
    op.drop_index("uq_enrolments_id_course_id", "enrolments")
    with op.batch_alter_table("courses") as table:
        for name in FEATURED:
            table.drop_constraint(op.f(f"ck_courses_{name}"), type_="check")
        for name in ("featured_until", "featured_from", "admission"):
            table.drop_column(name)
    with op.batch_alter_table("people") as table:
        table.drop_column("time_zone")
