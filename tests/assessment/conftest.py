"""Two sites that are alike but for what a test lets differ."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.platform import ids
from app.platform.db import db
from tests.settings import settings_for

TWINS = count()


@pytest.fixture
def twin(app: Flask, database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A second site with a database of its own."""
    if database == "postgresql":
        url = request.getfixturevalue("postgres_database").another(f"twin_{next(TWINS)}")
    else:
        url = request.getfixturevalue("sqlite_template").copy_to(tmp_path / "twin")
    found = create_app(settings_for(tmp_path / "twin", url))
    found.testing = True
    yield found
    with found.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def same_ids(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the public ids, and with them the seeds, begin anew: each site gets the same ones."""

    def begin(prefix: str = "id") -> None:
        numbers = count()
        monkeypatch.setattr(ids, "public_id", lambda: f"{prefix}-{next(numbers)}")

    return begin
