"""Licences; gates, corrections, withdrawals and the chained log of certificates; evaluations; courses taken again."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

UNDER_WAY = sa.text("ended_at IS NULL")
STANDS = sa.text("outcome <> 'rejected'")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Add them, and begin the log with what was issued before there was one."""
    op.add_column("people", sa.Column("licence_name", sa.String(length=120)))
    op.add_column("people", sa.Column("licences_asked_at", MOMENT))
    _create_licences()
    with op.batch_alter_table("enrolments") as table:
        table.add_column(sa.Column("ended_at", MOMENT))
        table.drop_constraint(op.f("uq_enrolments_person_id_course_id"), type_="unique")
    op.create_index(
        "uq_enrolments_under_way", "enrolments", ["person_id", "course_id"], unique=True,
        sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY,
    )  # fmt: skip
    _extend_certificates()
    _create_around_certificates()
    _create_reports()
    _begin_log()


def _create_licences() -> None:
    op.create_table(
        "licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("normalised", sa.String(length=40), nullable=False),
        sa.Column("expires_on", sa.Date()),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("number <> ''", name=op.f("ck_licences_number_given")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_licences_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licences")),
        sa.UniqueConstraint(
            "person_id", "state", "kind", "normalised", name=op.f("uq_licences_person_id_state_kind_normalised")
        ),
    )


def _extend_certificates() -> None:
    op.add_column("certificates", sa.Column("issue", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("certificates", sa.Column("may_report", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("certificates") as table:
        for name in ("issue", "may_report"):
            table.alter_column(name, server_default=None)
        table.add_column(sa.Column("replaces_id", sa.Integer()))
        table.add_column(sa.Column("reason", sa.String(length=500)))
        table.add_column(sa.Column("issued_by_id", sa.Integer()))
        table.drop_constraint(op.f("uq_certificates_enrolment_id_scope"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_certificates_enrolment_id_scope_issue"), ["enrolment_id", "scope", "issue"]
        )
        table.create_unique_constraint(op.f("uq_certificates_replaces_id"), ["replaces_id"])
        table.create_foreign_key(
            op.f("fk_certificates_replaces_id_certificates"), "certificates", ["replaces_id"], ["id"]
        )
        table.create_foreign_key(op.f("fk_certificates_issued_by_id_people"), "people", ["issued_by_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_certificates_correction_replaces"), "(issue = 1) = (replaces_id IS NULL)"
        )
        table.create_check_constraint(op.f("ck_certificates_correction_has_reason"), "(issue = 1) = (reason IS NULL)")


def _create_around_certificates() -> None:
    op.create_table(
        "claim_gates",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=70), nullable=False),
        sa.Column("gate", sa.String(length=12), nullable=False),
        sa.Column("passed_at", MOMENT, nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.CheckConstraint(
            "gate IN ('completed', 'evaluated', 'confirmed', 'attested')", name=op.f("ck_claim_gates_gate_known")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_claim_gates_enrolment_id_enrolments")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "scope", "gate", name=op.f("pk_claim_gates")),
    )
    op.create_table(
        "revocations",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_revocations_reason_given")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_revocations_by_id_people")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_revocations_certificate_id_certificates")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_revocations")),
    )
    op.create_table(
        "issue_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_issue_log")),
        sa.UniqueConstraint("hash", name=op.f("uq_issue_log_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_issue_log_previous")),
    )
    op.create_index(op.f("ix_issue_log_code"), "issue_log", ["code"])
    op.create_table(
        "evaluation_responses",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["course_revisions.id"], name=op.f("fk_evaluation_responses_revision_id_course_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_responses")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_evaluation_responses_revision_id"), "evaluation_responses", ["revision_id"])
    _create_outside()


def _create_outside() -> None:
    op.create_table(
        "outside_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(length=6), nullable=False),
        sa.Column("category", sa.String(length=100), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_outside_certificates_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_certificates")),
    )
    op.create_index(op.f("ix_outside_certificates_person_id"), "outside_certificates", ["person_id"])


def _create_reports() -> None:
    op.create_table(
        "report_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_report_batches_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_batches")),
    )
    op.create_table(
        "report_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.CheckConstraint(
            "outcome IN ('exported', 'accepted', 'rejected')", name=op.f("ck_report_lines_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["report_batches.id"], name=op.f("fk_report_lines_batch_id_report_batches")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_report_lines_certificate_id_certificates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_lines")),
    )
    op.create_index(op.f("ix_report_lines_batch_id"), "report_lines", ["batch_id"])
    op.create_index(
        "uq_report_lines_once", "report_lines", ["certificate_id", "state", "number"], unique=True,
        sqlite_where=STANDS, postgresql_where=STANDS,
    )  # fmt: skip
    op.create_table(
        "hours_signoffs",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=100), nullable=False),
        sa.Column("computed", sa.String(length=20), nullable=False),
        sa.Column("claimed", sa.String(length=20), nullable=False),
        sa.Column("worksheet", JSON, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_hours_signoffs_by_id_people")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["course_revisions.id"], name=op.f("fk_hours_signoffs_revision_id_course_revisions")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_hours_signoffs")),
    )


