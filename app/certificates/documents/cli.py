"""`flask keys …`: the keys that sign certificates."""

import click
from flask import current_app

from app.certificates.documents.keys import Keyring
from app.certificates.documents.x509 import name_in
from app.platform import clock
from app.platform.commands import PlainGroup
from app.platform.site import current_site

group = PlainGroup("keys", help="The keys that sign certificates: list them, make a new one.")


def _keyring() -> Keyring:
    found: Keyring = current_app.extensions["press"].keyring
    return found


@group.command("list")
def list_keys() -> None:
    """List every key, the newest, which signs, first: id, since when, whose."""
    for key in _keyring().public:
        click.echo(f"{key.id}\t{key.certificate.not_valid_before_utc:%Y-%m-%d}\t{name_in(key.certificate)}")


@group.command("rotate")
def rotate() -> None:
    """Make a new key. What the older ones signed can be checked for ever; they sign no more."""
    settings = current_app.extensions["settings"]
    key = _keyring().rotate(current_site().provider, clock.now())
    click.echo(f"{key.id} signs from now on. Back up {settings.keys}; copy it to every machine that runs this site.")
