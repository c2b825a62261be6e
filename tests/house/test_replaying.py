"""A course that was published before in this process: it is there again, whole, and what follows goes on from it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.catalogue.queries import key_at
from app.platform.db import Base, db
from tests import replaying
from tests.databases import SQLiteTemplate
from tests.essays import OWN_WORDS, own_words
from tests.making import SLUG, a_course
from tests.settings import settings_for


@pytest.fixture(autouse=True)
def _nothing_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "_noted", {})


def counts(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}


@pytest.mark.sqlite_only
def test_in_the_next_database_there_is_the_same_and_another_course_can_follow(
    app: Flask, tmp_path: Path, sqlite_template: SQLiteTemplate, monkeypatch: pytest.MonkeyPatch
):
    a_course(app, tmp_path)
    following = create_app(settings_for(tmp_path / "next", sqlite_template.copy_to(tmp_path / "next")))
    with monkeypatch.context() as patched:
        patched.setattr("tests.making.import_checked", pytest.fail)
        a_course(following, tmp_path / "files")
    assert counts(following) == counts(app)
    own_words(following)
    with following.app_context():
        assert key_at(OWN_WORDS)
        assert key_at(SLUG)
        db.session.remove()
        db.engine.dispose()


def test_what_adds_nothing_is_not_noted(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    replaying._noted.clear()
    a_course(app, tmp_path)
    assert replaying._noted == {}
