"""The worker: polls the database for rows that are due. No broker, no events that could be lost."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from app.platform import clock, mail, post
from app.platform.db import db
from app.platform.settings import Settings
from app.platform.transactions import writing

Job = Callable[[datetime], bool]
PAUSE = 2.0
log = logging.getLogger(__name__)


class App(Protocol):
    """What the worker needs of the app; jobs do not speak HTTP, so they need not know Flask."""

    extensions: dict[str, Any]

    def app_context(self) -> AbstractContextManager[Any]:
        """Inside it, the database can be reached."""
        ...


def register(app: App, job: Job) -> None:
    """Add a job: a function of `now` that does one piece of work and says whether there was any."""
    app.extensions.setdefault("jobs", []).append(job)


def run_due(app: App) -> int:
    """Run every job until none has work left; returns the pieces done. One job's failure never stops another."""
    done = 0
    with app.app_context():
        for job in app.extensions.get("jobs", []):
            while _ran(job):
                done += 1
        while send_one(app.extensions["settings"]):
            done += 1
    return done


def work(app: App, stop: threading.Event) -> None:
    """Poll until told to stop."""
    while not stop.is_set():
        try:
            run_due(app)
        except Exception:
            log.exception("the worker met an error and goes on")
        stop.wait(PAUSE)


def _ran(job: Job) -> bool:
    try:
        with writing():
            return job(clock.now())
    except Exception:
        log.exception("a job failed; it is tried again at the next round")
        return False


def send_one(settings: Settings) -> bool:
    """Send one due message; returns whether there was one. The lock is not held while the network is used."""
    with writing():
        message = mail.lease_next(clock.now())
        if message is None:
            return False
    try:
        post.deliver(mail.as_email(message, settings.mail_from), settings)
        problem = None
    except Exception as error:  # noqa: BLE001 - whatever is wrong with message or server, the row keeps it
        problem = f"{type(error).__name__}: {error}"
    with writing():
        row = db.session.get_one(mail.OutboxMessage, message.id)
        if problem is None:
            mail.mark_sent(row, clock.now())
        else:
            mail.mark_failed(row, problem, clock.now())
    return True
