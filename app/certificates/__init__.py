"""Certificates: claiming, issuing and verifying them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.certificates import views

    app.register_blueprint(views.blueprint)
