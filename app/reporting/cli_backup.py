"""`flask backup` and `flask restore`: the whole site in one file, and back."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.platform import backup, clock, remembered
from app.platform.commands import PlainCommand
from app.platform.settings import Settings
from app.platform.site import program_version
from app.platform.transactions import writing
from app.reporting import upkeep

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup", cls=PlainCommand)
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Replace FILE if it exists.")
@with_appcontext
def backup_(file: Path, replace: bool) -> None:
    """Write the whole site to FILE while people go on working.

    The private keys and the secret are sealed to a passphrase: FASCIA_BACKUP_PASSPHRASE, else it is asked for. Without
    one they are left out. Settings of the environment are not in it; keep those with the passphrase, elsewhere.
    """
    settings, now = current_app.extensions["settings"], clock.now()
    passphrase = _passphrase(settings, "Passphrase for the keys (empty: leave them out)", confirm=True)
    made = backup.make_backup(settings, file, passphrase, program_version(), now, replace=replace)
    with writing():
        remembered.remember(remembered.BACKUP, now, file=made.path.name, bytes=made.size, is_sealed=made.is_sealed)
    click.echo(
        f"Wrote {made.path} ({made.size:,} bytes): {made.tables} tables, {made.rows:,} rows, {made.files} files."
    )
    click.echo(SEALED if made.is_sealed else UNSEALED)


SEALED = "The private keys and the secret are in it, sealed to the passphrase: without that nobody gets them out."
UNSEALED = (
    "The private keys and the secret are NOT in it, since no passphrase was given: restored from it, a site makes new "
    "ones, everybody signs in again, and links in mails sent before are void."
)


@click.command("restore", cls=PlainCommand)
@click.argument("file", type=FILE)
@click.option("--without-keys", is_flag=True, help="Leave the sealed keys and the secret where they are.")
@click.option("--rehearse", is_flag=True, help="Only try it, in a folder that is thrown away; the site is not touched.")
@with_appcontext
def restore(file: Path, without_keys: bool, rehearse: bool) -> None:
    """Restore the whole site from FILE on an empty machine, on either database; all of it or nothing.

    With --rehearse on the machine of the site itself: the proof that a back-up can be restored, which `flask doctor`
    asks for from time to time.
    """
    settings = current_app.extensions["settings"]
    passphrase = "" if without_keys else _passphrase(settings, "Passphrase of the keys (empty: it has none)")
    if rehearse:
        _rehearse(settings, file, passphrase, without_keys)
        return
    found = backup.restore(settings, file, passphrase, without_keys=without_keys)
    with writing():
        remembered.remember(remembered.RESTORATION, clock.now(), made_at=found.told["made_at"])
    for line in upkeep.told_of(found, settings):
        click.echo(line)


def _rehearse(settings: Settings, file: Path, passphrase: str, without_keys: bool) -> None:
    told = backup.rehearse(settings, file, passphrase, without_keys=without_keys)
    with writing():
        remembered.remember(remembered.REHEARSAL, clock.now(), file=file.name, made_at=told["made_at"])
    click.echo(f"{file} was restored into a temporary folder, row by row as it should be, and forgotten again.")
    click.echo(f"It was made {told['made_at'][:16]} UTC by Fascia {told['version']}.")


def _passphrase(settings: Settings, question: str, *, confirm: bool = False) -> str:
    """From the setting; else asked for where somebody sits; else none."""
    if settings.backup_passphrase or not sys.stdin.isatty():
        return settings.backup_passphrase
    asked: str = click.prompt(question, default="", hide_input=True, show_default=False, confirmation_prompt=confirm)
    return asked
