"""Students who never stop answering, whatever becomes of the server; and what must be there afterwards."""

import http.client
import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from app.assessment.grading import KINDS
from app.assessment.kinds.base import Response
from app.assessment.models import Answer, AnswerEvent, Attempt
from app.platform.db import db
from app.platform.ids import public_id
from tests.browser import Browser
from tests.every_kind import SAMPLES, every_kind, form_data, kinds_on, publish_every_kind
from tests.making import SLUG
from tests.people import Someone, signed_in

STUDENTS = 8
STRICT: dict[str, object] = {"minutes": 600, "order": "sequential", "certainty": True}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 30.0
ONWARD = 0.2  # of the saves on a paper that leads one way are made by the button that leads on


@dataclass
class Save:
    """One answer on its way: it keeps its operation id until the server has said that it is saved."""

    number: int
    response: Response
    form: dict[str, Any]
    certainty: int | None
    is_script: bool
    operation: str = field(default_factory=public_id)
    tries: int = 0
    sent_at: datetime | None = None  # the last try


class Writer(threading.Thread):
    """A student who never stops answering, and who tries again with the same id when no word came back."""

    def __init__(self, app: Flask, name: str, course: str, stop: threading.Event) -> None:
        """Sign in and start the quiz, before there is a server."""
        super().__init__(name=name, daemon=True)
        client = signed_in(app, Someone(name, f"{name.lower()}@example.org"))
        page = Browser(client).get(f"/courses/{course}").submit("Start this course")
        page = page.follow("Strokes quiz").submit("Start the quiz")
        page = page.submit("Continue")  # the text to read comes first
        self.attempt, self.is_strict = page.address.split("/")[2], course != SLUG
        self.token = page.find("//form[@data-save]//input[@name='csrf_token']").get("value")
        host, _, port = app.config["SERVER_NAME"].partition(":")
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], domain=host)
        assert cookie is not None
        self.cookie, self.address, self.stop = f"{cookie.key}={cookie.value}", (host, int(port)), stop
        self.chance, self.forms = random.Random(name), forms_of(app, self.attempt)
        self.reached, self.known = 1 + self.is_strict, dict.fromkeys(self.forms, 0)
        assert sorted(self.forms) == list(range(2, 2 + len(self.forms))), "the text to read comes first"
        self.newest: dict[int, Save] = {}
        self.saved: list[Save] = []
        self.refusals: Counter[str] = Counter()

    def run(self) -> None:
        """Save one answer after the other; none is given up."""
        while not self.stop.is_set():
            save = self.next_save()
            while not self.is_acknowledged(save):
                time.sleep(0.02)  # as the page does, only that it waits for seconds
            self.saved.append(save)
            self.newest[save.number] = save

    def next_save(self) -> Save:
        """Another answer than the one before, to any question, or to the one that a strict paper has come to."""
        number = self.reached if self.is_strict else self.chance.choice(list(self.forms))
        if number in self.newest:
            before = self.newest[number].response
            response, form = self.chance.choice([one for one in self.forms[number] if one[0] != before])
        else:
            response, form = self.forms[number][0]  # one that says something: passing by is no save
        goes_on = self.is_strict and number < max(self.forms) and self.chance.random() < ONWARD
        certainty = self.chance.choice([None, 1, 2, 3]) if self.is_strict else None
        return Save(number, response, form, certainty, is_script=not goes_on)

    def is_acknowledged(self, save: Save) -> bool:
        """Send it as the page's script does, or as its button; whether the server said that it is saved."""
        save.tries, save.sent_at = save.tries + 1, datetime.now(UTC)
        sent = {**save.form, "operation": save.operation, "seq": self.known[save.number], "csrf_token": self.token}
        sent |= {"certainty": save.certainty} if save.certainty else {}
        headers = HEADERS | {"Cookie": self.cookie} | ({"X-Requested-With": "fetch"} if save.is_script else {})
        connection = http.client.HTTPConnection(*self.address, timeout=10)
        try:
            address = f"/attempts/{self.attempt}/{save.number}"
            connection.request("POST", address, urlencode(sent, doseq=True), headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return False  # nobody can know whether it was saved
        finally:
            connection.close()
        if answer.status != (http.HTTPStatus.OK if save.is_script else http.HTTPStatus.FOUND):
            self.refusals[f"{answer.status} {said[:80]!r}"] += 1
            return False
        self.note(save, said, answer.getheader("Location", ""))
        return True

    def note(self, save: Save, said: bytes, location: str) -> None:
        """Remember what was acknowledged: the place in the order of saves, or that the paper has gone on."""
        if save.is_script:
            self.known[save.number] = json.loads(said)["seq"]
            return
        self.known[save.number] += 1
        self.reached += 1
        assert f"/{self.reached}#question" in location


def forms_of(app: Flask, attempt: str) -> dict[int, list[tuple[Response, dict[str, Any]]]]:
    """For each question: the responses that its sample shows, the first one right, and what the form sends for each."""
    found: dict[int, list[tuple[Response, dict[str, Any]]]] = {}
    for number, name in kinds_on(app, attempt).items():
        kind, spec = KINDS[name], spec_of(app, attempt, number)
        stored = [kind.normalise(spec, response) for response, _ in SAMPLES[name].answers]
        unlike = [one for place, one in enumerate(stored) if one not in stored[:place]]
        if kind.IS_ASKED:
            found[number] = [(one, form_data(app, attempt, number, one)) for one in unlike]
            assert len(unlike) > 1, f"the sample of {name} shows one answer only"
    return found


def spec_of(app: Flask, attempt: str, number: int) -> Any:
    """The question as its kind reads it."""
    with app.app_context():
        wanted = select(Answer).join(Attempt, Attempt.id == Answer.attempt_id)
        answer = db.session.scalars(wanted.where(Attempt.public_id == attempt, Answer.number == number)).one()
        return KINDS[answer.question.kind].load(answer.question.spec)


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


def writers_of(app: Flask, folder: Path, stop: threading.Event) -> list[Writer]:
    """Eight students, half of them at a quiz that leads one way; none has begun to write."""
    publish_every_kind(app, folder, shown_while=[])
    courses = (SLUG, every_kind(app, **STRICT))
    writers = [Writer(app, f"Writer{number}", courses[number % 2], stop) for number in range(STUDENTS)]
    let_go(app)
    return writers


def let_go(app: Flask) -> None:
    """Close this process's connections to the database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def saved_by(writers: Sequence[Writer]) -> int:
    """How many saves were acknowledged so far."""
    return sum(len(writer.saved) for writer in writers)


def wait_for_saves(writers: Sequence[Writer], count: int) -> None:
    """Wait until so many more are acknowledged."""
    target = saved_by(writers) + count
    wait_until(lambda: saved_by(writers) >= target)


def end(writers: Sequence[Writer]) -> None:
    """Wait until every writer, told to stop, has ended, and see that none met with a refusal."""
    for writer in writers:
        writer.join(PATIENCE)
    assert not [writer.name for writer in writers if writer.is_alive()], "a save was never acknowledged"
    assert not sum((writer.refusals for writer in writers), Counter()), "a save was refused"


def rows(table: type[Answer] | type[AnswerEvent]) -> list[tuple[str, Answer | AnswerEvent]]:
    """Every row of a table, with the public id of its attempt."""
    found = db.session.execute(select(Attempt.public_id, table).join(Attempt, Attempt.id == table.attempt_id))
    return [(attempt, row) for attempt, row in found]


def compare(app: Flask, writers: Sequence[Writer], what: str) -> None:
    """What was acknowledged against what is there. `what`: what the server went through, for the figures printed."""
    with app.app_context():
        events = rows(AnswerEvent)
        answers = rows(Answer)
    newest = {(at, one.number): (one.response, one.sequence, one.certainty) for at, one in answers}
    found = {(attempt, event.operation): event for attempt, event in events}
    saved = {(writer.attempt, save.operation): save for writer in writers for save in writer.saved}
    again = [key for key, save in saved.items() if save.tries > 1]
    recognised = [key for key in again if key in found and found[key].received_at < saved[key].sent_at]
    kinds = Counter(name for writer in writers for name in set(kinds_on(app, writer.attempt).values()))
    print(f"{what}: {len(saved)} answers acknowledged, {len(set(found) & set(saved))} of them found,", end=" ")
    print(
        f"{len(found)} in all; {len(again)} tried again, {len(recognised)} of those recognised as saved before;",
        end=" ",
    )
    print(f"{len(kinds)} kinds, {sum(not save.is_script for save in saved.values())} times gone on for good")
    assert {key: event.response for key, event in found.items()} == {key: one.response for key, one in saved.items()}
    assert len(events) == len(found), "an operation was stored twice"
    for writer in writers:
        for number, known in writer.known.items():
            mine = [save for save in writer.saved if save.number == number]
            last = (mine[-1].response, len(mine), mine[-1].certainty) if mine else (None, 0, None)
            assert newest[writer.attempt, number] == last
            assert known == len(mine)
