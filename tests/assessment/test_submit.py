"""Handing in: once, whatever is pressed how often; the unit is completed when it was passed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.assessment.models import Answer, Attempt
from app.learning.models import Completion
from app.platform.audit import AuditEvent
from tests.browser import Browser, Page
from tests.making import COUNT, a_course
from tests.people import ANA, DEE, Someone, signed_in
from tests.sitting import (
    RIGHT_WORDS,
    WRONG_WORDS,
    a_bank,
    answer_all,
    attempt_of,
    by_script,
    enrolled,
    give,
    kind_of,
    passed,
    started,
    stored,
)
from tests.together import together

COMPLETIONS = select(Completion)
HANDED_IN = select(AuditEvent).where(AuditEvent.action == "submitted attempt")


def ready(app: Flask, tmp_path: Path) -> Page:
    """Ana on the page to check, with everything right."""
    a_course(app, tmp_path)
    return answer_all(started(enrolled(app, ANA)), RIGHT_WORDS)


def test_who_knows_it_all_passes_and_the_quiz_is_done(app: Flask, tmp_path: Path):
    result = ready(app, tmp_path).submit("Submit quiz")
    result.says("You passed", f"{COUNT} of {COUNT}", "100 percent. The pass mark is 75 percent.")
    assert len(stored(app, COMPLETIONS)) == 1
    result.browser.get("/learn/warm-hands").says("Certificate of this module")


def test_who_knows_nothing_does_not_pass_and_the_quiz_is_not_done(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    result = answer_all(started(enrolled(app, ANA)), WRONG_WORDS).submit("Submit quiz")
    result.says("Not passed yet", f"0 of {COUNT}", "0 percent.").follow("Try again").says("As many as you like")
    assert stored(app, COMPLETIONS) == []


def test_there_is_no_result_before_handing_in(app: Flask, tmp_path: Path):
    check = ready(app, tmp_path)
    early = check.browser.get(check.address.removesuffix("/check"))
    assert early.address == check.address
    early.says("Every question is answered.").says_not("Correct", "percent")


def test_handing_in_with_gaps_is_allowed(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    answer_all(started(enrolled(app, ANA)), {}).submit("Submit quiz").says("Not passed yet", f"0 of {COUNT}")
    assert stored(app, select(Answer.earned)) == [0] * COUNT


def test_exactly_the_pass_mark_passes(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 5, draw=5, pass_mark=60)
    page = started(enrolled(app, ANA))
    for answer in ("Warm ones", "Cold ones", "Warm ones", "Cold ones", "Warm ones"):
        page = give(page, answer)
    page.submit("Submit quiz").says("You passed", "60 percent.")


def test_pressing_twice_gives_one_result_and_the_same_page(app: Flask, tmp_path: Path):
    check = ready(app, tmp_path)
    first = check.submit("Submit quiz")
    (before,) = stored(app, select(Attempt))
    second = check.submit("Submit quiz")
    assert second.text == first.text
    (after,) = stored(app, select(Attempt))
    assert (after.submitted_at, after.earned) == (before.submitted_at, before.earned)
    assert len(stored(app, COMPLETIONS)) == len(stored(app, HANDED_IN)) == 1


def test_ten_windows_at_once_give_one_result_and_one_completion(app: Flask, tmp_path: Path):
    check = ready(app, tmp_path)
    pages = [Browser(signed_in(app, ANA)).get(check.address) for _ in range(10)]

    def press(page: Page):
        data = {"csrf_token": page.find("//main//form//input[@name='csrf_token']").get("value")}
        return lambda: page.browser.client.post(page.address.replace("check", "submit"), data=data)

    answers = together([press(page) for page in pages])
    assert {(answer.status_code, answer.location) for answer in answers} == {(302, f"/attempts/{attempt_of(check)}")}
    assert len({page.browser.get(f"/attempts/{attempt_of(check)}").text for page in pages}) == 1
    assert len(stored(app, COMPLETIONS)) == len(stored(app, HANDED_IN)) == 1


def test_a_save_and_the_submit_at_one_moment_agree(app: Flask, tmp_path: Path):
    """Whichever is first: an answer that was acknowledged counts, one that was refused does not."""
    check = ready(app, tmp_path)
    page = check.browser.get(check.address.replace("check", "1"))
    token = check.find("//main//form//input[@name='csrf_token']").get("value")
    submit = Browser(signed_in(app, ANA)).get(check.address)
    token = submit.find("//main//form//input[@name='csrf_token']").get("value")
    address = check.address.replace("check", "submit")
    saved, _ = together(
        [
            lambda: by_script(page, WRONG_WORDS[kind_of(page)]),
            lambda: submit.browser.client.post(address, data={"csrf_token": token}),
        ]
    )
    earned = stored(app, select(Answer.earned).where(Answer.number == 1))
    assert (saved.status_code, earned) in [(200, [0]), (410, [1])]


def test_passing_again_leaves_the_first_completion(app: Flask, tmp_path: Path):
    result = ready(app, tmp_path).submit("Submit quiz")
    (first,) = stored(app, COMPLETIONS)
    passed(result.browser).says("You passed", "Attempt 2")
    (second,) = stored(app, COMPLETIONS)
    assert second.completed_at == first.completed_at


def test_failing_later_takes_nothing_back(app: Flask, tmp_path: Path):
    result = ready(app, tmp_path).submit("Submit quiz")
    answer_all(started(result.browser), {}).submit("Submit quiz").says("Not passed yet")
    assert len(stored(app, COMPLETIONS)) == 1
    result.browser.get("/learn/warm-hands/quiz/strokes").says("Passed", "100%", "Not passed", "0%")


def test_anas_pass_is_hers_alone(app: Flask, tmp_path: Path):
    ready(app, tmp_path).submit("Submit quiz")
    dee = enrolled(app, DEE)
    dee.get("/learn/warm-hands").says_not("Certificate of this module")
    dee.get("/learn/warm-hands/quiz/strokes").says("Start the quiz").says_not("Attempt 1")


def windows(app: Flask, someone: Someone, count: int) -> list[Callable[[], TestResponse]]:
    """Somebody with a question answered, in as many windows of one browser, each about to hand in."""
    browser = enrolled(app, someone)
    page = started(browser)
    give(page, RIGHT_WORDS[kind_of(page)])
    check = browser.get(f"/attempts/{attempt_of(page)}/check")
    token = check.find("//main//form//input[@name='csrf_token']").get("value")
    cookie = browser.client.get_cookie("fascia")
    address = check.address.replace("check", "submit")

    def window() -> Callable[[], TestResponse]:
        client = app.test_client()
        client.set_cookie("fascia", cookie.value)
        return lambda: client.post(address, data={"csrf_token": token})

    return [window() for _ in range(count)]


@pytest.mark.deep
def test_two_hundred_students_with_ten_windows_each_get_two_hundred_results(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    for number in range(200):
        pressed = together(windows(app, Someone(f"Student {number}", f"s{number}@example.org"), 10))
        assert {(answer.status_code, answer.location) for answer in pressed} == {(302, pressed[0].location)}
    attempts = stored(app, select(Attempt))
    assert len({one.enrolment_id for one in attempts}) == len(attempts) == len(stored(app, HANDED_IN)) == 200
    assert {one.earned for one in attempts} == {1}
