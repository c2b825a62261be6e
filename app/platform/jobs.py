"""The worker: polls the database for rows that are due. No broker, no events that could be lost."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from app.platform import audit, clock, mail, post, remembered
from app.platform.db import db
from app.platform.settings import Settings
from app.platform.site import current_site
from app.platform.transactions import unit_of_work, writing

Job = Callable[[datetime], bool]
PAUSE = 2.0
ROUND_SECONDS = 30.0  # so long letters may leave, or fail, before the jobs have their turn again
BEAT = timedelta(minutes=1)  # how often the worker says that it lives
log = logging.getLogger(__name__)


class App(Protocol):
    """What the worker needs of the app; jobs do not speak HTTP, so they need not know Flask."""

    extensions: dict[str, Any]

    def app_context(self) -> AbstractContextManager[Any]:
        """Inside it, the database can be reached."""
        ...


def register(app: App, job: Job, rest: timedelta = timedelta()) -> None:
    """Add a job: a function of `now` that does one piece of work and says whether there was any.

    `rest`: for how long it is left alone after there was none, for what is a matter of days.
    """
    app.extensions.setdefault("jobs", []).append(_resting(job, rest) if rest else job)


def _resting(job: Job, rest: timedelta) -> Job:
    until: datetime | None = None

    def run(now: datetime) -> bool:
        nonlocal until
        if until and now < until:
            return False
        if job(now):
            return True
        until = now + rest
        return False

    return run


def run_due(app: App) -> int:
    """Run every job until none has work left, then send for half a minute at most; returns the pieces done.

    One job's failure never stops another, nor does a mail server that lets every letter wait for its timeout.
    """
    done = 0
    with app.app_context():
        for job in app.extensions.get("jobs", []):
            while _ran(job):
                done += 1
        until = time.monotonic() + ROUND_SECONDS
        while send_one(app):
            done += 1
            if time.monotonic() >= until:
                break
    return done


def work(app: App, stop: threading.Event) -> None:
    """Poll until told to stop."""
    said_at, steps = None, clock.Steps()
    while not stop.is_set():
        try:
            if step := steps.last():
                note_step(app, step)
            run_due(app)
            if said_at is None or not clock.now() - BEAT < said_at <= clock.now():  # a clock may be set back
                said_at = say_alive(app)
        except Exception:
            log.exception("the worker met an error and goes on")
        stop.wait(PAUSE)


def note_step(app: App, seconds: float) -> None:
    """Somebody set the clock: whoever wonders later why an attempt was over early finds it in the audit log."""
    log.warning("the clock of this machine was set by %+.0f seconds", seconds)
    with app.app_context(), writing():
        audit.record("found that the clock was set", "site:clock", clock.now(), seconds=round(seconds))


def say_alive(app: App) -> datetime:
    """Remember that a worker has done its round, for `flask doctor`; returns when."""
    with app.app_context(), writing():
        now = clock.now()
        remembered.remember(remembered.WORKER, now)
        return now


def _ran(job: Job) -> bool:
    try:
        with writing():
            return job(clock.now())
    except Exception:
        log.exception("a job failed; it is tried again at the next round")
        return False


def send_one(app: App) -> bool:
    """Send one due message; returns whether there was one. The lock is not held while the network is used."""
    with writing():
        message = mail.lease_next(clock.now())
        if message is None:
            return False
    try:
        _deliver(message, app)
    except mail.CalledOff as reason:
        why = str(reason)
        _note(message, lambda row, now: mail.call_off(row, why, now))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with message or server, the row keeps it
        problem = f"{type(error).__name__}: {error}"
        _note(message, lambda row, now: mail.mark_failed(row, problem, now))
    else:
        _note(message, mail.mark_sent)
    return True


def _deliver(message: mail.OutboxMessage, app: App) -> None:
    """What it brings is looked up now: between queueing and sending it may have been withdrawn."""
    settings: Settings = app.extensions["settings"]
    try:
        with unit_of_work():
            file = mail.file_for(message, app.extensions.get("attachers", {}), clock.now())
            colours = current_site().colours
    finally:
        db.session.remove()
    post.deliver(mail.as_email(message, settings.mail_from, file, colours), settings)


def _note(message: mail.OutboxMessage, what: Callable[[mail.OutboxMessage, datetime], None]) -> None:
    with writing():
        what(db.session.get_one(mail.OutboxMessage, message.id), clock.now())
