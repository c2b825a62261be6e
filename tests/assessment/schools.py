"""A school with one quiz of every kind that is published anew, moved through time, killed and started again.

`School` is killed by letting go of everything that a process holds; `KilledSchool` has the real server and kills that.
"""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from app import create_app
from app.assessment import actions
from app.assessment.models import QuizRevision
from app.authoring.importer import check_course
from app.catalogue.queries import units_by_key
from app.platform import clock, jobs
from app.platform.db import db
from app.platform.migrating import migrate
from app.platform.settings import Settings
from app.platform.transactions import writing
from tests.assessment.supposed import Rules
from tests.bench.site import Site
from tests.every_kind import SAMPLES, every_kind_files
from tests.making import publish_folder, write_files
from tests.people import Someone, signed_in
from tests.sitting import enrolled

POINTS = {kind: 0 if "\npoints = 0\n" in sample.head else 2 for kind, sample in SAMPLES.items()}


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    location: str
    text: str

    @property
    def json(self) -> Any:
        """What a script reads."""
        return json.loads(self.text)


class School:
    """The quiz in the database of `app`, and one student at a time."""

    def __init__(self, app: Flask, settings: Settings, folder: Path) -> None:
        """Publish the quiz. `settings`: of the app, to make the next one from."""
        self.app, self.settings = app, settings
        path = write_files(folder, every_kind_files())
        publish_folder(app, path)
        checked = check_course(path)
        (self.quiz,) = [module.quiz for module in checked.edition.folder.modules]
        self.questions = checked.questions[self.quiz.id]

    def publish(self, rules: Rules) -> None:
        """Publish the quiz with other rules and other points: a new revision, if nobody published this one last."""
        more = {"minutes": rules.minutes} if rules.minutes else {}
        more |= {"closes": rules.closes.isoformat()} if rules.closes else {}
        quiz = replace(self.quiz, attempts=rules.attempts, more=more)
        edited = [replace(one, file=replace(one.file, points=rules.points[one.file.kind])) for one in self.questions]
        with self.app.app_context(), writing():
            course = db.session.query(QuizRevision).first().unit.course_id
            actions.publish_quiz_revision(units_by_key(course)[quiz.id], quiz, edited, clock.now())

    def enter(self, someone: Someone) -> None:
        """Somebody takes the course, and sits down."""
        enrolled(self.app, someone)
        self.sit_down(someone)

    def sit_down(self, someone: Someone) -> None:
        """Somebody signs in."""
        self.client = signed_in(self.app, someone)

    def ask(self, method: str, address: str, form: dict[str, Any] | None = None, **headers: str) -> Answered:
        """What the student's browser sends, and what it is told."""
        said = self.client.open(address, method=method, data=form, headers=headers)
        return Answered(said.status_code, said.location or "", said.text)

    def work(self) -> None:
        """The worker takes its turn."""
        jobs.run_due(self.app)

    def kill(self) -> None:
        """Nothing is left of the process but what it wrote; another one begins."""
        let_go(self.app)
        cookie = self.client.get_cookie("fascia")
        cache, self.app = self.app.jinja_env.bytecode_cache, create_app(self.settings)
        self.app.testing, self.app.jinja_env.bytecode_cache = True, cache
        self.client = self.app.test_client()
        self.client.set_cookie("fascia", cookie.value)


class KilledSchool(School):
    """The same behind the real server, which is killed as a power cut would."""

    def __init__(self, folder: Path) -> None:
        """A site of its own on SQLite."""
        self.site = Site(folder / "site")
        app = self.site.app()
        migrate(app)
        super().__init__(app, self.site.settings, folder)
        self.site.start().await_page("/health")

    def ask(self, method: str, address: str, form: dict[str, Any] | None = None, **headers: str) -> Answered:
        """The same through a socket."""
        host, name = self._host(), self.app.config["SESSION_COOKIE_NAME"]
        cookie = self.client.get_cookie(name, domain=host)
        connection = HTTPConnection(*self.site.server.address, timeout=30)
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{name}={cookie.value}", **headers}
        try:
            connection.request(method, address, urlencode(form or {}, doseq=True), sent)
            said = connection.getresponse()
            if kept := SimpleCookie(said.getheader("Set-Cookie")).get(name):
                self.client.set_cookie(name, kept.value, domain=host)
            location = (said.getheader("Location") or "").removeprefix(self.settings.base_url)
            return Answered(said.status, location, said.read().decode())
        finally:
            connection.close()

    def _host(self) -> str:
        return (self.app.config["SERVER_NAME"] or "localhost").partition(":")[0]

    def kill(self) -> None:
        """Kill the whole group of processes, and start the server anew."""
        os.killpg(self.site.server.pid, signal.SIGKILL)
        self.site.stop()
        self.site.start().await_page("/health")


@contextmanager
def killed_school(folder: Path) -> Iterator[KilledSchool]:
    """One with a real server, which ends with the `with`."""
    school = KilledSchool(folder)
    try:
        yield school
    finally:
        school.site.stop()
        let_go(school.app)


def let_go(app: Flask) -> None:
    """Forget the session, close the connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
