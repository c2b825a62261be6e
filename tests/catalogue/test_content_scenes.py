"""Pictures in the text of a question: where they may stand, what they need, and what of them reaches a page. Pure."""

import pytest

from app.catalogue.content.markdown import render
from app.catalogue.content.parts import QuestionFile
from app.catalogue.content.problems import ContentProblems, Findings
from app.catalogue.content.questions import read_question
from app.catalogue.content.scenes import drawn, picture_faults, pictured, shown_by, shown_in
from tests.making import DRAWING, PICTURE, question_file

WORDS = "A back & a <hand>"
SHOWN = f"![{WORDS}]({PICTURE})"
FIGURES = {PICTURE: DRAWING}


def question(stem: str, why: str = "So.", kind: str = "single-choice") -> QuestionFile:
    found = read_question("q", question_file(kind, stem=stem, why=why), "q.md", Findings())
    assert found is not None
    return found


def faults(stem: str, why: str = "So.") -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in picture_faults(question(stem, why), FIGURES)]


def test_a_picture_may_stand_above_the_question_and_in_its_why():
    assert faults(f"Look:\n\n{SHOWN}\n\nWhat is it?", f"See {SHOWN}.") == []
    found = shown_by(question(f"Look:\n\n{SHOWN}\n\nWhat is it?", f"See {SHOWN}."))
    assert [(one.line, one.name, one.words) for one in found] == [(14, PICTURE, WORDS), (26, PICTURE, WORDS)]


@pytest.mark.parametrize(
    ("stem", "message"),
    [
        (f"What is it? {SHOWN}", "A picture stands in the question itself"),
        (f"![]({PICTURE})\n\nWhat is it?", "A picture has no words for people who cannot see it"),
        ("![A hand](figures/hand.svg)\n\nWhat is it?", 'There is no picture "figures/hand.svg"'),
        ("![A hand](https://example.org/a.png)\n\nWhat is it?", 'There is no picture "https://example.org/a.png"'),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told_with_its_line(stem: str, message: str):
    assert faults(stem) == [(12, message)]


def test_a_page_shows_the_picture_named_by_its_authors_words_alone():
    html = pictured(render(f"Look at {SHOWN}."), drawn(SHOWN, FIGURES, "scene-x"))
    assert html.startswith('<p>Look at <span class="plate"><svg')
    assert "<title" in html
    assert "A back &amp; a &lt;hand&gt;</title>" in html
    assert "A back, seen from behind" not in html
    assert 'id="low"' not in html, "the name of a part might be the answer"
    assert PICTURE not in html
    assert html.endswith("</svg></span>.</p>\n")


def test_two_pictures_in_a_page_share_no_id():
    first, second = drawn(f"{SHOWN}\n\n{SHOWN}", FIGURES, "scene-x")
    assert 'aria-labelledby="scene-x-1-0"' in first
    assert 'aria-labelledby="scene-x-2-0"' in second


def test_where_the_picture_is_missing_its_words_stay():
    html = render(f"{SHOWN} and {SHOWN}")
    assert pictured(html, []) == html
    assert pictured(html, ["", "<svg/>"]).count("A back &amp; a &lt;hand&gt;</span>") == 1
    assert drawn(SHOWN, {}, "x") == [""]


def test_escaped_signs_in_the_words_are_read_as_they_look():
    assert shown_in(r"![a \[b\] *c*](figures/a.svg)")[0].words == "a [b] c"


def test_nobody_writes_a_place_for_a_picture_as_html():
    text = '<span class="picture">x</span>'
    assert pictured(render(text), ["<svg/>"]) == render(text)
    assert "<svg" not in pictured(render(f"`{text}`"), ["<svg/>"])


def test_a_drawing_that_does_harm_is_refused_with_its_path():
    with pytest.raises(ContentProblems) as caught:
        drawn(SHOWN, {PICTURE: DRAWING.replace("<path", "<script>x</script><path")}, "x", "1-strokes")
    assert caught.value.problems[0].path == f"1-strokes/{PICTURE}"
