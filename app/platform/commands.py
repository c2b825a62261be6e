"""Commands that end in one plain line when the database or a file is away; never in a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError, OperationalError


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what goes wrong outside of our hands into one line with its cure."""
    try:
        yield
    except OperationalError as error:
        cure = "Is the server running, is FASCIA_DATABASE_URL right, was `flask serve` run once to make the tables?"
        raise click.ClickException(f"The database cannot be used: {_first_line(error.orig)}. {cure}") from error
    except DBAPIError as error:
        cure = "Nothing was changed. If the file is damaged, restore a back-up; do not copy over it while it is in use."
        raise click.ClickException(f"The database refused: {_first_line(error.orig)}. {cure}") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'The system'}: {error.strerror or error}.") from error


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")


class PlainGroup(AppGroup):
    """A group of commands with plain errors."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with plain_errors():
            return super().invoke(ctx)


class PlainCommand(click.Command):
    """One command with plain errors."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with plain_errors():
            return super().invoke(ctx)
