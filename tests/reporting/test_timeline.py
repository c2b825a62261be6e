"""The timeline of an attempt: what an auditor who was not there can read of it."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.grading.said import said
from app.assessment.models import Answer, Attempt, Erratum, ManualMark, Regrade
from app.platform import audit, clock, jobs
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.hours import Hours
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, CORA, add, signed_in
from tests.reporting.giving import RIGHT, WRONG, a_quiz, failed, given, place_of, seen_by
from tests.sitting import (
    PARTLY_RIGHT_WORDS,
    RIGHT_WORDS,
    START,
    answer_all,
    by_script,
    enrolled,
    give,
    quiz_toml,
    started,
    stored,
)
from tests.statements import counted


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def story(app: Flask, query: str = "") -> Page:
    """The timeline of the newest attempt."""
    newest = stored(app, select(Attempt.public_id).order_by(Attempt.id.desc()))[0]
    return Browser(signed_in(app, BEN)).get(f"/studio/attempts/{newest}{query}")


def events(page: Page) -> list[str]:
    """What happened, line by line."""
    rows = page.tree.xpath("//div[contains(@class, 'timeline')]//tbody/tr")
    return [" ".join(" ".join(row.xpath(".//text()")).split()) for row in rows]


def test_it_tells_an_attempt_from_its_start_to_its_last_end(app: Flask, tmp_path: Path, hours: Hours):
    ana = a_quiz(app, tmp_path, minutes=30)
    given(seen_by(app), "Save the agreement", "time", factor="3/2", reason="Letter of 3 November")
    hours.go_by(minutes=1)
    first = started(ana)
    hours.go_by(seconds=7)
    by_script(first, WRONG, seq="0")
    hours.go_by(seconds=5)
    second = give(first.browser.get(first.address), RIGHT)
    hours.go_by(minutes=40)
    given(seen_by(app, CORA), "Give more minutes", "minutes", minutes="10", reason="The lights went out")
    hours.go_by(hours=1)
    assert jobs.run_due(app) >= 1
    hours.go_by(hours=1)
    given(seen_by(app), "Open again", "reopen", minutes="20", reason="They went out once more")
    hours.go_by(minutes=1)
    failed(second.browser.get(START).follow("Go on"), RIGHT, RIGHT, RIGHT)
    assert events(story(app)) == [
        "21 November 2026, 07:01:00 Attempt 1 started Revision 1 of the quiz, 3 questions. Time limit: 30 minutes. "
        "Time for every quiz: 1.5 ×. Time is up on 21 November 2026, 07:46 EST.",
        "21 November 2026, 07:01:07 Question 1 saved, save 1 Cold ones",
        "21 November 2026, 07:01:12 Question 1 saved, save 2 Warm ones",
        "21 November 2026, 07:41:12 10 minutes more for an attempt by Cora Lindqvist Reason: The lights went out "
        "Time is up on 21 November 2026, 07:56 EST.",
        "21 November 2026, 08:41:12 Handed in by the server: the time was up "
        "1 of 3 points, 33 percent; the pass mark is 75 percent: not passed.",
        "21 November 2026, 09:41:12 An attempt was opened again by Ben Okafor Reason: They went out once more "
        "Time is up on 21 November 2026, 10:01 EST.",
        "21 November 2026, 09:42:12 Question 2 saved, save 1 Warm ones",
        "21 November 2026, 09:42:12 Question 3 saved, save 1 Warm ones",
        "21 November 2026, 09:42:12 Handed in by the student "
        "3 of 3 points, 100 percent; the pass mark is 75 percent: passed.",
    ]


def test_its_head_says_whose_it_is_and_what_became_of_it(app: Flask, tmp_path: Path, hours: Hours):
    ana = a_quiz(app, tmp_path, minutes=30)
    started(ana)
    page = story(app)
    assert page.heading == f"Attempt 1 of {ANA.name}"
    page.says(ANA.email, "Under way", "To hand in by 21 November 2026, 07:30 EST at the latest", "Saves 0")
    hours.go_by(hours=1)
    assert story(app).find("//dd/span").text_content() == "!Time is up"
    assert stored(app, select(Attempt.submitted_at)) == [None], "looking changes nothing"
    jobs.run_due(app)
    story(app).says("Not passed", "when the time was up", "0 of 3, 0%")


def test_looking_at_an_open_attempt_tells_no_key(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = answer_all(started(enrolled(app, ANA)), {"short-answer": "heavy", "single-choice": "Cold ones"})
    assert page.heading == "Check your answers"
    story(app).says("heavy", "Cold ones").says_not("Warm ones", "Wet ones", "Correct", "They startle", "document says")


def test_every_kind_is_told_in_words(app: Flask, tmp_path: Path):
    a_course(app, tmp_path, quiz=quiz_toml(shuffle=True))
    answer_all(started(enrolled(app, ANA)), RIGHT_WORDS | PARTLY_RIGHT_WORDS)
    lines = " ".join(events(story(app)))
    for words in (
        "Warm ones", "Long", "light", "14.5", "Begin: Warm End: Cold", "1. Warm the hands 2. Knead 3. Stroke",
        "(1) light (2) 60 (3) after", "left of the waist",
    ):  # fmt: skip
        assert words in lines
    assert not {"{", "}", "choice", "None"} & set(lines.split())


def test_an_answer_that_was_taken_away_is_told_too(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    while "The strokes are long and" not in page.heading:
        page = page.submit("Save and continue")
    by_script(page, "light", operation="one")
    by_script(page, "", seq="1", operation="two")
    assert [line.partition("save ")[2] for line in events(story(app))[1:]] == ["1 light", "2 No answer."]


def test_what_was_typed_is_shown_as_it_is(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    while "The strokes are long and" not in page.heading:
        page = page.submit("Save and continue")
    by_script(page, "*soft* <b>[x](javascript:y)</b>")
    story(app).says("*soft* <b>[x](javascript:y)</b>")


def test_what_other_parts_of_the_program_record_is_told_in_their_words(app: Flask, tmp_path: Path):
    failed(started(a_quiz(app, tmp_path)))
    (attempt,) = stored(app, select(Attempt))
    with app.app_context(), writing():
        audit.record("looked closely", f"attempt:{attempt.public_id}", clock.now(), because="a dispute")
        audit.record("looked closely", "attempt:another", clock.now(), because="of nothing")
    assert events(story(app))[-1].endswith("Looked closely because: a dispute")
    story(app).says_not("of nothing")


def test_it_asks_the_database_as_often_for_many_saves_as_for_none(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path, minutes=300)
    page = started(ana)
    ben, address = signed_in(app, BEN), story(app).address
    seen = []
    for _ in range(2):
        with counted(app) as statements:
            assert ben.get(address).status_code == 200
        seen.append(len(statements))
        for number in range(8):
            by_script(page, (RIGHT, WRONG)[number % 2], seq=str(number), operation=f"save-{number}")
        for minutes in ("1", "2", "3"):
            given(seen_by(app), "Give more minutes", "minutes", minutes=minutes)
    assert seen[0] + 1 >= seen[1], "once more for the names of those who gave"
    assert seen[1] <= 11


def test_a_students_pages_ask_as_often_for_many_attempts_as_for_one(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path, attempts=2)
    ben, address = signed_in(app, BEN), place_of(app)
    asked = []
    for _ in range(2):
        failed(started(ana))
        given(seen_by(app), "Give one more attempt", "attempt", reason=f"For the {len(asked)}th time")
        for page in (address, address.partition("/quiz")[0]):
            with counted(app) as statements:
                assert ben.get(page).status_code == 200
            asked.append(len(statements))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 9


def test_a_long_story_has_pages(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.reporting.views.timeline.PAGE", 2)
    page = started(a_quiz(app, tmp_path))
    for _ in range(3):
        page = give(page, RIGHT)
    first = story(app).says("Page 1 of 2")
    second = first.follow("Later →").says("Page 2 of 2")
    assert [len(events(first)), len(events(second))] == [2, 2]
    assert events(story(app, "?page=99")) == events(second)
    assert events(second.follow("← Earlier")) == events(first)


def test_the_roster_leads_to_it_and_it_leads_back(app: Flask, tmp_path: Path):
    failed(started(a_quiz(app, tmp_path)), RIGHT, WRONG, WRONG)
    roster = Browser(signed_in(app, BEN)).get(f"/studio/{SLUG}/roster")
    student = roster.follow(ANA.name)
    student.says(ANA.email, "Strokes quiz", "33%", "Not passed")
    quiz = student.follow("Strokes quiz").says("Attempt 1", "1 of 3, 33%", "by the student", "Nothing so far.")
    assert roster.follow("33% not passed").address == quiz.address
    timeline = quiz.follow("Attempt 1")
    assert timeline.follow("Strokes quiz").address == quiz.address
    assert timeline.follow(ANA.name).address == student.address
    assert timeline.follow("Warm hands").address == roster.address


def test_before_the_first_attempt_the_pages_say_so(app: Flask, tmp_path: Path):
    a_quiz(app, tmp_path)
    page = seen_by(app).says("None begun yet.", "Nothing so far.", "What counts The best attempt")
    page.follow(ANA.name).says("Not begun", "–")


def test_no_student_reads_a_timeline_not_even_their_own(app: Flask, tmp_path: Path):
    ana = a_quiz(app, tmp_path)
    started(ana)
    address = story(app).address
    ana.get(address, 403)
    assert app.test_client().get(address).status_code == 302


@pytest.mark.parametrize("kind", ["single-choice", "essay"])
def test_nothing_answered_is_nothing_said(kind: str):
    assert said(kind, {}, None) == []
    assert said(kind, {}, {}) == []


def test_a_deadline_is_replayed_from_what_was_given(app: Flask, tmp_path: Path, hours: Hours):
    """The end that the last event tells is the one on the row."""
    started(a_quiz(app, tmp_path, minutes=30))
    for what in ("5/4", "1", "2"):
        hours.go_by(minutes=1)
        given(seen_by(app), "Save the agreement", "time", factor=what)
    ends = [line.rpartition("Time is up on ")[2] for line in events(story(app))]
    assert [end[18:23] for end in ends] == ["07:30", "07:37", "07:37", "08:00"]
    (attempt,) = stored(app, select(Attempt))
    assert attempt.deadline_at - attempt.started_at == timedelta(hours=1)


def test_marks_by_hand_and_corrected_keys_are_told_with_who_and_why(app: Flask, tmp_path: Path, hours: Hours):
    failed(started(a_quiz(app, tmp_path)))
    hours.go_by(hours=1)
    (attempt,), ben = stored(app, select(Attempt)), add(app, BEN)
    answer = stored(app, select(Answer).order_by(Answer.number))[1]
    with app.app_context(), writing():
        erratum = Erratum(
            question_id=answer.question_id,
            remedy="drop",
            reason="Two were right",
            keep_passed=True,
            by_id=ben,
            at=hours.now,
        )
        db.session.add(erratum)
        db.session.flush()
        db.session.add(
            Regrade(
                erratum_id=erratum.id, attempt_id=attempt.id, number=2, earned_before=Fraction(0),
                total_before=Fraction(0), total_after=Fraction(0), possible_before=3, possible_after=2,
                passed_before=False, passed_after=False,
            )
        )  # fmt: skip
        db.session.merge(attempt).possible = 2
        db.session.add(
            ManualMark(
                attempt_id=attempt.id, number=1, turn=1, sequence=1, points=[1], fraction=Fraction(1, 2),
                comment="*Half* of it", marked_by_id=ben, marked_at=hours.now,
            )
        )  # fmt: skip
    assert events(story(app))[-3:] == [
        "21 November 2026, 07:00:00 Handed in by the student "
        "0 of 3 points, 0 percent; the pass mark is 75 percent: not passed.",
        "21 November 2026, 08:00:00 Question 1 marked by hand by Ben Okafor "
        "0.5 of 1 points for save 1. Comment: *Half* of it",
        "21 November 2026, 08:00:00 Key of question 2 corrected: it does not count by Ben Okafor "
        "Reason: Two were right The attempt before: 0 of 3 points. The attempt after: 0 of 2 points.",
    ]
