"""Ana writes an essay: as long as she needs, told how long it should be, and no word of the rubric in sight."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.kinds.essay.mark import LENGTH
from app.assessment.models import AnswerEvent
from tests.browser import Page
from tests.essays import WORDS, an_essay_quiz, essay_file, written
from tests.people import ANA
from tests.sitting import attempt_of, by_script, enrolled, started, stored

CANARY = (
    "- [2] Names the sign\n    > One point for the sign alone.\n- [1] Refers *today*",
    "- [2] CANARY\n- [1] CANARY 2",
)


@pytest.fixture
def page(app: Flask, tmp_path: Path) -> Page:
    """The page of the essay, in a new attempt at a quiz that asks nothing else."""
    path, text = essay_file(head=f'{WORDS}template = "I say:"\n')
    an_essay_quiz(app, tmp_path, (path, text.replace(*CANARY)), draw=3)
    found = started(enrolled(app, ANA))
    while not found.tree.xpath("//form[@data-save]//textarea"):
        found = found.submit("Save and continue")
    return found


def texts(app: Flask) -> list[object]:
    return [one.response for one in stored(app, select(AnswerEvent).order_by(AnswerEvent.id))]


def test_it_begins_with_the_template_and_says_how_many_words(app: Flask, page: Page):
    page.says("6 points.", "A person reads your answer and marks it", "5 to 20 words.")
    assert page.find("//textarea[@name='answer']").value.strip() == "I say:"
    page.submit("Save and continue")
    assert texts(app) == [], "the template alone is no answer"


def test_lines_are_kept_and_shown_again(app: Flask, page: Page):
    assert by_script(page, answer="One\r\n\r\n<b>two</b> 三").status_code == 200
    assert texts(app) == [{"text": "One\n\n<b>two</b> 三"}]
    again = page.browser.get(page.address)
    assert again.find("//textarea[@name='answer']").value.replace("\r\n", "\n").strip() == "One\n\n<b>two</b> 三"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Go", "Your answer has 1 word; at least 5 are asked for."),
        ("word " * 21, "Your answer has 21 words; at most 20 are asked for."),
    ],
)
def test_too_short_or_too_long_is_said_and_saved(app: Flask, page: Page, text: str, words: str):
    page.submit("Save and continue", answer=text).says(words)
    assert texts(app) == [{"text": text.strip()}]
    page.browser.get(page.address).says(words)


def test_what_is_far_too_long_is_refused_and_given_back(app: Flask, page: Page):
    assert by_script(page, answer="x" * LENGTH).status_code == 200
    refused = page.submit("Save and continue", 422, answer="x" * (LENGTH + 1))
    refused.says("There is a problem", "An answer can have 20,000 characters at most.")
    assert len(refused.find("//textarea[@name='answer']").value.strip()) == LENGTH + 1
    assert by_script(page, answer="x" * 1_000_000).status_code in {413, 422}
    assert texts(app) == [{"text": "x" * LENGTH}]


def test_nothing_of_the_rubric_leaves_the_server_before_the_mark(app: Flask, page: Page):
    ana, attempt = page.browser, f"/attempts/{attempt_of(page)}"
    seen = [page.response.text, by_script(page, answer="Mine").text]
    check = written(ana.get(f"{attempt}/1"), "Something else", None)
    seen += [check.response.text, ana.get(page.address).response.text]
    seen += [check.submit("Submit quiz").says("Provisional").response.text]
    assert not [text for text in seen if "CANARY" in text]
