"""Somebody hostile writes a course: what the check lets pass is only words on every page, for every reader."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.catalogue.content.boxes import LessonPage
from app.catalogue.content.lesson import draw_lesson, render_lesson
from app.catalogue.models import Lesson
from app.platform.db import db
from app.platform.transactions import writing
from tests.authoring.folders import FIGURE, courses, everything, folder, refused, whole_course
from tests.browser import Browser, Page
from tests.catalogue.payloads import MARKDOWN
from tests.catalogue.tiny_course import sources
from tests.catalogue.tiny_lesson import drawing, lesson
from tests.catalogue.words import FIRST, GLOSSARY, PAGE, with_words
from tests.making import COURSE, LESSON, MODULE, QUIZ, SLUG, SOURCE, a_course, course_files, question_file
from tests.page_checks import faults_of
from tests.people import ANA
from tests.sitting import START, answer_all, enrolled, publish, quiz_toml

MARK = """<script>alert(1)</script><img src=x onerror=alert(1)>"'>&lt;b>"""
TOML = MARK.replace('"', '\\"')
DETAILS = f"/courses/{SLUG}/details"
OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def inert(page: Page) -> Page:
    """Nothing on the page runs, loads from elsewhere or leads to a script. (Browser looks for handlers itself.)"""
    assert page.tree is not None
    scripts = page.tree.xpath("//script/@src")
    assert all(address.startswith("/static/") for address in scripts)
    assert len(scripts) == len(page.tree.xpath("//script"))
    assert page.tree.xpath("//iframe | //object | //embed | //base | //meta[@http-equiv] | //img[@src='x']") == []
    loaded = page.tree.xpath("//@src | //@srcset | //@poster | //@data | //@background | //link/@href | //@action")
    assert not [address for address in loaded if OUTSIDE.match(address)]
    assert not [href for href in page.tree.xpath("//@href") if re.match(r"\s*(?!https:|mailto:)[a-z]+:", href, re.I)]
    assert page.tree.xpath("//*[local-name()='svg']//*[local-name()='use' or local-name()='foreignObject']") == []
    return page


def hostile_words() -> dict[str, str]:
    """The small course with something hostile in every text that is not Markdown."""

    def poisoned(text: str) -> str:
        keys = "title|subtitle|summary|audience|prerequisites|format|author|instructor|credentials|category"
        keys += "|disclosure|limits"
        text = re.sub(rf'(?m)^({keys}|short|text|intro|publisher) = "(.*)"$', rf'\1 = "\2 {TOML}"', text)
        return text.replace('objectives = ["', f'objectives = ["{TOML}') if text.startswith('id = "c-') else text

    front = LESSON.replace('"How to begin"', f'"How to begin {TOML}"')
    files = course_files(course=poisoned(COURSE), module=poisoned(MODULE), quiz=poisoned(QUIZ), lesson=front)
    # The short title stays short.
    files |= with_words(files) | {FIRST: front.replace("long and", "[long](glossary:long-stroke) and")}
    files[GLOSSARY] = files[GLOSSARY].replace('"Long stroke"', f'"{TOML}"')
    short = files[f"{SLUG}/1-strokes/module.toml"].replace(f'short = "Strokes {TOML}"', 'short = "<b>Strokes</b>"')
    return files | {"sources/a-document.toml": poisoned(SOURCE), f"{SLUG}/1-strokes/module.toml": short}


def test_what_stands_in_a_title_or_any_other_field_is_only_words(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, hostile_words())
    ana = enrolled(app, ANA)
    pages = [browser.get(address) for address in ("/", "/courses", f"/courses/{SLUG}", PAGE, DETAILS)]
    pages += [
        ana.get(address) for address in (f"/courses/{SLUG}", DETAILS, "/my", f"/learn/{SLUG}", f"/learn/{SLUG}/begin")
    ]
    quiz = ana.get(START)
    question = quiz.submit("Start the quiz")
    pages += [quiz, question]
    check = answer_all(question, {})
    pages += [check, check.submit("Submit quiz")]
    for page in pages:
        assert MARK in inert(page).text, page.address


def accepted() -> list[str]:
    """The payloads an author is not told to take out: they stand as code, or are words whatever one does."""
    found = []
    for payload in MARKDOWN:
        page = LessonPage(sources=sources(), read_figure=drawing)
        draw_lesson(lesson(payload), page)
        if not (page.problems or page.links or page.cited) and "\0" not in payload:
            found.append(payload)
    return found


def test_a_lesson_full_of_what_is_let_through_is_inert_on_the_page(app: Flask, tmp_path: Path):
    payloads = accepted()
    assert len(payloads) < len(MARKDOWN) / 3  # the others are refused, with their line
    a_course(app, tmp_path, lesson="\n\n".join([LESSON, *payloads]))
    inert(enrolled(app, ANA).get(f"/learn/{SLUG}/begin")).says("alert(1)")


def test_a_lesson_that_should_have_been_refused_is_inert_on_the_page_as_well(app: Flask, tmp_path: Path):
    """As if the check had overlooked every payload we know."""
    a_course(app, tmp_path)
    text = "\n\n".join(one for one in MARKDOWN if "\0" not in one)
    html = render_lesson(lesson(text), sources(), drawing).html
    with app.app_context(), writing():
        db.session.execute(update(Lesson).values(html=html))
    page = enrolled(app, ANA).client.get(f"/learn/{SLUG}/begin")
    inert(Page(Browser(app.test_client()), page)).says("alert(1)")
    assert not [fault for fault in faults_of(page.text, page.headers) if "points to nothing" not in fault]


HOSTILE_PICTURES = [
    "<script>alert(1)</script>",
    '<image href="https://evil.example/x.png"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    "<foreignObject><p>x</p></foreignObject>",
    '<path d="M0 0" onclick="alert(1)"/>',
    '<path d="M0 0" style="fill:url(https://evil.example)"/>',
]


@pytest.mark.sqlite_only  # it is refused before the database is asked
@pytest.mark.parametrize("inside", HOSTILE_PICTURES)
def test_a_hostile_picture_is_refused_and_nothing_is_published(app: Flask, tmp_path: Path, inside: str):
    before = everything(app)
    files = whole_course()
    files[FIGURE] = files[FIGURE].replace("</svg>", f"{inside}</svg>")
    told = refused(courses(app, "import", folder(tmp_path, files)))
    assert told[0].startswith(f"{FIGURE}:2: <")
    assert everything(app) == before


def test_a_question_is_words_on_every_page_it_comes_to(app: Flask, tmp_path: Path):
    """Its options and explanations, on the page that asks, the page to check, and the result."""
    body = f"- [ ] `{MARK}` cold\n    > `{MARK}` no\n- [x] Warm ones"
    stem, why = f"`{MARK}`\n\nWhich hands?", f"`{MARK}` [@a-document]."
    question = question_file("single-choice", stem=stem, body=body, why=why)
    only = {name: text for name, text in course_files(quiz=quiz_toml(draw=1)).items()
            if "/questions/" not in name and "/figures/" not in name}  # fmt: skip
    publish(app, tmp_path, only | {f"{SLUG}/1-strokes/questions/one.md": question})
    page = inert(enrolled(app, ANA).get(START).submit("Start the quiz"))
    assert page.text.count("alert(1)") >= 4
    result = inert(inert(page.submit("Save and continue")).submit("Submit quiz"))
    assert result.text.count("alert(1)") >= 4
