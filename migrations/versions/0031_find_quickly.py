"""Names and addresses are found by any part, staff by their role, students counted, without reading every row."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

UNDER_WAY = sa.text("ended_at IS NULL")
# Table → the columns that hold what is searched; a certificate prints a name.
SEARCHED = {"people": ("name", "email"), "certificates": ("snapshot",)}


def upgrade() -> None:
    """Add the indexes, and what SQLite has for one."""
    op.create_index(
        "ix_enrolments_current", "enrolments", ["course_id", "enrolled_at", "id", "ended_at"],
        sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY,
    )  # fmt: skip
    op.create_index(op.f("ix_people_role"), "people", ["role"])
    if not _is_postgresql():
        for name, columns in SEARCHED.items():
            _add_table(name, columns)
    elif _can_have_trigrams():
        for name, columns in SEARCHED.items():
            _add_indexes(name, columns)


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _can_have_trigrams() -> bool:
    """Not where the server has no pg_trgm, or does not let its owner add it: there each row is read, as before."""
    try:
        with op.get_bind().begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except sa.exc.DBAPIError:
        return False
    return True


def _add_indexes(name: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        value = "(snapshot ->> 'name')" if column == "snapshot" else column
        op.execute(f"CREATE INDEX search_{name}_{column} ON {name} USING gin ({value} gin_trgm_ops)")
    op.execute(f"ANALYZE {name}")  # else it is not known how rare a printed name is, until many more are issued


def _add_table(name: str, columns: tuple[str, ...]) -> None:
    """The letters, three by three, in a table of SQLite's own kind, which repeats no text and is kept by triggers."""
    found, named = f"search_{name}", ", ".join(columns)
    add = f"INSERT INTO {found} (rowid, {named}) VALUES (new.id, {_texts('new.', columns)});"  # noqa: S608 - all ours
    take = f"INSERT INTO {found} ({found}, rowid, {named}) VALUES ('delete', old.id, {_texts('old.', columns)});"  # noqa: S608
    op.execute(f"CREATE VIRTUAL TABLE {found} USING fts5({named}, content='', tokenize='trigram')")
    op.execute(f"INSERT INTO {found} (rowid, {named}) SELECT id, {_texts('', columns)} FROM {name}")  # noqa: S608
    op.execute(f"CREATE TRIGGER {found}_added AFTER INSERT ON {name} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {found}_changed AFTER UPDATE OF {named} ON {name} BEGIN {take} {add} END")
    op.execute(f"CREATE TRIGGER {found}_gone AFTER DELETE ON {name} BEGIN {take} END")


def _texts(row: str, columns: tuple[str, ...]) -> str:
    read = {"snapshot": f"json_extract({row}snapshot, '$.name')"}
    return ", ".join(read.get(column, f"{row}{column}") for column in columns)


def downgrade() -> None:
    """Take them away. The extension stays: others may use it."""
    for name, columns in SEARCHED.items():
        if _is_postgresql():
            for column in columns:
                op.execute(f"DROP INDEX IF EXISTS search_{name}_{column}")
        else:
            for trigger in ("added", "changed", "gone"):
                op.execute(f"DROP TRIGGER search_{name}_{trigger}")
            op.execute(f"DROP TABLE search_{name}")
    op.drop_index(op.f("ix_people_role"), "people")
    op.drop_index("ix_enrolments_current", "enrolments")
