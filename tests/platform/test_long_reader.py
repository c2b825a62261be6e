"""Somebody reads for hours while people write: SQLite's log grows, the doctor says so, and afterwards it shrinks."""

from pathlib import Path

import pytest
from flask import Flask

from app.platform import audit, clock, sqlite
from app.platform.transactions import writing
from app.reporting.doctor import State, databases
from tests.certificates.claiming import changed_settings

SMALL = 2**20  # bytes, instead of 64 MiB


def lines(app: Flask, count: int) -> None:
    """So many rows at once; fifteen hundred are six megabytes, as people leave them in a day."""
    with app.app_context(), writing():
        for _ in range(count):
            audit.record("tried something", "site:load", clock.now(), words="x" * 4000)


@pytest.mark.sqlite_only
def test_the_log_of_changes_is_told_while_it_grows_and_shrinks_when_the_reader_has_gone(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for module in (sqlite, databases):
        monkeypatch.setattr(module, "LARGEST_LOG", SMALL)
    with changed_settings(app, tmp_path) as site:
        settings = site.extensions["settings"]
        reader = sqlite.driver().connect(settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
        reader.execute("begin")
        reader.execute("select count(*) from people").fetchone()
        lines(site, 1500)
        one = databases.log_of_changes(settings, clock.now())
        assert (one.state, "shrinks by itself" in one.cure) == (State.ADVICE, True)
        reader.close()
        for _ in range(3):
            lines(site, 1)
        one = databases.log_of_changes(settings, clock.now())
        assert one.state is State.FINE, one.found