def _begin_log() -> None:
    """An entry for each certificate there is, as the program of that day hashed them."""
    old = sa.table(
        "certificates", sa.column("code", sa.String), sa.column("serial", sa.String),
        sa.column("enrolment_id", sa.Integer), sa.column("scope", sa.String), sa.column("snapshot", JSON),
        sa.column("attested_text", sa.String), sa.column("id", sa.Integer),
    )  # fmt: skip
    log = sa.table(
        "issue_log", sa.column("number", sa.Integer), sa.column("at", MOMENT), sa.column("event", sa.String),
        sa.column("code", sa.String), sa.column("facts", JSON), sa.column("previous", sa.String),
        sa.column("hash", sa.String),
    )  # fmt: skip
    now, previous = datetime.now(UTC), "0" * 64
    for number, row in enumerate(op.get_bind().execute(sa.select(old).order_by(old.c.id)).all(), start=1):
        facts: dict[str, Any] = {
            "serial": row.serial, "enrolment": row.enrolment_id, "scope": row.scope, "issue": 1,
            "snapshot": row.snapshot, "attested": row.attested_text, "reason": None,
        }  # fmt: skip
        entry = [number, now.isoformat(), "recorded", row.code, facts, previous]
        told = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        found = hashlib.sha256(told.encode()).hexdigest()
        values = {"number": number, "at": now, "event": "recorded", "code": row.code, "facts": facts}
        op.get_bind().execute(log.insert().values(**values, previous=previous, hash=found))
        previous = found


def downgrade() -> None:
    """Take them away. Corrections go, and so do courses taken again: there was no place for them."""
    for table_name in (
        "hours_signoffs",
        "report_lines",
        "report_batches",
        "outside_certificates",
        "evaluation_responses",
        "issue_log",
        "revocations",
        "claim_gates",
    ):
        op.drop_table(table_name)
    op.execute("DELETE FROM certificates WHERE issue > 1")
    with op.batch_alter_table("certificates") as table:
        table.drop_constraint(op.f("ck_certificates_correction_has_reason"), type_="check")
        table.drop_constraint(op.f("ck_certificates_correction_replaces"), type_="check")
        table.drop_constraint(op.f("fk_certificates_issued_by_id_people"), type_="foreignkey")
        table.drop_constraint(op.f("fk_certificates_replaces_id_certificates"), type_="foreignkey")
        table.drop_constraint(op.f("uq_certificates_replaces_id"), type_="unique")
        table.drop_constraint(op.f("uq_certificates_enrolment_id_scope_issue"), type_="unique")
        table.create_unique_constraint(op.f("uq_certificates_enrolment_id_scope"), ["enrolment_id", "scope"])
        for name in ("issued_by_id", "reason", "replaces_id", "may_report", "issue"):
            table.drop_column(name)
    op.drop_index("uq_enrolments_under_way", "enrolments")
    with op.batch_alter_table("enrolments") as table:
        table.create_unique_constraint(op.f("uq_enrolments_person_id_course_id"), ["person_id", "course_id"])
        table.drop_column("ended_at")
    op.drop_table("licences")
    with op.batch_alter_table("people") as table:
        table.drop_column("licences_asked_at")
        table.drop_column("licence_name")
