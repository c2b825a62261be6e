"""People, their roles, signing in and out. Flask-Security does the flows; rows of our own end sessions."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from datetime import timedelta

    from app.accounts import access, actions, cli, identity, views
    from app.accounts.factors import actions as factor_actions
    from app.accounts.jobs import Reminders
    from app.accounts.policies import gate, words
    from app.accounts.rules import Policy

    # Importing them adds their pages.
    from app.accounts.views import (  # noqa: F401
        accepting,
        account,
        devices,
        factors,
        language,
        licences,
        people,
        policies,
        second_step,
    )
    from app.platform import jobs, tries

    app.before_request(access.check)
    app.register_blueprint(views.blueprint)  # before Flask-Security's, so that our templates are found first
    identity.init_app(app, app.extensions["settings"])
    gate.init_app(app)
    app.jinja_env.filters["policy_title"] = lambda policy: words.TITLES[Policy(policy)]
    app.cli.add_command(cli.group)
    if app.extensions["settings"].licence_reminders:
        jobs.register(app, Reminders(app.extensions["settings"]), rest=timedelta(hours=1))
    jobs.register(app, actions.sweep, rest=timedelta(hours=1))
    jobs.register(app, factor_actions.sweep, rest=timedelta(hours=1))
    jobs.register(app, tries.sweep, rest=timedelta(minutes=5))
