"""A list inside a JSON column as rows, in the words of either database: to be joined, filtered and counted."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Text, func
from sqlalchemy.orm import InstrumentedAttribute

from app.platform.db import db


class JsonRows(NamedTuple):
    """What to join (on true), the place of each entry in its list, and its fields as text, as they were asked for."""

    rows: FromClause
    place: ColumnElement[int]
    fields: Sequence[ColumnElement[str]]


def json_rows(column: InstrumentedAttribute[dict[str, Any]], key: str, *fields: str) -> JsonRows:
    """The objects in the list under `key`. A row without that key has none."""
    if db.engine.dialect.name == "sqlite":
        each = func.json_each(column, f"$.{key}").table_valued("key", "value", name=key, joins_implicitly=True)
        return JsonRows(each, each.c.key, [func.json_extract(each.c.value, f"$.{name}", type_=Text) for name in fields])
    listed = func.json_array_elements(column[key])
    each = listed.table_valued("value", with_ordinality="key", name=key, joins_implicitly=True).render_derived()
    found = [func.json_extract_path_text(each.c.value, name, type_=Text) for name in fields]
    return JsonRows(each, each.c.key, found)
