"""Certificates: claiming, issuing and verifying them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from functools import partial

    from app.certificates import models, views
    from app.certificates.documents import attaching, cli, keys, late, press
    from app.certificates.documents import views as document_views  # noqa: F401 - importing them adds their pages
    from app.certificates.documents.addresses import Addresses
    from app.certificates.views import again, claim, evaluation, mine, staff, transcript, verify  # noqa: F401 - the same
    from app.platform import clock

    settings = app.extensions["settings"]
    keyring = keys.opened(settings.keys, settings.provider_name, clock.now())
    app.extensions["press"] = made_by = press.Press(keyring, Addresses(settings.base_url), settings.paper)
    app.extensions.setdefault("attachers", {})[models.ATTACHMENT] = partial(attaching.attached, made_by)
    app.cli.add_command(cli.group)
    if settings.worker_inside:
        late.load_beside()
    app.register_blueprint(views.blueprint)
    # A stranger's question must not hold up a student's save.
    app.extensions["late_writers"].update({"certificates.look_up", "certificates.check_file"})
