"""Learning: enrolling, reading, the ledger of completed units, and when a cohort is to have done them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.learning import moved, views, words

    moved.init_app(app)
    app.jinja_env.filters["due_text"] = words.due_text
    app.register_blueprint(views.blueprint)
