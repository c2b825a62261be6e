"""Reading a long table in parts, in constant memory and without a cursor that would need a transaction."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select
from sqlalchemy.orm import InstrumentedAttribute

from app.platform.db import db

AT_ONCE = 500  # more are slower: what was just read is then no longer near the processor


def in_parts(
    statement: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int] | ColumnElement[int], size: int = AT_ONCE
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every row, by ascending `key`, which must be unique in the result and the first column selected.

    Objects that were read are forgotten when their part is done. Columns of a Table cost a third of what objects do.
    """
    last: int | None = None
    objects = [place for place, one in enumerate(statement.column_descriptions) if one["expr"] is one.get("entity")]
    while True:
        wanted = statement if last is None else statement.where(key > last)
        part = db.session.execute(wanted.order_by(key).limit(size)).all()
        yield from part
        if len(part) < size:
            return
        last = part[-1][0]
        for one in {row[place] for row in part for place in objects} - {None}:
            db.session.expunge(one)
