"""What a first start needs, and the production server with the worker inside."""

import os
import signal
import socket
import sys
import threading
from pathlib import Path

from flask import Flask, url_for
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from app.accounts import actions
from app.accounts import queries as people
from app.accounts.rules import Role
from app.authoring.importer import import_course, provider_here
from app.catalogue import queries as catalogue
from app.catalogue.content.problems import ContentProblems
from app.platform import clock, jobs, logs
from app.platform.db import db
from app.platform.environment import SettingsError
from app.platform.metrics import Metrics
from app.platform.migrating import ROOT, migrate
from app.platform.settings import Settings
from app.platform.soundness import refuse_a_damaged_file
from app.platform.starting import alone
from app.platform.transactions import writing

# SQLite lets go of Python's lock at every statement; whoever holds the write lock then waits a whole turn to get it
# back. With the default of 5 ms eight clients took 444 ms for a quiz, with this 332 ms.
TURN_SECONDS = 0.0005
# A process that does not end by then is killed; less than the service manager waits. Granian's own may wait for ever
# where two signals come at the same moment.
STOP_SECONDS = 60


def prepare(app: Flask) -> list[str]:
    """Migrate, import the shipped courses into an empty catalogue, make a first administrator. Returns what to say.

    Of servers that start at the same moment one does it, and the others find it done.
    """
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        try:
            with alone(settings) as waited:  # whoever looks at the file while another brings it up to date sees half
                refuse_a_damaged_file(settings)
                return _prepared(app, settings, waited=waited)
        finally:
            db.session.remove()
            db.engine.dispose()  # the server's processes open their own connections


def _prepared(app: Flask, settings: Settings, *, waited: bool) -> list[str]:
    said = ["The database was brought up to date."] if migrate(app) else []
    if catalogue.is_empty():
        said += [_imported(path.parent, settings) for path in sorted((ROOT / "courses").glob("*/course.toml"))]
    return said + _first_administrator(settings, waited=waited)


def _imported(folder: Path, settings: Settings) -> str:
    """Import a course; one with a fault says so, and the site starts without it."""
    try:
        with writing():
            return f"Imported {import_course(folder, None, clock.now(), provider_here(settings)).title}."
    except ContentProblems as error:
        return "\n  ".join([f"{folder.name} was not imported:", *map(str, error.problems)])


def _first_administrator(settings: Settings, *, waited: bool) -> list[str]:
    """A link for the first administrator, new at each start until a password was chosen.

    `waited`: another server was at it meanwhile, and its link is the one.
    """
    now = clock.now()
    if people.is_any_administrator() and not people.is_administrator_waiting(settings.admin_email):
        return []
    if waited and people.has_usable_link(settings.admin_email, now):
        return ["The link of the first administrator is with the words of the server that started a moment earlier."]
    with writing():
        person = people.person_by_email(settings.admin_email)
        if person is None:
            person = actions.add_person(settings.admin_email, "Administrator", Role.ADMINISTRATOR, now)
        token = actions.make_sign_in_link(person, now)
    link = url_for("accounts.sign_in_link", token=token, _external=True)
    return [f"First administrator ({settings.admin_email}), sign in once within a day:", f"  {link}"]


def refuse_a_taken_port(settings: Settings) -> None:
    """Raise SettingsError when something listens there already: two servers would take turns unnoticed."""
    family, kind, number, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, number) as trial:
        if os.name == "posix":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            message = f"{settings.host}:{settings.port} cannot be used ({error.strerror}); set FASCIA_PORT to another."
            raise SettingsError(message) from error


def serve(settings: Settings, metrics: Metrics) -> None:
    """Run until stopped. Each server process runs the worker in a thread; leases keep them from doing work twice."""
    os.environ["FASCIA_WORKER_INSIDE"] = "yes"
    metrics.forget_all()
    Server(
        "app:create_app", factory=True, interface=Interfaces.WSGI, address=settings.host, port=settings.port,
        workers=settings.workers, blocking_threads=settings.threads, respawn_failed_workers=True, websockets=False,
        log_level=LogLevels.warning, workers_kill_timeout=STOP_SECONDS,
    ).serve()  # fmt: skip


def start_worker_inside(app: Flask) -> None:
    """Run the worker beside the pages of this process, and let its threads take turns quickly."""
    logs.configure(app.extensions["settings"])
    sys.setswitchinterval(TURN_SECONDS)
    threading.Thread(target=_work_while_the_server_lives, args=(app, os.getppid()), daemon=True).start()


def _work_while_the_server_lives(app: Flask, server: int) -> None:
    stop = threading.Event()
    threading.Thread(target=jobs.work, args=(app, stop), daemon=True).start()
    # Killed with -9, the main process leaves this one serving the port: notice it and go too.
    while os.getppid() == server:
        app.extensions["metrics"].share()
        stop.wait(1)
    stop.set()
    os.kill(os.getpid(), signal.SIGTERM)
