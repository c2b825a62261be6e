"""Starting a quiz: the rules before anything counts, one open attempt, the limit, what is drawn."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt, Question, QuizRevision
from app.platform.audit import AuditEvent
from tests.browser import Browser
from tests.making import COUNT, a_course, course_files, question_file
from tests.people import ANA, DEE, signed_in
from tests.sitting import (
    RIGHT_WORDS,
    START,
    a_bank,
    answer_all,
    attempt_of,
    enrolled,
    hands,
    publish,
    quiz_toml,
    started,
    stored,
)  # fmt: skip
from tests.together import together

NOW = "- [x] Cold ones\n- [ ] Warm ones\n    > Not any more."
ATTEMPTS = select(Attempt).order_by(Attempt.number)


def keys_drawn(app: Flask, number: int) -> list[int]:
    """The questions of an attempt."""
    found = select(Answer.question_id).join(Attempt, Attempt.id == Answer.attempt_id).where(Attempt.number == number)
    return stored(app, found.order_by(Answer.number))


def press_start_in(app: Flask, tabs: int) -> list[str]:
    """Ana presses the button in several tabs at one moment; returns where each tab was sent."""
    pages = [Browser(signed_in(app, ANA)).get(START) for _ in range(tabs)]
    tokens = [
        page.find("//form[contains(@action, '/attempts')]//input[@name='csrf_token']").get("value") for page in pages
    ]
    clients = [page.browser.client for page in pages]

    def press(client, token):
        return lambda: client.post(f"{START}/attempts", data={"csrf_token": token})

    answers = together([press(*pair) for pair in zip(clients, tokens, strict=True)])
    assert {answer.status_code for answer in answers} == {302}
    return [answer.location for answer in answers]


def test_the_rules_are_said_before_anything_counts(app: Flask, tmp_path: Path):
    a_course(app, tmp_path, quiz=quiz_toml(attempts=2, draw=4))
    page = enrolled(app, ANA).get(START)
    page.says("Strokes quiz", "Every kind of question once.", "Questions 4", "75 percent", "2 left")
    page.says("No limit. Stop and come back", "Open: you may look into the lessons")
    page.says("You see what to look at again, and try once more")
    page.says_not("Opens", "Closes", "Between attempts", "What counts", "Order")
    assert stored(app, ATTEMPTS) == []


@pytest.mark.parametrize(
    ("preset", "drawn"), [("check", {"quiz"}), ("practice", {"quiz", "practice"}), ("final", {"final"})]
)
def test_a_quiz_draws_only_what_is_meant_for_it(app: Flask, tmp_path: Path, preset: str, drawn: set[str]):
    uses = {2: "practice", 3: "practice", 4: "final", 5: "final", 6: "final", 7: "final", 8: "final"}
    extra = dict(hands(number, use) for number, use in uses.items())
    publish(app, tmp_path, course_files(quiz=quiz_toml(preset=preset, draw=5)) | extra)
    ana = enrolled(app, ANA)
    ana.get(START).says("Questions 5")
    started(ana).says("1 of 5")
    assert stored(app, select(Question.use).join(Answer, Answer.question_id == Question.id)) != []
    assert set(stored(app, select(Question.use).join(Answer, Answer.question_id == Question.id))) <= drawn


def test_starting_again_goes_on_with_the_open_attempt(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    waiting = ana.get(START)
    started(ana)
    again = waiting.submit("Start the quiz")
    again.says(f"1 of {COUNT}")
    assert [attempt.number for attempt in stored(app, ATTEMPTS)] == [1]
    ana.get(START).says("You have an attempt under way.", "Everything you answered is saved.")
    ana.get(START).follow("Go on").says(f"1 of {COUNT}")


def test_eight_tabs_at_once_get_one_attempt_between_them(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, ANA)
    addresses = press_start_in(app, 8)
    assert len(set(addresses)) == 1
    assert [attempt.number for attempt in stored(app, ATTEMPTS)] == [1]
    assert len(stored(app, select(Answer))) == COUNT
    assert len(stored(app, select(AuditEvent).where(AuditEvent.action == "started attempt"))) == 1


def test_every_attempt_counts_against_the_limit_once_it_is_started(app: Flask, tmp_path: Path):
    a_course(app, tmp_path, quiz=quiz_toml(attempts=2))
    ana = enrolled(app, ANA)
    answer_all(started(ana), {}).submit("Submit quiz").says("Not passed yet")
    page = ana.get(START).says("1 left")
    page.submit("Try again").says(f"1 of {COUNT}")
    ana.get(START).says("0 left", "You have an attempt under way").says_not("Try again")


def test_after_the_last_attempt_none_can_be_started(app: Flask, tmp_path: Path):
    a_course(app, tmp_path, quiz=quiz_toml(attempts=1))
    ana = enrolled(app, ANA)
    waiting = ana.get(START)
    answer_all(started(ana), {}).submit("Submit quiz")
    ana.get(START).says("0 left", "You have used every attempt at this quiz.", "If something went wrong, write to us")
    waiting.submit("Start the quiz").says("You have used every attempt at this quiz.")
    assert len(stored(app, ATTEMPTS)) == 1


def test_the_limit_holds_in_two_tabs_at_once(app: Flask, tmp_path: Path):
    a_course(app, tmp_path, quiz=quiz_toml(attempts=2))
    ana = enrolled(app, ANA)
    answer_all(started(ana), {}).submit("Submit quiz")
    assert len(set(press_start_in(app, 2))) == 1
    attempts = stored(app, ATTEMPTS)
    assert [attempt.number for attempt in attempts] == [1, 2]


def test_the_second_attempt_asks_what_was_not_asked_before(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 6, draw=3)
    ana = enrolled(app, ANA)
    for _ in range(2):
        page = started(ana)
        ana.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")
    first, second = keys_drawn(app, 1), keys_drawn(app, 2)
    assert len(first) == len(second) == 3
    assert not set(first) & set(second)


def test_an_open_attempt_keeps_its_questions_when_the_quiz_is_published_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    page = started(ana)
    attempt, before = attempt_of(page), keys_drawn(app, 1)
    changed = question_file("single-choice", stem="Which hands begin now?", body=NOW)
    files = course_files(quiz=quiz_toml(title="New rules", pass_mark=100), **{"single-choice": changed})
    publish(app, tmp_path, files)
    texts = [ana.get(f"/attempts/{attempt}/{number}").text for number in range(1, COUNT + 1)]
    assert any("Which hands begin?" in text for text in texts)
    assert not any("Which hands begin now?" in text for text in texts)
    assert keys_drawn(app, 1) == before
    result = answer_all(ana.get(f"/attempts/{attempt}/1"), RIGHT_WORDS).submit("Submit quiz")
    result.says("You passed", "Strokes quiz", "The pass mark is 75 percent")


def test_a_new_attempt_gets_the_quiz_as_published_last(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    answer_all(started(ana), {}).submit("Submit quiz")
    changed = question_file("single-choice", stem="Which hands begin now?")
    publish(app, tmp_path, course_files(quiz=quiz_toml(title="New rules", pass_mark=90), **{"single-choice": changed}))
    ana.get(START).says("New rules", "90 percent")
    page = started(ana)
    attempt = attempt_of(page)
    texts = [ana.get(f"/attempts/{attempt}/{number}").text for number in range(1, COUNT + 1)]
    assert sum("Which hands begin now?" in text for text in texts) == 1
    assert not any("Which hands begin?" in text for text in texts)


def test_publishing_what_did_not_change_is_no_new_revision(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    started(enrolled(app, ANA))
    a_course(app, tmp_path)
    assert stored(app, select(QuizRevision.number)) == [1]
    assert len(stored(app, select(Question))) == COUNT
    publish(app, tmp_path, course_files(quiz=quiz_toml(pass_mark=80)))
    assert sorted(stored(app, select(QuizRevision.number))) == [1, 2]
    assert len(stored(app, select(Question))) == COUNT


def test_who_is_not_enrolled_finds_no_quiz(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, ANA)
    dee = Browser(signed_in(app, DEE))
    dee.get(START, 404)
    token = dee.get("/courses/warm-hands").find("(//main//input[@name='csrf_token'])[1]").get("value")
    dee.post(f"{START}/attempts", {"csrf_token": token}, 404)
    dee.get(START.replace("strokes", "begin"), 404)
    assert stored(app, ATTEMPTS) == []
