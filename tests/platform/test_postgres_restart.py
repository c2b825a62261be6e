"""The database server was restarted overnight; the first student of the morning notices nothing."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app import create_app
from app.platform import postgresql
from app.platform.db import db
from tests.databases import PostgresDatabase
from tests.people import ANA, signed_in
from tests.settings import settings_for

END_ALL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def end_all_connections(url: str) -> None:
    """What a restart does to the connections that lie in the pool."""
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text(END_ALL))
    engine.dispose()


def test_a_page_after_a_rest_replaces_the_dead_connection(
    tmp_path: Path, postgres_database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
):
    url = postgres_database.another("restarted")
    app = create_app(settings_for(tmp_path, url))
    ana = signed_in(app, ANA)
    assert ana.get("/my").status_code == 200
    end_all_connections(url)
    monkeypatch.setattr(postgresql, "IDLE_SECONDS", -1)  # the rest, without waiting for it
    assert ana.get("/my").status_code == 200
    with app.app_context():
        db.engine.dispose()
