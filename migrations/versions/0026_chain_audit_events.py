"""The audit log becomes a chain to which is only ever added: places, hashes, digests of details, and triggers.

Each line also says which course it belongs to and whom it concerns, so that it can be read by either.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

AT_ONCE = 1000
UNCHAINED = sa.text("number IS NULL")
BY = ("subject", "person_id", "about_id", "course_id")
LINE = sa.table(
    "audit_events", sa.column("id", sa.Integer), sa.column("at", sa.DateTime(timezone=True)),
    sa.column("person_id", sa.Integer), sa.column("about_id", sa.Integer), sa.column("course_id", sa.Integer),
    sa.column("action", sa.String), sa.column("subject", sa.String), sa.column("details", sa.JSON),
    sa.column("salt", sa.String), sa.column("digest", sa.String), sa.column("number", sa.Integer),
    sa.column("hash", sa.String),
)  # fmt: skip
# The kind of a subject → the course of the row that it names.
COURSES = {
    "attempt": "SELECT e.course_id FROM attempts t JOIN enrolments e ON e.id = t.enrolment_id"
    " WHERE t.public_id = {text}",
    "certificate": "SELECT e.course_id FROM certificates t JOIN enrolments e ON e.id = t.enrolment_id"
    " WHERE t.code = {text}",
    "enrolment": "SELECT t.course_id FROM enrolments t WHERE t.id = {number}",
    "cohort": "SELECT t.course_id FROM cohorts t WHERE t.id = {number}",
    "code": "SELECT t.course_id FROM enrolment_codes t WHERE t.id = {number}",
    "invitation": "SELECT t.course_id FROM invitations t WHERE t.id = {number}",
}
# Done by staff to somebody.
CONCERNED = (
    ("attempt", "marked answer"), ("certificate", "corrected certificate"), ("certificate", "withdrew certificate"),
)  # fmt: skip
REFUSAL = "the audit log is only ever added to"
SAME = ("id", "at", "person_id", "about_id", "course_id", "action", "subject", "digest")


def upgrade() -> None:
    """Add the columns, chain what there is, and let nothing be changed from then on."""
    op.drop_index(op.f("ix_audit_events_subject"), "audit_events")
    op.drop_index(op.f("ix_audit_events_person_id"), "audit_events")
    for column in _columns():
        op.add_column("audit_events", column)
    _name_courses_and_people()
    _chain()
    with op.batch_alter_table("audit_events") as table:
        table.alter_column("salt", existing_type=sa.String(22), nullable=False)
        table.alter_column("digest", existing_type=sa.String(64), nullable=False)
        table.create_unique_constraint(op.f("uq_audit_events_number"), ["number"])
        table.create_check_constraint(op.f("ck_audit_events_chained_whole"), "(number IS NULL) = (hash IS NULL)")
    for column in BY:
        op.create_index(op.f(f"ix_audit_events_{column}_id"), "audit_events", [column, "id"])
    op.create_index(
        "ix_audit_events_unchained", "audit_events", ["id"], sqlite_where=UNCHAINED, postgresql_where=UNCHAINED
    )
    _on_postgresql() if op.get_bind().dialect.name == "postgresql" else _on_sqlite()


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("about_id", sa.Integer()),
        sa.Column("course_id", sa.Integer()),
        sa.Column("salt", sa.String(length=22)),
        sa.Column("digest", sa.String(length=64)),
        sa.Column("number", sa.Integer()),
        sa.Column("hash", sa.String(length=64)),
    )


def _found(kind: str) -> str:
    """A statement for the course of the row that a subject of this kind names; all of it is written here."""
    name = f"substr(subject, {len(kind) + 2})"
    return COURSES[kind].format(text=name, number=f"CAST({name} AS INTEGER)")


def _name_courses_and_people() -> None:
    for kind in COURSES:
        op.execute(f"UPDATE audit_events SET course_id = ({_found(kind)}) WHERE subject LIKE '{kind}:%'")  # noqa: S608
    op.execute("UPDATE audit_events SET about_id = CAST(substr(subject, 8) AS INTEGER) WHERE subject LIKE 'person:%'")
    for kind, action in CONCERNED:
        whose = _found(kind).replace("e.course_id", "e.person_id")
        op.execute(f"UPDATE audit_events SET about_id = ({whose}) WHERE action = '{action}'")  # noqa: S608


def _chain() -> None:
    """Give each line there is its salt, digest, place and hash, as the program of that day made them."""
    bind, last, number, previous = op.get_bind(), 0, 0, "0" * 64
    while rows := bind.execute(sa.select(LINE).where(LINE.c.id > last).order_by(LINE.c.id).limit(AT_ONCE)).all():
        placed = []
        for row in rows:
            number, salt = number + 1, secrets.token_urlsafe(16)
            about = row.about_id or row.details.get("whom")  # to whom rights were given
            digest = _sha256(f"{salt}\n{_canonical(row.details)}")
            says = [row.id, _told(row.at), row.person_id, about, row.course_id, row.action, row.subject]
            previous = _sha256(_canonical([number, *says, digest, previous]))
            placed.append({"line": row.id, "a": about, "s": salt, "d": digest, "n": number, "h": previous})
        bound = {"about_id": "a", "salt": "s", "digest": "d", "number": "n", "hash": "h"}
        change = LINE.update().values({name: sa.bindparam(key) for name, key in bound.items()})
        bind.execute(change.where(LINE.c.id == sa.bindparam("line")), placed)
        last = rows[-1].id


def _told(at: datetime) -> str:
    return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _sha256(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _on_sqlite() -> None:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in SAME)
    op.execute(
        f"CREATE TRIGGER audit_events_stay BEFORE UPDATE ON audit_events WHEN NOT ({same}"
        " AND (OLD.number IS NULL OR (NEW.number IS OLD.number AND NEW.hash IS OLD.hash))"
        " AND ((NEW.salt IS OLD.salt AND NEW.details IS OLD.details) OR (NEW.salt = '' AND NEW.details = '{}')))"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    op.execute(
        f"CREATE TRIGGER audit_events_keep BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _on_postgresql() -> None:
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in SAME)
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'UPDATE' AND {same}"
        " AND (OLD.number IS NULL OR (NEW.number IS NOT DISTINCT FROM OLD.number AND NEW.hash = OLD.hash))"
        " AND ((NEW.salt = OLD.salt AND NEW.details::text = OLD.details::text)"
        " OR (NEW.salt = '' AND NEW.details::text = '{}')) THEN RETURN NEW; END IF;"
        f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    on = "ON audit_events FOR EACH {} EXECUTE FUNCTION refuse_audit_change()"
    op.execute(f"CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE {on.format('ROW')}")
    op.execute(f"CREATE TRIGGER audit_events_keep BEFORE TRUNCATE {on.format('STATEMENT')}")


def downgrade() -> None:
    """Take it away."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name in ("audit_events_stay", "audit_events_keep"):
        op.execute(f"DROP TRIGGER {name}" + (" ON audit_events" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION refuse_audit_change()")
    op.drop_index("ix_audit_events_unchained", "audit_events")
    for column in BY:
        op.drop_index(op.f(f"ix_audit_events_{column}_id"), "audit_events")
    with op.batch_alter_table("audit_events") as table:
        table.drop_constraint(op.f("ck_audit_events_chained_whole"), type_="check")
        table.drop_constraint(op.f("uq_audit_events_number"), type_="unique")
        for column in _columns():
            table.drop_column(column.name)
    op.create_index(op.f("ix_audit_events_subject"), "audit_events", ["subject"])
    op.create_index(op.f("ix_audit_events_person_id"), "audit_events", ["person_id"])
