"""Editing lessons and questions: what nobody changed stays, what stops publishing leads to its page."""

from pathlib import Path

from flask import Flask

from tests.authoring.writing import STUDIO, ben, writing
from tests.drafting import files
from tests.making import BODIES, LESSON


def test_each_thing_that_stops_publishing_leads_to_its_page(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    lesson = page.follow("How to begin")
    lesson = lesson.submit("Save", fields={"edit--text": "A claim [@nobody]. {#long-and-light}"})
    page = lesson.says('The source "nobody" is not in the folder of sources').follow("Warm hands")
    stops = page.find("//ul[@class='stops']")
    assert 'The source "nobody" is not in the folder' in stops.text_content()
    (link,) = {one.get("href") for one in stops.xpath(".//a[contains(., 'How to begin')]")}
    assert link.startswith(f"{STUDIO}/lessons/begin?line=")
    page.browser.get(f"{STUDIO}/publish").says("There are 2 things to mend first.").says_not(
        "What changed, in a sentence"
    )


def test_a_lesson_that_nobody_changed_stays_byte_for_byte(app: Flask, tmp_path: Path):
    text = LESSON.replace('title = "How to begin"', "title = 'How to begin'   # by hand")
    page = writing(app, tmp_path, lesson=text).follow("How to begin")
    page.submit("Save").says("Saved.")
    assert files(app)["1-strokes/1-begin.md"] == text
    page.submit("Save", fields={"edit--text": "Warm hands [@a-document]. {#long-and-light}"})
    saved = files(app)["1-strokes/1-begin.md"]
    assert "# by hand" in saved, "the head is its author's"
    assert saved.endswith("+++\n\nWarm hands [@a-document]. {#long-and-light}\n")


def test_every_kind_of_question_is_opened_and_saved_without_a_change(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    before = files(app)
    for kind in BODIES:
        page = ben(app).get(f"{STUDIO}/quiz/strokes/questions/q-{kind}-1")
        page.submit("Save").says("Saved.")
    assert files(app) == before
