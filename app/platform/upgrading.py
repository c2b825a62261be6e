"""Alembic, with its settings. Loaded late: it takes a tenth of a second, and most starts have nothing to migrate."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from app.platform.migrating import ROOT


def upgrade() -> None:
    """Run every migration that is missing, in an app context."""
    command.upgrade(alembic_config(), "head")


def upgrade_on(connection: Connection, number: str) -> None:
    """Run what is missing up to `number` on a connection whose transaction is somebody else's."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, number)


def alembic_config() -> Config:
    """Alembic's settings, from pyproject.toml."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config
