"""Whatever a student, an author and a power cut do in whatever order, the site agrees with plain arithmetic.

What was acknowledged is there, the score is the sum of what was acknowledged last, an attempt has one result, a pass
completes the unit once, and no attempt is stuck. The arithmetic is in `supposed.py`.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.queries import person_by_email
from app.assessment import actions
from app.assessment.forms import FIELDS, order_of
from app.assessment.grading import KINDS
from app.assessment.models import AnswerEvent, Attempt
from app.assessment.queries import marks_on, paper_of
from app.assessment.rules import TimeFactor
from app.learning.models import Completion, Enrolment
from app.platform import clock
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.transactions import writing
from tests.assessment.schools import POINTS, Answered, School, killed_school, let_go
from tests.assessment.supposed import BY_HAND, Given, Paper, Rules, Standing
from tests.every_kind import EVERY_KIND, SAMPLES, kinds_on
from tests.faults import no_commit
from tests.hours import NOON, Hours
from tests.people import BEN, Someone, add
from tests.settings import settings_for
from tests.sitting import START

# Questions are chosen by kind: each paper has its own order of them, and the same choices must lead the same way.
QUESTIONS, WHICH = st.sampled_from(EVERY_KIND), st.integers(0, 4)
SCRIPT = {"X-Requested-With": "fetch"}
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
PERSONS = count()
HANDED_IN = AuditEvent.action == "submitted attempt"


class Student(RuleBasedStateMachine):
    """One student at a quiz that changes, and what should become of her."""

    def __init__(self, school: School, hours: Hours | None = None) -> None:
        """A newcomer to the course. `hours`: a clock to turn, where there is one."""
        super().__init__()
        self.school, self.hours, self.sent, self.operations = school, hours, [], count()
        self.now = self.noon = NOON if hours else clock.now()
        self.turn_the_clock()
        self.who = Someone("Eve Sato", f"eve-{next(PERSONS)}@example.org")
        self.model = Standing(Rules(POINTS))
        school.publish(self.model.rules)
        school.enter(self.who)
        self.enter_the_room()

    def turn_the_clock(self) -> None:
        if self.hours:
            self.hours.now = self.now
        else:
            self.now = clock.now()

    def enter_the_room(self) -> None:
        """Sign in again: a session is not what is tried here."""
        self.school.sit_down(self.who)
        self.token = TOKEN.search(self.school.ask("GET", "/account").text)[1]
        with self.school.app.app_context():
            person = select(Person.id).where(Person.email == self.who.email).scalar_subquery()
            self.enrolment = db.session.scalar(select(Enrolment.id).where(Enrolment.person_id == person))

    def post(self, address: str, form: dict[str, Any] | None = None, **headers: str) -> Answered:
        return self.school.ask("POST", address, {"csrf_token": self.token} | (form or {}), **headers)

    def paper(self) -> Paper:
        """The newest paper; whatever is sent to it now may find that its time is up."""
        self.turn_the_clock()
        self.model.visit(self.now)
        assert self.model.newest
        return self.model.newest

    has_paper = precondition(lambda self: self.model.newest)
    has_running = precondition(lambda self: self.model.running)

    @rule()
    def start(self) -> None:
        self.turn_the_clock()
        running = self.model.running
        self.model.visit(self.now)
        said = self.post(f"{START}/attempts").location
        if running and running.is_open:
            assert said == f"{running.address}/1"
        elif not self.model.may_start(self.now):
            assert said == START
        else:
            address = said.removesuffix("/1")
            kinds = kinds_on(self.school.app, address.rpartition("/")[2])
            assert sorted(kinds.values()) == EVERY_KIND
            self.model.start(address, kinds, self.stored(address, Attempt.started_at))

    def stored(self, address: str, column: Any) -> Any:
        with self.school.app.app_context():
            return db.session.scalar(select(column).where(Attempt.public_id == address.rpartition("/")[2]))

    @has_paper
    @rule(kind=QUESTIONS, which=WHICH, then=st.sampled_from(["all is well", "an old tab wakes", "it is sent again"]))
    def save(self, kind: str, which: int, then: str) -> None:
        self.save_one(kind, which)
        if then == "an old tab wakes" and self.model.running:
            self.save_from_an_old_tab(kind, which + 1)
        if then == "it is sent again" and self.sent:
            self.repeat(*self.sent[-1])

    @has_running
    @rule(mistakes=st.sets(QUESTIONS, max_size=6))
    def answer_everything(self, mistakes: set[str]) -> None:
        for kind in EVERY_KIND:
            self.save_one(kind, -2 if kind in mistakes else 0)

    def save_one(self, kind: str, which: int) -> None:
        paper = self.paper()
        number = paper.number_of(kind)
        body, answer = self.body(paper, number, which)
        is_new = paper.changes(number, answer)
        told = self.send(paper, number, body)
        if not paper.is_open:
            assert told.status == 410
            return
        assert (told.status, told.json["seq"]) == (200, paper.save(number, answer))
        self.sent.append((paper, number, body, told.json if is_new else None))

    def save_from_an_old_tab(self, kind: str, which: int) -> None:
        paper = self.paper()
        number = paper.number_of(kind)
        body, answer = self.body(paper, number, which)
        if paper.is_open and paper.saves.get(number) and paper.changes(number, answer):
            assert self.send(paper, number, body | {"seq": paper.saves[number] - 1}).status == 409

    @has_running
    @rule(kind=QUESTIONS, which=WHICH)
    def save_while_the_disk_is_full(self, kind: str, which: int) -> None:
        paper = self.paper()
        number = paper.number_of(kind)
        body, answer = self.body(paper, number, which)
        if self.hours and paper.is_open and paper.changes(number, answer):
            with no_commit(self.school.app):
                assert self.send(paper, number, body).status == 503
            assert self.send(paper, number, body).json["seq"] == paper.save(number, answer)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        self.repeat(*data.draw(st.sampled_from(self.sent)))

    def repeat(self, paper: Paper, number: int, body: dict[str, Any], told: Any) -> None:
        self.paper()
        if paper.is_overdue(self.now):
            self.model.close(paper)
        again = self.send(paper, number, body)
        if told:
            assert (again.status, again.json) == (200, told)
        else:  # it changed nothing the first time and left no trace, so it is judged anew
            assert again.status in ({200, 409} if paper.is_open else {410})

    @has_paper
    @rule()
    def submit(self) -> None:
        paper = self.paper()
        if paper.is_open:
            self.model.close(paper)
        assert self.post(f"{paper.address}/submit").location == paper.address

    @has_paper
    @rule(page=st.sampled_from(["/1", "/check", ""]))
    def look(self, page: str) -> None:
        paper = self.paper()
        found = self.school.ask("GET", paper.address + page)
        assert found.status == (302 if bool(page) != paper.is_open else 200), "one page leads to the other"

    @rule()
    def the_worker_takes_its_turn(self) -> None:
        self.turn_the_clock()
        self.school.work()
        self.model.visit(self.now)

    @rule(
        points=st.dictionaries(st.sampled_from([kind for kind, most in POINTS.items() if most]), st.integers(1, 3)),
        minutes=st.sampled_from([0, 30]),
        attempts=st.sampled_from([0, 2, 3]),
        closes=st.sampled_from([None, 1, 48]),
    )
    def publish(self, points: dict[str, int], minutes: int, attempts: int, closes: int | None) -> None:
        ends = None if closes is None else self.noon + timedelta(hours=closes)
        self.model.rules = Rules(POINTS | points, minutes if self.hours else 600, attempts, ends)
        self.school.publish(self.model.rules)

    @precondition(lambda self: self.hours)
    @rule(minutes=st.sampled_from([1, 20, 31, 31, 90, 24 * 60, -45, -24 * 60]))
    def time_goes_by(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.turn_the_clock()
        self.enter_the_room()

    @has_running
    @rule(minutes=st.integers(1, 45))
    def more_minutes(self, minutes: int) -> None:
        paper = self.model.running
        assert paper
        if paper.ends:
            self.give(
                lambda _, ben: actions.allow_minutes(self.row(paper), minutes, "The lights went out", ben, self.now)
            )
            paper.extra += minutes
            self.model.give_time(paper)

    @rule()
    def double_time(self) -> None:
        self.give(lambda eve, ben: actions.allow_time(eve, TimeFactor.DOUBLE, "A letter", ben, self.now))
        self.model.has_double_time = True
        if self.model.running and self.model.running.ends:
            self.model.give_time(self.model.running)

    @rule()
    def one_more_attempt(self) -> None:
        with self.school.app.app_context():
            unit = db.session.scalar(select(Attempt.unit_id))
        if unit:
            self.give(lambda _, ben: actions.allow_attempt(self.row_of_enrolment(), unit, "Was ill", ben, self.now))
            self.model.more_attempts += 1

    @precondition(lambda self: self.model.newest and not self.model.newest.is_open)
    @rule(minutes=st.sampled_from([5, 20, 60]))
    def open_again(self, minutes: int) -> None:
        paper = self.paper()
        limit = minutes if paper.rules.minutes else 0
        try:
            self.give(lambda _, ben: actions.reopen_attempt(self.row(paper), limit, "By mistake", ben, self.now))
        except actions.CannotReopen:
            assert paper.passed
        else:
            assert not paper.passed
            self.model.reopen(paper, limit, self.now)

    @precondition(lambda self: self.model.newest and not self.model.newest.is_open and self.model.newest.waits())
    @rule()
    def read_essay(self) -> None:
        paper = self.paper()
        (number,) = paper.waits()
        self.give(lambda _, ben: self.mark(paper, number, ben))
        self.model.read_essay(paper, number)

    def mark(self, paper: Paper, number: int, by: Person) -> None:
        attempt = self.row(paper)
        answer = next(one for one in paper_of(attempt.id) if one.number == number)
        points = [one.points for one in KINDS[BY_HAND].load(answer.question.spec).rubric]
        before = marks_on(attempt.id).get(number)
        judged = actions.Judged(points, "", before.turn if before else 0)
        actions.mark_answer(answer, attempt, judged, by, self.now, "http://localhost/result")

    @rule()
    def the_server_is_killed(self) -> None:
        self.school.kill()

    def give(self, what: Callable[[Person, Person], object]) -> None:
        """Ben does something for Eve."""
        self.turn_the_clock()
        ben = add(self.school.app, BEN)
        with self.school.app.app_context(), writing():
            eve = person_by_email(self.who.email)
            assert eve
            what(eve, db.session.get_one(Person, ben))

    def row(self, paper: Paper) -> Attempt:
        return db.session.scalars(select(Attempt).where(Attempt.public_id == paper.address.rpartition("/")[2])).one()

    def row_of_enrolment(self) -> Enrolment:
        return db.session.get_one(Enrolment, self.enrolment)

    def body(self, paper: Paper, number: int, which: int) -> tuple[dict[str, Any], Given]:
        """What the page would send for one of the sample's answers."""
        kind = KINDS[paper.kinds[number]]
        answers = SAMPLES[kind.KIND].answers
        raw, share = answers[which % len(answers)]
        with self.school.app.app_context():
            attempt = self.row(paper)
            answer = next(one for one in paper_of(attempt.id) if one.number == number)
            stored = kind.normalise(kind.load(answer.question.spec), raw)
            data = FIELDS[kind.KIND].from_response(stored, order_of(answer, attempt))
        sent = {name: value for name, value in data.items() if value is not None}
        form = sent | {"operation": f"o-{next(self.operations)}", "seq": paper.saves.get(number, 0)}
        return form, Given(stored, share, not kind.is_answered(stored))

    def send(self, paper: Paper, number: int, body: dict[str, Any]) -> Answered:
        return self.post(f"{paper.address}/{number}", body, **SCRIPT)

    @invariant()
    def agrees(self) -> None:
        with self.school.app.app_context():
            wanted = select(Attempt).where(Attempt.enrolment_id == self.enrolment).order_by(Attempt.number)
            found = db.session.scalars(wanted).all()
            assert [f"/attempts/{one.public_id}" for one in found] == [one.address for one in self.model.papers]
            for attempt, paper in zip(found, self.model.papers, strict=True):
                self.agrees_on(attempt, paper)
            done = select(func.count()).select_from(Completion).where(Completion.enrolment_id == self.enrolment)
            assert db.session.scalar(done) == self.model.is_done

    def agrees_on(self, attempt: Attempt, paper: Paper) -> None:
        answers = {one.number: one for one in paper_of(attempt.id)}
        assert {number: one.sequence for number, one in answers.items() if one.sequence} == paper.saves
        given = {number: one.response for number, one in answers.items() if one.response is not None}
        assert given == {number: one.response for number, one in paper.given.items()}
        events = select(func.count()).select_from(AnswerEvent).where(AnswerEvent.attempt_id == attempt.id)
        assert db.session.scalar(events) == sum(paper.saves.values())
        assert (attempt.is_open, attempt.deadline_at, attempt.possible) == (paper.is_open, paper.ends, paper.possible)
        assert (attempt.earned, attempt.passed) == (None if paper.is_open else paper.earned, paper.passed)
        subject = AuditEvent.subject == f"attempt:{attempt.public_id}"
        assert db.session.scalar(select(func.count()).where(HANDED_IN, subject)) == paper.closings

    def teardown(self) -> None:
        """No attempt is stuck: whatever happened, it can be handed in, and its result be read."""
        if self.model.newest:
            self.submit()
            assert self.school.ask("GET", self.model.newest.address).status == 200
            self.agrees()


def agree(student: Callable[[], Student], examples: int) -> None:
    """Try so many lives of a student, of thirty steps each."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=30,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(student, settings=chosen)


def test_the_site_agrees_with_the_arithmetic_after_every_step(
    app: Flask, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    school = School(app, settings_for(tmp_path / "instance", database_url), tmp_path)
    hours = Hours(monkeypatch)
    agree(lambda: Student(school, hours), settings().max_examples // 10)
    let_go(school.app)


@pytest.mark.deep
@pytest.mark.sqlite_only
def test_the_real_server_agrees_too_and_survives_being_killed(tmp_path: Path):
    with killed_school(tmp_path) as school:
        agree(lambda: Student(school), 12)
