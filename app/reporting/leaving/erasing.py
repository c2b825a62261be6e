"""Deleting rows with all that points at them, however deep; found by the schema, so that no new table is forgotten."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Table, delete, select, tuple_

from app.platform.db import Base, db
from app.reporting.naming import column_called

NEVER = frozenset({"certificates"})  # a place with one is not deleted; were it tried, the database would refuse


def delete_with_all(table: Table, these: ColumnElement[bool]) -> None:
    """Delete the rows of `table` for which `these` is true, and before them whatever points at them."""
    for child, key in _pointing_at(table):
        parents = select(*(element.column for element in key.elements)).where(these)
        delete_with_all(child, tuple_(*key.columns).in_(parents))
    db.session.execute(delete(table).where(these))


def delete_own(name: str, person_id: int) -> None:
    """Delete the rows of `table.column` that name the person, with all that points at them."""
    table, column = column_called(name)
    delete_with_all(table, column == person_id)


def _pointing_at(table: Table) -> Iterator[tuple[Table, Any]]:
    for child in Base.metadata.sorted_tables:
        if child is table or child.name in NEVER:
            continue
        for key in child.constraints:
            if isinstance(key, ForeignKeyConstraint) and key.referred_table is table:
                yield child, key
