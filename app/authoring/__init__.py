"""Authoring: the instructor's studio, and course folders in and out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.authoring import cli, cli_questions, views

    # Importing them adds their pages.
    from app.authoring.views import (  # noqa: F401
        about,
        address,
        certificate,
        courses,
        evaluation,
        file,
        glossary,
        lesson,
        outline,
        paste,
        picture,
        publish,
        question,
        quiz,
        sources,
        trying,
        worksheet,
    )

    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.group)
    app.cli.add_command(cli_questions.group)
