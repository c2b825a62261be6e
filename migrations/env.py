"""How Alembic reaches the database: through the app's own engine, in one transaction."""

from alembic import context
from sqlalchemy import text

from app.platform.beginning import Begin, beginning
from app.platform.db import db

SCHEMA_LOCK = 6_118_002  # any number; two servers that start together take turns


def migrate_online() -> None:
    """Run the migrations inside one transaction, on SQLite too (Alembic's default there is one per statement)."""
    token = beginning.set(Begin.AS_WRITER)
    try:
        with db.engine.connect() as connection:
            context.configure(
                connection=connection, target_metadata=db.metadata, transactional_ddl=True, render_as_batch=True
            )
            with context.begin_transaction():
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"))
                context.run_migrations()
    finally:
        beginning.reset(token)


migrate_online()
