"""Authoring: the instructor's studio, and course folders in and out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.authoring import actions, cli, cli_questions, views, words

    # Importing them adds their pages.
    from app.authoring.views import (  # noqa: F401
        about,
        address,
        bank,
        bank_out,
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
    from app.platform import jobs

    jobs.register(app, actions.forget_next_bank)
    app.extensions["late_writers"].add("authoring.add_bank")  # a bank is read first, which takes its time

    # Its pages are about drafts, which the door of published courses cannot see: `views.bench_of` stands there.
    app.extensions["own_doors"].add("authoring")
    app.jinja_env.filters["said_text"] = words.said_text
    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.group)
    app.cli.add_command(cli_questions.group)
