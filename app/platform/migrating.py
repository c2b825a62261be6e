"""Bring a database to the newest schema, whole or not at all."""

from importlib import import_module
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import inspect, text

from app.platform.db import db

ROOT = Path(__file__).resolve().parents[2]


class NewerSchemaError(click.ClickException):
    """The database was brought up to date by a newer program, and this one cannot take that back."""


def newest() -> str:
    """The number of the newest migration, read from the file names (number = revision id)."""
    return known()[-1]


def known() -> list[str]:
    """The numbers of all migrations, first to last."""
    return sorted(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))


def current(app: Flask) -> str | None:
    """The number the database stands at; None when it is empty."""
    with app.app_context(), db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(app: Flask) -> bool:
    """Run what is missing. Returns whether anything was. Raises NewerSchemaError for what a newer program made."""
    found = current(app)
    if found == newest():
        return False
    if found is not None and found > newest():
        cure = "install the newer program, or stop it everywhere and restore the back-up made before it"
        raise NewerSchemaError(f"The database has schema {found}, and this program's newest is {newest()}: {cure}.")
    with app.app_context():
        import_module("app.platform.upgrading").upgrade()
    return True
