"""The server is killed while eight students save: whatever it said was saved is there afterwards, once."""

import http.client
import json
import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, AnswerEvent, Attempt
from app.platform.db import db
from app.platform.ids import public_id
from app.platform.migrating import migrate
from app.platform.sqlite import driver
from tests.bench.site import Site
from tests.browser import Browser
from tests.making import BODIES, SLUG, a_course, question_file
from tests.people import Someone, signed_in

STUDENTS, QUESTIONS = 8, 5
TEXTS = {kind: question_file("short-answer", number, stem=f"Word {number}?") for number, kind in enumerate(BODIES)}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "fetch"}
PATIENCE = 30.0


@dataclass
class Save:
    """One answer on its way: it keeps its operation id until the server has said that it is saved."""

    number: int
    text: str
    operation: str = field(default_factory=public_id)
    tries: int = 0
    sent_at: datetime | None = None  # the last try


class Writer(threading.Thread):
    """A student who never stops answering, and who tries again with the same id when no word came back."""

    def __init__(self, app: Flask, name: str, stop: threading.Event) -> None:
        """Sign in and start the quiz, before there is a server."""
        super().__init__(name=name, daemon=True)
        client = signed_in(app, Someone(name, f"{name.lower()}@example.org"))
        page = Browser(client).get(f"/courses/{SLUG}").submit("Start this course")
        page = page.follow("Strokes quiz").submit("Start the quiz")
        self.attempt = page.address.split("/")[2]
        self.token = page.find("//form[@data-save]//input[@name='csrf_token']").get("value")
        host, _, port = app.config["SERVER_NAME"].partition(":")
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], domain=host)
        assert cookie is not None
        self.cookie, self.address, self.stop = f"{cookie.key}={cookie.value}", (host, int(port)), stop
        self.chance, self.known = random.Random(name), dict.fromkeys(range(1, QUESTIONS + 1), 0)
        self.saved: list[Save] = []
        self.refusals: Counter[str] = Counter()

    def run(self) -> None:
        """Save one answer after the other; none is given up."""
        while not self.stop.is_set():
            save = Save(self.chance.randint(1, QUESTIONS), f"{self.name} {len(self.saved)}")
            while not self.is_acknowledged(save):
                time.sleep(0.02)  # as the page does, only that it waits for seconds
            self.saved.append(save)

    def is_acknowledged(self, save: Save) -> bool:
        """Send it as the page's script does; whether the server said that it is saved."""
        save.tries, save.sent_at = save.tries + 1, datetime.now(UTC)
        form = {"answer": save.text, "operation": save.operation, "seq": self.known[save.number]}
        connection = http.client.HTTPConnection(*self.address, timeout=10)
        try:
            connection.request(
                "POST", f"/attempts/{self.attempt}/{save.number}", urlencode({**form, "csrf_token": self.token}),
                HEADERS | {"Cookie": self.cookie},
            )  # fmt: skip
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return False  # nobody can know whether it was saved
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            self.refusals[f"{answer.status} {said[:80]!r}"] += 1
            return False
        self.known[save.number] = json.loads(said)["seq"]
        return True


def port_of_its_own() -> int:
    """A free port that is given to nobody who only connects: the server must find it free after each kill."""
    while True:
        port = random.randint(20_000, 30_000)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that the threads do."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "the server saves nothing"
        time.sleep(0.005)


def kill_again_and_again(site: Site, writers: list[Writer], rounds: int) -> None:
    """Kill the whole server once some saves of each round were acknowledged; others are then half done."""
    chance = random.Random(rounds)
    for turn in range(rounds):
        server = site.start()
        server.await_page("/health")
        if not turn:
            for writer in writers:
                writer.start()
        target = sum(len(writer.saved) for writer in writers) + chance.randint(20, 150)
        wait_until(lambda target=target: sum(len(writer.saved) for writer in writers) >= target)
        time.sleep(chance.random() / 50)
        os.killpg(server.pid, signal.SIGKILL)
        server.stop()
    site.start().await_page("/health")


def integrity(path: Path) -> str:
    """What SQLite itself says about the file."""
    connection = driver().connect(path)
    said = connection.execute("pragma integrity_check").fetchone()[0]
    connection.close()
    return said


def rows(table: type[Answer] | type[AnswerEvent]) -> list[tuple[str, Answer | AnswerEvent]]:
    """Every row of a table, with the public id of its attempt."""
    found = db.session.execute(select(Attempt.public_id, table).join(Attempt, Attempt.id == table.attempt_id))
    return [(attempt, row) for attempt, row in found]


def compare(app: Flask, writers: list[Writer], rounds: int) -> None:
    """What was acknowledged against what is there."""
    with app.app_context():
        events = rows(AnswerEvent)
        newest = {(attempt, answer.number): (answer.response, answer.sequence) for attempt, answer in rows(Answer)}
    found = {(attempt, event.operation): event for attempt, event in events}
    saved = {(writer.attempt, save.operation): save for writer in writers for save in writer.saved}
    again = [key for key, save in saved.items() if save.tries > 1]
    recognised = [key for key in again if key in found and found[key].received_at < saved[key].sent_at]
    print(f"{rounds} kills: {len(saved)} answers acknowledged, {len(events)} found,", end=" ")
    print(f"{len(again)} tried again, {len(recognised)} of them recognised as saved before")
    texts = {key: {"text": save.text} for key, save in saved.items()}
    assert {key: event.response for key, event in found.items()} == texts
    assert len(events) == len(found), "an operation was stored twice"
    for writer in writers:
        for number, known in writer.known.items():
            mine = [save.text for save in writer.saved if save.number == number]
            assert newest[writer.attempt, number] == ({"text": mine[-1]} if mine else None, len(mine))
            assert known == len(mine)


def prove(folder: Path, rounds: int) -> None:
    """A site of its own, its students, the kills, and the comparison."""
    site, stop = Site(folder / "site"), threading.Event()
    site.environ["FASCIA_PORT"] = str(port_of_its_own())
    app = site.app()
    migrate(app)
    a_course(app, folder, **TEXTS)
    writers = [Writer(app, f"Writer{number}", stop) for number in range(STUDENTS)]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    try:
        kill_again_and_again(site, writers, rounds)
        stop.set()
        for writer in writers:
            writer.join(PATIENCE)
    finally:
        stop.set()
        site.stop()
    assert not [writer.name for writer in writers if writer.is_alive()], "a save was never acknowledged"
    assert not sum((writer.refusals for writer in writers), Counter()), "a save was refused"
    assert integrity(folder / "site" / "fascia.sqlite3") == "ok"
    compare(app, writers, rounds)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


# On SQLite alone: PostgreSQL is a server of its own, and survives ours.
@pytest.mark.sqlite_only
def test_what_was_acknowledged_survives_five_kills(tmp_path: Path):
    prove(tmp_path, rounds=5)


@pytest.mark.sqlite_only
@pytest.mark.deep
def test_what_was_acknowledged_survives_a_hundred_kills(tmp_path: Path):
    prove(tmp_path, rounds=100)
