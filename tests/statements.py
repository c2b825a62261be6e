"""Counting what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from app.platform.db import db

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


LOOK = "FROM brands ORDER BY"  # once in five seconds a process looks who runs the site: no page causes that


@contextmanager
def counted(app: Flask, *, with_looks: bool = False) -> Iterator[list[str]]:
    """Collects every statement that runs inside, without those that begin and end a transaction.

    `with_looks`: also those by which a process keeps up with the look of the site.
    """
    found: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        is_look = LOOK in " ".join(statement.split())
        if not statement.upper().startswith(FRAME) and (with_looks or not is_look):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
