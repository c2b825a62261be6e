"""`flask serve` and `flask work`: running a site."""

import threading

import click
from flask import current_app
from flask.cli import with_appcontext

from app.platform import jobs
from app.platform.commands import PlainCommand
from app.reporting import serving


@click.command("serve", cls=PlainCommand)
@with_appcontext
def serve() -> None:
    """Migrate, import the shipped courses if there are none, print the address, and serve until stopped."""
    settings = current_app.extensions["settings"]
    serving.refuse_a_taken_port(settings)
    for line in serving.prepare(current_app._get_current_object()):  # type: ignore[attr-defined]
        click.echo(line)
    mail = "sent by SMTP" if settings.smtp_url else f"filed in {settings.data / 'outbox'}"
    click.echo(f"Mail is {mail}. Data is in {settings.data}. {settings.workers} processes, worker inside.")
    click.echo(f"Fascia is at {settings.base_url}  (stop with Ctrl+C)")
    serving.serve(settings)


@click.command("work", cls=PlainCommand)
@with_appcontext
def work() -> None:
    """Run the worker alone: send mail and do what is due, until stopped."""
    click.echo("Working. Stop with Ctrl+C.")
    try:
        jobs.work(current_app._get_current_object(), threading.Event())  # type: ignore[attr-defined]
    except KeyboardInterrupt:
        click.echo("Stopped.")
