"""A migration is killed at its statements, and before its COMMIT: the old schema is there, whole, with every row."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import delete, event, inspect, text

from app import create_app
from app.catalogue.models import CourseGrant
from app.platform.db import db
from app.platform.migrating import current, known, migrate, newest
from app.platform.searching import PREFIX
from app.platform.transactions import writing
from app.platform.upgrading import alembic_config
from tests.making import a_course
from tests.people import ANA
from tests.settings import settings_for
from tests.sitting import enrolled, passed

OLDEST = "0006"  # since when there are schools; what lies before is tried on tables without rows
KILLS = 6  # of each step, which has 6 to 227 statements
pytestmark = pytest.mark.deep


@pytest.fixture
def site(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """A site on a database of its own, without a table."""
    url = request.getfixturevalue("postgres_database").bare("killed") if database == "postgresql" else ""
    app = create_app(settings_for(tmp_path / "site", url))
    yield app
    let_go(app)


def let_go(app: Flask, *, close: bool = True) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose(close=close)


def whole(app: Flask) -> dict[str, Any]:
    """Every table: its columns and how many rows it has."""
    with app.app_context(), db.engine.connect() as connection:
        tables = {name: columns for (_schema, name), columns in inspect(connection).get_multi_columns().items()}
        each = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables)  # noqa: S608 - ours
        rows = dict(connection.execute(text(each)).all()) if tables else {}
        return {name: (sorted(one["name"] for one in columns), rows[name]) for name, columns in tables.items()}


def rows_of(app: Flask) -> dict[str, int]:
    """Every table and how many rows it has; not those of searching, in which SQLite keeps as many parts as it likes."""
    return {name: rows for name, (_columns, rows) in whole(app).items() if not name.startswith(PREFIX)}


def killed_at(app: Flask, number: str, nth: int, note: Path) -> bool:
    """Go up to `number` in a process of its own that is killed before its n-th statement; whether it was.

    `nth`: 0 for before the COMMIT; how many statements there were is then in the file `note`.
    """
    let_go(app)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    try:
        with app.app_context():
            seen = Counter[str]()
            event.listen(db.engine, "before_cursor_execute", lambda *_: count(seen, nth))
            event.listen(db.engine, "commit", lambda *_: nth or (note.write_text(str(seen["all"])), kill()))
            command.upgrade(alembic_config(), number)
        os._exit(0)
    finally:
        os._exit(1)


def count(seen: Counter[str], nth: int) -> None:
    seen["all"] += 1
    if seen["all"] == nth:
        kill()


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def climb(app: Flask, numbers: list[str], note: Path) -> int:
    """Go up step by step, each killed first: before its COMMIT, and at some of its statements. How many kills."""
    kills = 0
    for number in numbers:
        before, schema = whole(app), current(app)
        assert killed_at(app, number, 0, note)
        last = int(note.read_text())
        for nth in [0, *sorted({1 + (last - 1) * part // (KILLS - 1) for part in range(KILLS)})]:
            assert not nth or killed_at(app, number, nth, note)
            kills += 1
            assert current(app) == schema, f"killed at statement {nth} of {number}: it happened"
            assert whole(app) == before, f"killed at statement {nth} of {number}: something is half done"
        assert not killed_at(app, number, last + 1, note)
        assert current(app) == number, f"{number} fails by itself"
    return kills


def test_killed_anywhere_a_step_has_not_happened_and_can_be_taken_again(site: Flask, tmp_path: Path):
    steps = known()
    early = climb(site, steps[: steps.index(OLDEST) + 1], tmp_path / "note")
    migrate(site)
    a_course(site, tmp_path)
    passed(enrolled(site, ANA))
    with site.app_context():
        with writing():
            db.session.execute(delete(CourseGrant))  # a table goes with what is in it
        db.session.remove()
        counted = rows_of(site)
        command.downgrade(alembic_config(), OLDEST)
    kills = early + climb(site, steps[steps.index(OLDEST) + 1 :], tmp_path / "note")
    rows = sum(counted.values())
    print(f"{len(steps)} steps, killed {kills} times, the old schema was whole each time; all {rows} rows are there")
    assert kills > 3 * len(steps)
    assert current(site) == newest()
    assert rows_of(site) == counted
