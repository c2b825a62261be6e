"""Whatever a student does in whatever order, the site agrees with twenty lines of arithmetic.

What was acknowledged is there, the score is the sum of what was acknowledged last, a pass completes the unit once.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.assessment.models import Answer, AnswerEvent, Attempt
from app.learning.models import Completion, Enrolment
from app.platform.db import db
from tests.browser import Browser, Page
from tests.making import BODIES, RIGHT, a_course
from tests.people import Someone
from tests.sitting import PARTLY_RIGHT_WORDS, RIGHT_WORDS, START, WRONG_WORDS, enrolled, kind_of, values_of

WORDS = {"right": RIGHT_WORDS, "wrong": WRONG_WORDS, "partly": PARTLY_RIGHT_WORDS}
HALF = ("multiple-response", "numerical", "matching", "mark-words")
EARNS = {**dict.fromkeys(HALF, Fraction(1, 2)), **dict.fromkeys(("cloze", "ordering"), Fraction(1, 3))}
QUALITIES, NUMBERS = st.sampled_from(["right", "right", "partly", "wrong"]), st.integers(1, len(BODIES))


@dataclass
class Paper:
    """What one attempt should be: for each question what was acknowledged last, after how many saves."""

    address: str
    kinds: dict[int, str]
    is_open: bool = True
    given: dict[int, str] = field(default_factory=dict)
    saves: dict[int, int] = field(default_factory=dict)

    def save(self, number: int, quality: str) -> int:
        """Take a save; returns its sequence. The same answer again is no new save."""
        if self.given.get(number) != quality:
            self.given[number] = quality
            self.saves[number] = self.saves.get(number, 0) + 1
        return self.saves[number]

    @property
    def score(self) -> Fraction:
        """A point for what is right, its share for what is partly right."""
        partly = (EARNS[self.kinds[number]] for number, quality in self.given.items() if quality == "partly")
        return sum(partly, Fraction([*self.given.values()].count("right")))

    @property
    def is_passed(self) -> bool:
        """Whether three quarters are earned."""
        return not self.is_open and self.score * 100 >= 75 * len(BODIES)


class Student(RuleBasedStateMachine):
    """One student and the papers that she should have."""

    def __init__(self, app: Flask, number: int) -> None:
        """A newcomer to the course."""
        super().__init__()
        self.app, self.papers, self.sent, self.operations = app, [], [], count()
        self.browser: Browser = enrolled(app, Someone("Eve Sato", f"eve-{number}@example.org"))
        self.token = self.page(START).find("//main//input[@name='csrf_token']").get("value")
        with app.app_context():
            self.enrolment = db.session.scalar(select(func.max(Enrolment.id)))

    def page(self, address: str) -> Page:
        return Page(self.browser, self.browser.client.get(address))

    def post(self, address: str, data: dict | None = None, **headers: str) -> TestResponse:
        return self.browser.client.post(address, data={"csrf_token": self.token} | (data or {}), headers=headers)

    def has_open(self) -> bool:
        return bool(self.papers) and self.papers[-1].is_open

    @precondition(lambda self: not self.has_open())
    @rule()
    def start(self) -> None:
        address = self.post(f"{START}/attempts").location.removesuffix("/1")
        kinds = {number: kind_of(self.page(f"{address}/{number}")) for number in range(1, len(BODIES) + 1)}
        assert sorted(kinds.values()) == sorted(BODIES)
        self.papers.append(Paper(address, kinds))

    @precondition(has_open)
    @rule()
    def start_again(self) -> None:
        assert self.post(f"{START}/attempts").location == f"{self.papers[-1].address}/1"

    @precondition(has_open)
    @rule(qualities=st.lists(QUALITIES, min_size=len(BODIES), max_size=len(BODIES)))
    def save_each(self, qualities: list[str]) -> None:
        for number, quality in enumerate(qualities, start=1):
            self.save_one(number, quality)

    @precondition(has_open)
    @rule(number=NUMBERS, quality=QUALITIES)
    def save(self, number: int, quality: str) -> None:
        self.save_one(number, quality)

    def save_one(self, number: int, quality: str) -> None:
        paper = self.papers[-1]
        body, quality = self.body(paper, number, quality)
        is_new = paper.given.get(number) != quality
        told = self.send(paper, number, body)
        assert (told.status_code, told.json["seq"]) == (200, paper.save(number, quality))
        self.sent.append((paper, number, body, told.json if is_new else None))

    @precondition(has_open)
    @rule(number=NUMBERS, quality=QUALITIES)
    def save_from_an_old_tab(self, number: int, quality: str) -> None:
        paper = self.papers[-1]
        body, quality = self.body(paper, number, quality)
        if paper.given.get(number) not in {None, quality}:
            assert self.send(paper, number, body | {"seq": paper.saves[number] - 1}).status_code == 409

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        paper, number, body, told = data.draw(st.sampled_from(self.sent))
        again = self.send(paper, number, body)
        if told:
            assert (again.status_code, again.json) == (200, told)
        else:  # it changed nothing the first time and left no trace, so it is judged anew
            assert again.status_code in ({200, 409} if paper.is_open else {410})

    @precondition(has_open)
    @rule()
    def submit(self) -> None:
        paper = self.papers[-1]
        paper.is_open = False
        assert self.post(f"{paper.address}/submit").location == paper.address

    @precondition(lambda self: self.papers and not self.has_open())
    @rule(number=NUMBERS)
    def go_on_after_handing_in(self, number: int) -> None:
        paper = self.papers[-1]
        assert self.send(paper, number, {"operation": f"late-{next(self.operations)}"}).status_code == 410
        assert self.post(f"{paper.address}/submit").location == paper.address
        assert ("You passed" in self.page(paper.address).text) == paper.is_passed

    def body(self, paper: Paper, number: int, quality: str) -> tuple[dict, str]:
        """What the page would send for an answer of this quality, or a wrong one where there is nothing between."""
        quality = quality if paper.kinds[number] in WORDS[quality] else "wrong"
        page = self.page(f"{paper.address}/{number}")
        return values_of(page, WORDS[quality][paper.kinds[number]]) | {
            "operation": f"o-{next(self.operations)}"
        }, quality

    def send(self, paper: Paper, number: int, body: dict) -> TestResponse:
        return self.post(f"{paper.address}/{number}", body, **{"X-Requested-With": "fetch"})

    @invariant()
    def agrees(self) -> None:
        with self.app.app_context():
            attempts = select(Attempt).where(Attempt.enrolment_id == self.enrolment).order_by(Attempt.number)
            found = db.session.scalars(attempts).all()
            assert [f"/attempts/{attempt.public_id}" for attempt in found] == [one.address for one in self.papers]
            for attempt, paper in zip(found, self.papers, strict=True):
                self.agrees_on(attempt, paper)
            done = db.session.scalar(select(func.count()).where(Completion.enrolment_id == self.enrolment))
            assert done == any(paper.is_passed for paper in self.papers)

    def agrees_on(self, attempt: Attempt, paper: Paper) -> None:
        answers = db.session.scalars(select(Answer).where(Answer.attempt_id == attempt.id)).all()
        assert {one.number: one.sequence for one in answers if one.response} == paper.saves
        right = {one.number for one in answers if one.response == RIGHT[paper.kinds[one.number]]}
        assert right == {number for number, quality in paper.given.items() if quality == "right"}
        events = select(func.count()).where(AnswerEvent.attempt_id == attempt.id)
        assert db.session.scalar(events) == sum(paper.saves.values())
        assert (attempt.is_open, attempt.earned) == (paper.is_open, None if paper.is_open else paper.score)


@pytest.mark.sqlite_only  # what differs between the databases is held at one moment by several; here all is in turn
def test_the_site_agrees_with_the_model_after_every_step(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    numbers = count()
    run_state_machine_as_test(
        lambda: Student(app, next(numbers)),
        settings=settings(max_examples=settings().max_examples // 4, stateful_step_count=25),
    )
