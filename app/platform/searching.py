"""Finding a part of a word among fifty thousand names without reading them all.

PostgreSQL has an index for it (pg_trgm), which migration 0031 makes where the server offers it. SQLite has none, but a
table of its own kind (FTS5, by three letters), which triggers keep: its name is that of the table with `search_` before
it. No model knows these: they hold nothing that is not elsewhere, and whoever restores a back-up gets them anew.
The same holds for the index of names in the order of the alphabet, which is made of words that only one of them knows.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, select, table
from sqlalchemy.orm import InstrumentedAttribute

from app.platform.db import db

PREFIX = "search_"
BY_NAME = "search_people_by_name"  # an index of people, from migration 0032
SHORTEST = 3  # letters: the index knows of nothing shorter


def is_indexed(text: str) -> bool:
    """Whether to ask `rows_with`; else each row has to be asked (on PostgreSQL, whose index listens to ILIKE)."""
    return len(text) >= SHORTEST and db.session.get_bind().dialect.name == "sqlite"


def rows_with(text: str, name: str) -> Select[Any]:
    """The numbers of the rows of a table whose searched columns contain a text, in whatever capitals; on SQLite."""
    found = table(PREFIX + name, column("rowid"), column(PREFIX + name))
    quoted = text.replace('"', '""')
    return select(found.c.rowid).where(found.c[PREFIX + name].op("MATCH")(f'"{quoted}"'))


def alphabetical(name: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """What puts names in order, whatever their capitals: as the index `BY_NAME` has them."""
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    return name.collate("NOCASE") if is_sqlite else func.lower(name)
