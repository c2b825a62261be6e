"""Lists of fifty thousand show fifty: by name, role or state; who waits for a mark, what boards are to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

BY_NAME = "search_people_by_name"  # whatever the capitals: no model can say that for both databases
# Name → table, columns, and which rows: on SQLite, on PostgreSQL.
INDEXES = {
    "ix_people_role_joined_at_id": ("people", ["role", "joined_at", "id"], None, None),
    "ix_people_active": (
        "people", ["joined_at", "id"], "active = 1 AND password IS NOT NULL", "active AND password IS NOT NULL"
    ),
    "ix_people_invited": (
        "people", ["joined_at", "id"], "active = 1 AND password IS NULL", "active AND password IS NULL"
    ),
    "ix_people_closed": ("people", ["joined_at", "id"], "active = 0", "NOT active"),
    "ix_attempts_passed": ("attempts", ["enrolment_id", "unit_id"], "passed = 1", "passed"),
    "ix_attempts_waiting": (
        "attempts", ["enrolment_id"], *["submitted_at IS NOT NULL AND passed IS NULL"] * 2
    ),
}  # fmt: skip

CERTIFICATES = sa.table(
    "certificates", sa.column("id"), sa.column("scope"), sa.column("may_report", sa.Boolean),
    sa.column("snapshot", sa.JSON),
)  # fmt: skip
DUES = sa.table(
    "report_dues", sa.column("certificate_id"), sa.column("place"), sa.column("state"), sa.column("kind"),
    sa.column("number"), sa.column("may_report", sa.Boolean), sa.column("is_waiting", sa.Boolean),
)  # fmt: skip
TOLD = """
UPDATE report_dues SET is_waiting = false WHERE EXISTS (
    SELECT 1 FROM report_lines WHERE report_lines.certificate_id = report_dues.certificate_id
    AND report_lines.state = report_dues.state AND report_lines.number = report_dues.number
    AND report_lines.outcome <> 'rejected'
)"""


def upgrade() -> None:
    """What is to be told gets a table of its own. Add the rest; the index by role takes the place of one without days.

    In this order, since an index keeps those who write from their table until the step is done, and to fill takes long.
    """
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _create_dues()
    for name, (table, columns, sqlite, postgresql) in INDEXES.items():
        op.create_index(name, table, columns, sqlite_where=_text(sqlite), postgresql_where=_text(postgresql))
    op.drop_index(op.f("ix_people_role"), "people")
    op.create_index(BY_NAME, "people", [sa.text("name COLLATE NOCASE" if is_sqlite else "lower(name)"), "id"])


def _text(words: str | None) -> sa.TextClause | None:
    return None if words is None else sa.text(words)


def _create_dues() -> None:
    op.create_table(
        DUES.name,
        sa.Column("certificate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("may_report", sa.Boolean(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_report_dues_certificate_id_certificates")
        ),
        sa.PrimaryKeyConstraint("certificate_id", "place", name=op.f("pk_report_dues")),
    )
    _fill_dues()
    op.create_index(
        "ix_report_dues_waiting", DUES.name, ["certificate_id", "place", "may_report", "state", "kind"],
        sqlite_where=sa.text("is_waiting = 1"), postgresql_where=sa.text("is_waiting"),
    )  # fmt: skip


def _fill_dues() -> None:
    """With the licences of every certificate there is: read a thousand at a time, then those of them that were told."""
    connection, last = op.get_bind(), 0
    found = sa.select(CERTIFICATES).where(CERTIFICATES.c.scope == "course").order_by(CERTIFICATES.c.id).limit(1_000)
    while some := connection.execute(found.where(CERTIFICATES.c.id > last)).all():
        last = some[-1].id
        if rows := [row for one in some for row in _dues_of(one)]:
            connection.execute(sa.insert(DUES), rows)
    op.execute(TOLD)


def _dues_of(one: sa.Row) -> list[dict[str, object]]:
    return [
        {"certificate_id": one.id, "place": place, "state": licence["state"], "kind": licence["kind"],
         "number": licence["number"], "may_report": one.may_report, "is_waiting": True}
        for place, licence in enumerate(one.snapshot.get("licences", []))
    ]  # fmt: skip


def downgrade() -> None:
    """Take them away."""
    op.drop_table(DUES.name)
    op.drop_index(BY_NAME, "people")
    op.create_index(op.f("ix_people_role"), "people", ["role"])
    for name, (table, *_more) in INDEXES.items():
        op.drop_index(name, table)
