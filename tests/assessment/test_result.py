"""The result: each answer judged and explained, the passage to read, and no more than may be seen."""

from pathlib import Path

from flask import Flask
from lxml.html import HtmlElement

from tests.browser import Page
from tests.making import COUNT, STEMS, a_course, course_files, question_file
from tests.page_checks import words
from tests.people import ANA
from tests.sitting import (
    PARTLY_RIGHT_WORDS,
    RIGHT_WORDS,
    WRONG_WORDS,
    a_bank,
    answer_all,
    enrolled,
    give,
    passed,
    publish,
    quiz_toml,
    started,
)

WHY = "The document says so"


def looked_back_on(result: Page) -> dict[str, HtmlElement]:
    """The part of the result about each kind's question."""
    kinds = {stem: kind for kind, stem in STEMS.items()}
    return {kinds[words(part.find(".//h3"))]: part for part in result.tree.xpath("//article[@class='item']")}


def said_of(result: Page) -> dict[str, str]:
    return {kind: words(part) for kind, part in looked_back_on(result).items()}


def handed_in(app: Flask, tmp_path: Path, answers: dict, preset: str = "check") -> Page:
    files = course_files(quiz=quiz_toml(preset=preset))
    if preset == "final":
        files = {name: text.replace('use = "quiz"', 'use = "final"') for name, text in files.items()}
    publish(app, tmp_path, files)
    return answer_all(started(enrolled(app, ANA)), answers).submit("Submit quiz")


def test_right_answers_are_called_right_and_explained(app: Flask, tmp_path: Path):
    said = said_of(handed_in(app, tmp_path, RIGHT_WORDS).says(f"{COUNT} answers were right"))
    assert set(said) == set(STEMS)
    for kind, text in said.items():
        assert "✓Correct" in text, kind
        assert "1 of 1 point" in text, kind
        assert WHY in text, kind
        assert "Not correct" not in text, kind


def test_wrong_answers_are_shown_with_the_right_ones(app: Flask, tmp_path: Path):
    said = said_of(handed_in(app, tmp_path, WRONG_WORDS).says(f"{COUNT} answers to look at again"))
    for kind, text in said.items():
        assert "✗Not correct" in text, kind
        assert "0 of 1 point" in text, kind
        assert WHY in text, kind
    assert "Cold ones They startle. Your answer ✗" in said["single-choice"]
    assert "Warm ones Correct answer, not chosen" in said["single-choice"]
    assert "heavy That comes later." in said["short-answer"]
    assert "light Accepted answer" in said["short-answer"]
    assert "60 That is the whole session. Your answer ✗" in said["numerical"]
    assert "10 ± 2 Accepted answer" in said["numerical"]
    assert "They are Gap 1: heavy ✗ (not correct), last Gap 2: 60 ✗ (not correct) minutes" in said["cloze"]
    assert "Gap 3 Your answer: afterCorrect answer: before" in said["cloze"]
    assert "Begin Your answer: CalmCorrect answer: Warm" in said["matching"]
    assert "1. Warm the hands You gave it place 3. Out of sequence" in said["ordering"]


def test_partly_right_answers_earn_their_share(app: Flask, tmp_path: Path):
    said = said_of(handed_in(app, tmp_path, PARTLY_RIGHT_WORDS))
    thirds, halves = ("cloze", "ordering"), ("multiple-response", "numerical", "matching", "mark-words")
    shares = dict.fromkeys(thirds, "0.33 of 1") | dict.fromkeys(halves, "0.5 of 1")
    for kind, share in shares.items():
        assert "!Partly correct" in said[kind], kind
        assert share in said[kind], kind


def test_open_questions_are_said_to_be_open(app: Flask, tmp_path: Path):
    for kind, text in said_of(handed_in(app, tmp_path, {})).items():
        assert "You did not answer this question." in text, kind
        assert "✗Not correct" in text, kind


def test_each_answer_leads_to_its_passage_in_the_lesson(app: Flask, tmp_path: Path):
    result = handed_in(app, tmp_path, {})
    for kind, part in looked_back_on(result).items():
        (link,) = part.xpath(".//a[starts-with(., 'Read the passage')]")
        assert words(link) == "Read the passage: Strokes", kind
        address, _, anchor = link.get("href").partition("#")
        passage = result.browser.get(address).find(f"//main//*[@id='{anchor}']")
        assert words(passage).startswith("They are long and light"), kind


def test_a_passage_the_students_revision_no_longer_has_is_not_linked(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    moved = {"warm-hands/1-strokes/2-later.md": LATER}
    extra = question_file("single-choice").replace("begin#long-and-light", "later#there")
    publish(app, tmp_path, course_files(**{"single-choice": extra}) | moved)
    parts = looked_back_on(passed(ana))
    assert not parts["single-choice"].xpath(".//a[starts-with(., 'Read the passage')]")
    assert parts["matching"].xpath(".//a[starts-with(., 'Read the passage')]")


LATER = """\
+++
id = "l-later"
title = "Later"
objectives = ["strokes-1"]
reviewed = 2026-11-21
+++

## There {#there}

More is said here [@a-document].
"""


def test_a_final_keeps_its_key_until_it_is_passed(app: Flask, tmp_path: Path):
    result = handed_in(app, tmp_path, WRONG_WORDS, preset="final")
    for kind, text in said_of(result).items():
        assert "✗Not correct" in text, kind
        assert "Read the passage: Strokes" in text, kind
        for told in (WHY, "Correct answer", "Accepted answer", "They startle", "That comes later", "In sequence"):
            assert told not in text, kind
    assert "Warm ones" not in said_of(result)["single-choice"]
    assert "light" not in said_of(result)["short-answer"].replace("long and light", "").replace(
        STEMS["short-answer"], ""
    )


def test_a_final_that_is_passed_explains_everything(app: Flask, tmp_path: Path):
    answers = RIGHT_WORDS | {"single-choice": "Cold ones"}
    result = handed_in(app, tmp_path, answers, preset="final")
    said = said_of(result.says("You passed", f"{100 * (COUNT - 1) // COUNT} percent"))
    assert "Warm ones Correct answer, not chosen" in said["single-choice"]
    assert all(WHY in text for text in said.values())


def test_the_score_shown_never_reaches_a_pass_mark_that_was_missed(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3, pass_mark=67)
    page = started(enrolled(app, ANA))
    for answer in ("Warm ones", "Warm ones", "Cold ones"):
        page = give(page, answer)
    page.submit("Submit quiz").says("Not passed yet", "66 percent. The pass mark is 67 percent.")
