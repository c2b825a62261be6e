"""Authoring: course folders in and out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.authoring import cli, cli_questions

    app.cli.add_command(cli.group)
    app.cli.add_command(cli_questions.group)
