"""Ana is shown a picture above a question: while it is asked, when she looks back, on paper; it tells her nothing."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Question
from tests.browser import Page
from tests.drafting import opened
from tests.making import BODIES, DRAWING, SLUG, STEMS, course_files, question_file
from tests.people import ANA, BEN, signed_in
from tests.sitting import RIGHT_WORDS, answer_all, attempt_of, enrolled, publish, quiz_toml, started, stored

WORDS = "A back, and a hand beside it"
SECRET = "figures/effleurage.svg"
FIGURE = f"{SLUG}/1-strokes/{SECRET}"
TITLE = "*[local-name()='svg']/*[local-name()='title']/text()"


def pictured(**changes: str) -> dict[str, str]:
    """The small course; each question that can be asked has a picture above it, one in its Why too."""
    stems = {kind: f"Look.\n\n![{WORDS}]({SECRET})\n\n{stem}" for kind, stem in STEMS.items()}
    why = f"The document says so [@a-document].\n\n![A hand]({SECRET})"
    return course_files(**{
        kind: question_file(kind, stem=stems[kind], why=why, body=changes.get(kind, BODIES[kind])) for kind in BODIES
    }, quiz=quiz_toml(preset="check")) | {FIGURE: DRAWING}  # fmt: skip


def titles(page: Page, place: str) -> list[str]:
    """The names of the pictures in a place, as they are read out."""
    return page.tree.xpath(f"//main//*[@class='{place}']//*[@class='plate']/{TITLE}")


def test_it_is_shown_while_asking_and_when_looking_back(app: Flask, tmp_path: Path):
    publish(app, tmp_path, pictured())
    first = started(enrolled(app, ANA))
    for number in range(1, len(BODIES) + 1):
        page = first.browser.get(f"/attempts/{attempt_of(first)}/{number}")
        assert titles(page, "stem") == [WORDS]
        assert WORDS not in page.heading
        assert "effleurage" not in page.response.text, "the name of a file may be the answer"
    result = answer_all(first, RIGHT_WORDS).submit("Submit quiz")
    assert titles(result, "stem") == [WORDS] * len(BODIES)
    assert titles(result, "why") == ["A hand"] * len(BODIES)
    assert "effleurage" not in result.response.text


def test_a_question_with_another_picture_is_another_version(app: Flask, tmp_path: Path):
    publish(app, tmp_path / "one", pictured())
    publish(app, tmp_path / "two", pictured() | {FIGURE: DRAWING.replace("#E7B5A0", "#1F6F64")})
    publish(app, tmp_path / "same", pictured() | {FIGURE: DRAWING.replace("#E7B5A0", "#1F6F64")})
    versions = [one for one in stored(app, select(Question)) if one.kind == "single-choice"]
    assert len({one.content_hash for one in versions}) == len(versions) == 2


def test_it_stands_above_a_text_that_asks_nothing(app: Flask, tmp_path: Path):
    text = f"Read this.\n\n![{WORDS}]({SECRET})"
    file = question_file("single-choice", id="q-text").partition("+++\n\n")[0]
    file = file.replace("single-choice", "description").replace("points = 1", "points = 0")
    files = pictured() | {f"{SLUG}/1-strokes/questions/text.md": f"{file}+++\n\n{text}\n"}
    publish(app, tmp_path, files)
    assert titles(started(enrolled(app, ANA)), "stem") == [WORDS]


def test_ben_sees_it_as_a_student_does_and_on_paper(app: Flask, tmp_path: Path):
    publish(app, tmp_path, pictured())
    opened(app)
    browser = enrolled(app, ANA)
    started(browser)
    ben = type(browser)(signed_in(app, BEN))
    quiz = f"/studio/{SLUG}/quiz/strokes"
    assert titles(ben.get(f"{quiz}/try"), "stem") == [WORDS] * len(BODIES)
    assert titles(ben.get(f"{quiz}/print?key=1"), "stem") == [WORDS] * len(BODIES)
    assert titles(ben.get(f"{quiz}/print?key=1"), "why") == ["A hand"] * len(BODIES)


@pytest.mark.parametrize("page", ["analysis/q-single-choice-1", "questions/q-single-choice-1/fix"])
def test_it_is_there_where_ben_looks_at_the_question(app: Flask, tmp_path: Path, page: str):
    publish(app, tmp_path, pictured())
    opened(app)
    found = type(enrolled(app, ANA))(signed_in(app, BEN)).get(f"/studio/{SLUG}/quiz/strokes/{page}")
    assert titles(found, "stem") == [WORDS]
