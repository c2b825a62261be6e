"""How Alembic reaches the database: through the app's own engine, in one transaction."""

from contextlib import nullcontext

from alembic import context
from sqlalchemy import Connection, text

from app.platform.beginning import Begin, beginning
from app.platform.db import db

SCHEMA_LOCK = 6_118_002  # any number; two servers that start together take turns


def migrate_online() -> None:
    """Run the migrations on the connection that was given, in its transaction, or else on one of their own."""
    given = context.config.attributes.get("connection")
    token = beginning.set(Begin.AS_WRITER)
    try:
        with nullcontext(given) if given is not None else db.engine.connect() as connection:
            run = _run_on_sqlite if connection.dialect.name == "sqlite" else _run_on_postgresql
            context.configure(
                connection=connection, target_metadata=db.metadata, transactional_ddl=True, render_as_batch=True
            )
            run(connection)
    finally:
        beginning.reset(token)


def _run_on_postgresql(connection: Connection) -> None:
    with context.begin_transaction():
        connection.execute(text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"))
        context.run_migrations()


def _run_on_sqlite(connection: Connection) -> None:
    """In one transaction too (Alembic's default is one per statement), and without following foreign keys.

    A table is changed by making it anew and dropping the old one, and a drop deletes row by row: every answer would go
    with its attempt.
    """
    driver = connection.connection.driver_connection
    driver.execute("pragma foreign_keys=off")  # SQLite does not listen inside a transaction
    try:
        with context.begin_transaction():
            context.run_migrations()
            if lost := connection.execute(text("pragma foreign_key_check")).all():
                raise RuntimeError(f"the migration would leave rows that point nowhere: {lost[:3]}")
    finally:
        driver.execute("pragma foreign_keys=on")


migrate_online()
