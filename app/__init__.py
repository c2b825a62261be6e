"""Fascia. `create_app` is the table of contents of the system; nothing inside imports this file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.platform.application import Application
    from app.platform.settings import Settings

VERSION = "0.1.0"


def create_app(settings: "Settings | None" = None) -> "Application":
    """Build the app from `settings` (default: the environment). Raises SettingsError with a cure."""
    # Imported here, so that the pure rooms (grading, rules, content) load without Flask and without a database.
    from app import accounts, assessment, authoring, catalogue, certificates, learning, reporting, teaching
    from app.platform import application, bodies, db, errors, observing, pages, security, site, transactions
    from app.platform.settings import Settings as FromEnvironment

    settings = settings or FromEnvironment.read()
    app = application.Application(__name__, settings)
    observing.init_app(app, settings)
    bodies.init_app(app, settings)
    transactions.init_app(app)
    db.init_app(app, settings)
    security.init_app(app, settings)
    pages.init_app(app, settings)
    site.init_app(app, settings, VERSION)
    errors.init_app(app)
    for room in (accounts, catalogue, learning, assessment, certificates, authoring, teaching, reporting):
        room.register(app)
    return app
