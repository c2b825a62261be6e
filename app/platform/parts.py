"""Reading a long table in parts, in constant memory and without a cursor that would need a transaction."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import InstrumentedAttribute

from app.platform.db import Model, db

AT_ONCE = 500


def in_parts(
    statement: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int], size: int = AT_ONCE
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Every row, by ascending `key`, which must be unique in the result and the first column selected.

    Objects that were read are forgotten when their part is done.
    """
    last: int | None = None
    while True:
        wanted = statement if last is None else statement.where(key > last)
        part = db.session.execute(wanted.order_by(key).limit(size)).all()
        yield from part
        if len(part) < size:
            return
        last = part[-1][0]
        for one in {value for row in part for value in row if isinstance(value, Model)}:
            db.session.expunge(one)
