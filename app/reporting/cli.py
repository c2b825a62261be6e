"""`flask serve`, `flask work` and `flask doctor`: running a site."""

import contextlib
import json
import signal
import threading
from collections.abc import Iterable

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from app.platform import clock, jobs, logs, remembered, soundness
from app.platform.commands import PlainCommand
from app.platform.db import db
from app.platform.locks import WriteQueueFull
from app.platform.transactions import writing
from app.reporting import doctor, serving


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
    try:
        serving.serve(settings, current_app.extensions["metrics"])
    finally:
        db.engine.dispose()
        soundness.end_log(settings)


@click.command("work", cls=PlainCommand)
@with_appcontext
def work() -> None:
    """Run the worker alone: send mail and do what is due, until stopped; what it is at is ended first."""
    click.echo("Working. Stop with Ctrl+C.")
    logs.configure(current_app.extensions["settings"])
    app, stop = current_app._get_current_object(), threading.Event()  # type: ignore[attr-defined]
    worker = threading.Thread(target=jobs.work, args=(app, stop))
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # systemd says what Ctrl+C says
    try:
        worker.start()
        worker.join()
    except KeyboardInterrupt:
        stop.set()
        worker.join()
    finally:
        signal.signal(signal.SIGTERM, before)
    click.echo("Stopped.")


@click.command("doctor", cls=PlainCommand)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a program that watches.")
@with_appcontext
def doctor_(as_json: bool) -> None:
    """Look at what a site promises, a line each with its cure; ends with 1 when something is wrong.

    Write the newest hash of the issue log down from time to time, outside of this machine: only it can show later that
    the last entries were cut off.
    """
    settings, now = current_app.extensions["settings"], clock.now()
    found = _said(doctor.quick(settings, now), aloud=not as_json)
    slow = _said(doctor.thorough(settings, now), aloud=not as_json)
    if as_json:
        click.echo(json.dumps([doctor.told(one) for one in found + slow], ensure_ascii=False, indent=1))
    # Where the database cannot be written this line is missed, and the lines above say why.
    with contextlib.suppress(DBAPIError, WriteQueueFull), writing():
        remembered.remember(remembered.LONG_LOOK, now, findings=[doctor.told(one) for one in slow])
    if any(one.state is doctor.State.WRONG for one in found + slow):
        raise SystemExit(1)


def _said(findings: Iterable[doctor.Finding], *, aloud: bool) -> list[doctor.Finding]:
    """Say each as soon as it is found, since the last of them take long in a large school; returns them all."""
    kept = []
    for one in findings:
        if aloud:
            click.echo(f"{SIGNS[one.state]} {one.what}: {one.found}" + (f". Cure: {one.cure}." if one.cure else ""))
        kept.append(one)
    return kept


SIGNS = {doctor.State.FINE: "✓", doctor.State.ADVICE: "!", doctor.State.WRONG: "✗"}
