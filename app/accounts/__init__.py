"""People, their roles, signing in and out. Flask-Security does the flows; rows of our own end sessions."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.accounts import access, cli, identity, views
    from app.accounts.views import account, licences  # noqa: F401 - importing them adds their pages

    app.before_request(access.check)
    app.register_blueprint(views.blueprint)  # before Flask-Security's, so that our templates are found first
    identity.init_app(app, app.extensions["settings"])
    app.cli.add_command(cli.group)
