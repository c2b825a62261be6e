"""Certificates: claiming, issuing and verifying them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.certificates import views
    from app.certificates.views import again, claim, evaluation, mine, staff, transcript, verify  # noqa: F401 - importing them adds their pages

    app.register_blueprint(views.blueprint)
    # A stranger's question must not hold up a student's save.
    app.extensions["late_writers"].add("certificates.look_up")
