"""The commands of this room, put on the app."""

from flask import Flask

from app.reporting import cli, cli_backup
from app.reporting.merging import cli as merging_cli


def add_commands(app: Flask) -> None:
    """Add them; what joins two accounts knows of courses, so it comes to the people's group from here."""
    for command in (cli.serve, cli.work, cli.doctor_, cli_backup.backup_, cli_backup.restore):
        app.cli.add_command(command)
    app.cli.commands["people"].add_command(merging_cli.merge)  # type: ignore[attr-defined]
