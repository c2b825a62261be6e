"""Learning: enrolling, reading, and the ledger of completed units."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.learning import views

    app.register_blueprint(views.blueprint)
