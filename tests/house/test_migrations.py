"""Migrations are numbered, have one head, go both ways on both databases, and end at what the models say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import delete, func, inspect, select

from app import create_app
from app.catalogue.models import CourseGrant, Placement, Unit
from app.catalogue.queries import owner_of
from app.platform import clock
from app.platform.audit import AuditEvent
from app.platform.chaining import state_of_chain
from app.platform.db import db
from app.platform.migrating import newest
from app.platform.searching import PREFIX
from app.platform.transactions import writing
from app.platform.upgrading import alembic_config
from tests.drafting import opened
from tests.house.source import ROOT
from tests.machine import DEEP
from tests.making import a_course
from tests.people import ANA, BEN
from tests.settings import settings_for
from tests.sitting import enrolled, passed, quiz_toml

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


def revisions() -> list[str]:
    """The numbers of all revisions, first to last, as Alembic reads them."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def test_the_number_is_the_name_and_nothing_is_left_out():
    numbers = [f"{number:04}" for number in range(1, len(FILES) + 1)]
    assert [path.name.partition("_")[0] for path in FILES] == numbers
    assert revisions() == numbers


def test_there_is_one_head_and_the_app_knows_it():
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [newest()]


def test_alembic_reads_pyproject():
    """So that `alembic` on the command line finds the same folder as the app."""
    found = ScriptDirectory.from_config(Config(toml_file=str(ROOT / "pyproject.toml")))
    assert Path(found.dir).resolve() == ROOT / "migrations"


@pytest.fixture
def bare_app(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app on a database without any table."""
    url = request.getfixturevalue("postgres_database").bare("bare") if database == "postgresql" else ""
    app = create_app(settings_for(tmp_path, url))
    with app.app_context():
        yield app
        db.engine.dispose()


def tables() -> set[str]:
    """The tables there are, without what SQLite finds names with: no model knows it."""
    names = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not name.startswith(PREFIX)}


def is_known(_thing: object, name: str | None, *_more: object) -> bool:
    """Whether the models know of it, or should."""
    return not (name or "").startswith(PREFIX)


def test_each_step_goes_up_and_down_and_up_again(bare_app: Flask):
    seen = [tables()]
    for number in revisions():
        command.upgrade(alembic_config(), number)
        seen.append(tables())
    for number in [*revisions()[-2::-1], "base"]:
        seen.pop()
        command.downgrade(alembic_config(), number)
        assert tables() == seen[-1], f"after going down to {number}"
    command.upgrade(alembic_config(), "head")
    assert tables() == set(db.metadata.tables)


def test_the_models_say_the_same(bare_app: Flask):
    command.upgrade(alembic_config(), "head")
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_object": is_known}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, db.metadata) == []


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) for name, table in db.metadata.tables.items()
    }


def test_no_step_since_there_are_schools_loses_a_row(app: Flask, tmp_path: Path):
    """On SQLite a table is changed by making it anew; dropping the old one once took its attempts' answers along."""
    a_course(app, tmp_path)
    passed(enrolled(app, ANA))
    with app.app_context():
        with writing():
            db.session.execute(delete(CourseGrant))  # a table goes with what is in it
        before = rows()
        db.session.remove()
        assert before["answer_events"] > 0
        # The farthest way takes every step; the long run goes each by itself, and so tells which one it was.
        for number in revisions()[-2:5:-1] if DEEP else revisions()[6:7]:
            command.downgrade(alembic_config(), number)
            command.upgrade(alembic_config(), "head")
            assert rows() == before, f"down to {number} and up again"
            db.session.remove()


def test_every_unit_that_was_published_before_still_counts(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    with app.app_context():
        db.session.remove()
        (adding,) = [path.stem[:4] for path in FILES if path.stem.endswith("add_required_to_placements")]
        command.downgrade(alembic_config(), f"{int(adding) - 1:04}")
        command.upgrade(alembic_config(), "head")
        assert list(db.session.scalars(select(Placement.is_required))) == [True, True]


def test_who_owned_a_draft_owns_the_course(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    opened(app)
    (adding,) = [path.stem[:4] for path in FILES if path.stem.endswith("add_course_grants")]
    with app.app_context():
        db.session.remove()
        command.downgrade(alembic_config(), f"{int(adding) - 1:04}")
        command.upgrade(alembic_config(), "head")
        owner = owner_of("c-warm-hands")
        assert owner is not None
        assert owner.email == BEN.email


def test_quizzes_published_before_tell_what_they_allow_and_ask_for(app: Flask, tmp_path: Path):
    a_course(app, tmp_path, quiz=quiz_toml(attempts=2))
    a_course(app, tmp_path, quiz=quiz_toml(attempts=3, pass_mark=60))
    (adding,) = [path.stem[:4] for path in FILES if path.stem.endswith("add_rules_to_placements")]
    with app.app_context():
        db.session.remove()
        command.downgrade(alembic_config(), f"{int(adding) - 1:04}")
        command.upgrade(alembic_config(), "head")
        told = select(Unit.kind, Placement.attempts, Placement.pass_mark)
        rows = db.session.execute(told.join(Unit, Unit.id == Placement.unit_id))
        assert {tuple(row) for row in rows} == {("lesson", None, None), ("quiz", 3, 60)}


def test_what_was_logged_before_there_was_a_chain_is_in_it(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    passed(enrolled(app, ANA))
    (adding,) = [path.stem[:4] for path in FILES if path.stem.endswith("chain_audit_events")]
    with app.app_context():
        db.session.remove()
        command.downgrade(alembic_config(), f"{int(adding) - 1:04}")
        command.upgrade(alembic_config(), "head")
        found = state_of_chain(clock.now())
        assert (found.lines, found.fault) == (rows()["audit_events"], "")
        courses = select(AuditEvent.action).where(AuditEvent.course_id.is_not(None))
        assert {"started attempt", "submitted attempt"} <= set(db.session.scalars(courses))
