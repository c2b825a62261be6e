"""The server is killed while eight students save: whatever it said was saved is there afterwards, once."""

import http.client
import json
import os
import random
import signal
import threading
from collections import Counter
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
from tests.bench.client import Address
from tests.bench.site import Site
from tests.browser import Browser
from tests.making import BODIES, a_course, question_file
from tests.people import Someone, signed_in

STUDENTS, QUESTIONS = 8, 5
TEXTS = {kind: question_file("short-answer", number, stem=f"Word {number}?") for number, kind in enumerate(BODIES)}


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
        super().__init__(daemon=True)
        client = signed_in(app, Someone(name, f"{name.lower()}@example.org"))
        page = Browser(client).get("/courses/warm-hands").submit("Start this course")
        page = page.follow("Strokes quiz").submit("Start the quiz")
        self.attempt = page.address.split("/")[2]
        self.token = page.find("//form[@data-save]//input[@name='csrf_token']").get("value")
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], domain="127.0.0.1")
        assert cookie is not None
        self.cookie, self.stop = f"{cookie.key}={cookie.value}", stop
        self.address: Address = ("127.0.0.1", int(app.config["SERVER_NAME"].partition(":")[2]))
        self.chance, self.known = random.Random(name), dict.fromkeys(range(1, QUESTIONS + 1), 0)
        self.saved: list[Save] = []
        self.refusals: Counter[str] = Counter()

    def run(self) -> None:
        """Save one answer after the other; none is given up."""
        while not self.stop.is_set():
            number = self.chance.randint(1, QUESTIONS)
            save = Save(number, f"{self.name} {len(self.saved)}")
            while not self.is_acknowledged(save):
                self.stop.wait(0.02) or threading.Event().wait(0.02)
            self.saved.append(save)

    def is_acknowledged(self, save: Save) -> bool:
        """Send it as the page's script does; whether the server said that it is saved."""
        save.tries, save.sent_at = save.tries + 1, datetime.now(UTC)
        form = {"answer": save.text, "operation": save.operation, "seq": self.known[save.number]}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "fetch", "Cookie": self.cookie,
        }  # fmt: skip
        connection = http.client.HTTPConnection(*self.address, timeout=10)
        try:
            path, body = f"/attempts/{self.attempt}/{save.number}", urlencode({**form, "csrf_token": self.token})
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            self.refusals[f"{answer.status} {said[:80]!r}"] += 1
            return False
        self.known[save.number] = json.loads(said)["seq"]
        return True


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
        for _ in range(6000):
            if sum(len(writer.saved) for writer in writers) >= target:
                break
            threading.Event().wait(0.01)
        threading.Event().wait(chance.random() / 50)
        os.killpg(server.pid, signal.SIGKILL)
        server.stop()
    site.start().await_page("/health")


def look_into(path: Path) -> str:
    """What SQLite itself says about the file."""
    connection = driver().connect(path)
    said = connection.execute("pragma integrity_check").fetchone()[0]
    connection.close()
    return said


def compare(app: Flask, writers: list[Writer], rounds: int) -> None:
    """What was acknowledged against what is there."""
    with app.app_context():
        rows = db.session.execute(select(AnswerEvent, Attempt.public_id).join(Attempt, Attempt.id == AnswerEvent.attempt_id))
        found = {(attempt, event.operation): event for event, attempt in rows}
        total = len(db.session.scalars(select(AnswerEvent.id)).all())
        newest = {
            (attempt, answer.number): (answer.response, answer.sequence)
            for answer, attempt in db.session.execute(select(Answer, Attempt.public_id).join(Attempt, Attempt.id == Answer.attempt_id))
        }
    saved = {(writer.attempt, save.operation): save for writer in writers for save in writer.saved}
    again = [key for key, save in saved.items() if save.tries > 1]
    recognised = [key for key in again if key in found and found[key].received_at < saved[key].sent_at]
    print(f"{rounds} kills: {len(saved)} acknowledged, {total} found, {len(again)} tried again, {len(recognised)} of them recognised")
    assert {key: save.text for key, save in saved.items()} == {key: event.response["text"] for key, event in found.items()}
    assert total == len(found), "an operation was stored twice"
    for writer in writers:
        for number, known in writer.known.items():
            last = next((save.text for save in reversed(writer.saved) if save.number == number), None)
            response, sequence = newest[writer.attempt, number]
            assert sequence == known == sum(save.number == number for save in writer.saved)
            assert last is None or response == {"text": last}


def run(folder: Path, rounds: int) -> None:
    """A site of its own, its students, the kills, and the comparison."""
    site = Site(folder / "site")
    site.environ |= {"FASCIA_SECRET_KEY": "for tests only, where nothing is secret"}
    app, stop = site.app(), threading.Event()
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
            writer.join(20)
        assert not [writer for writer in writers if writer.is_alive()], "a save was never acknowledged"
    finally:
        stop.set()
        site.stop()
    assert not sum((writer.refusals for writer in writers), Counter()), "refused"
    assert look_into(folder / "site" / "fascia.sqlite3") == "ok"
    compare(app, writers, rounds)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


# SQLite alone: PostgreSQL is a server of its own, and survives ours.
@pytest.mark.sqlite_only
def test_what_was_acknowledged_survives_five_kills(tmp_path: Path):
    run(tmp_path, rounds=5)


@pytest.mark.sqlite_only
@pytest.mark.deep
def test_what_was_acknowledged_survives_a_hundred_kills(tmp_path: Path):
    run(tmp_path, rounds=100)
