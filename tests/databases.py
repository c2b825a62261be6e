"""The databases of the tests: made and migrated once in a process, empty at the beginning of each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app import create_app
from app.platform.db import db
from app.platform.migrating import migrate
from app.platform.settings import Settings
from tests import postgres
from tests.machine import missing
from tests.settings import settings_for

# Every foreign key is off for this one statement, so the order of the tables does not matter.
EMPTY_ALL_TABLES = """
DO $$ DECLARE found text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', found);
    END LOOP;
END $$
"""


def make_tables(settings: Settings) -> None:
    """Migrate the database of `settings`, and let go of it."""
    app = create_app(settings)
    migrate(app)
    with app.app_context():
        db.engine.dispose()


class SQLiteTemplate:
    """A migrated file that each test gets a copy of."""

    def __init__(self, folder: Path) -> None:
        """Migrate it in `folder`."""
        settings = settings_for(folder)
        make_tables(settings)
        self._file = Path(settings.database_url.removeprefix("sqlite:///"))

    def copy_to(self, folder: Path) -> str:
        """Copy it; returns the copy's address."""
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{shutil.copy(self._file, folder)}"


class PostgresDatabase:
    """A migrated database for the tests of one process, emptied before each, and a template for further ones."""

    def __init__(self, server: str, name: str, folder: Path) -> None:
        """`server`: its folder; `name`: of the database, unlike that of other processes; `folder`: for settings."""
        self._server, self._name, self._template = server, name, f"{name}_template"
        make_tables(settings_for(folder, postgres.create_database(server, self._template)))
        self._url = postgres.create_database(server, name, self._template)
        # A test that left a transaction open is found out here, instead of stopping all that follow.
        self._connection = psycopg.connect(
            host=server, user="postgres", dbname=name, autocommit=True, options="-c lock_timeout=10s"
        )

    def emptied(self) -> str:
        """The address, with all rows gone."""
        self._connection.execute(EMPTY_ALL_TABLES)
        return self._url

    def another(self, name: str) -> str:
        """A new migrated database, for a test that needs one to itself; returns its address."""
        return postgres.create_database(self._server, f"{self._name}_{name}", self._template)

    def bare(self, name: str) -> str:
        """A new database without a table; returns its address."""
        return postgres.create_database(self._server, f"{self._name}_{name}")

    def close(self) -> None:
        """Let go."""
        self._connection.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SQLiteTemplate:
    """The migrated file that SQLite tests begin with."""
    return SQLiteTemplate(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresDatabase]:
    """This process's PostgreSQL database; `another(name)` makes further ones."""
    config = request.config
    given = getattr(config, "workerinput", {})
    said = given.get("postgres") or config.stash.setdefault(postgres.SERVER, postgres.Server()).said()
    if not said.startswith("ready "):
        missing(f"PostgreSQL: {said}")
    name = given.get("workerid", "alone")
    database = PostgresDatabase(said.removeprefix("ready "), name, tmp_path_factory.mktemp("postgres"))
    yield database
    database.close()


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty database."""
    if database == "postgresql":
        return request.getfixturevalue("postgres_database").emptied()
    return request.getfixturevalue("sqlite_template").copy_to(tmp_path / "instance")
