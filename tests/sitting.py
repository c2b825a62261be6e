"""Sitting a quiz: enrolling, starting, and giving answers by the words on the page, as a person would.

    ana = enrolled(app, ANA)
    page = started(ana)
    page = give(page, RIGHT_WORDS[kind_of(page)])

`by_script` sends what a page holds as answer.js does; `stored` reads the database on a connection of its own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from lxml.html import FormElement
from sqlalchemy import Select
from werkzeug.test import TestResponse

from app.accounts.queries import person_by_id
from app.catalogue.queries import latest_revision
from app.learning.actions import enrol
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Fields, Page, fill
from tests.making import QUIZ, SLUG, STEMS, course_files, publish_folder, question_file, write_files
from tests.page_checks import words
from tests.people import Someone, add, signed_in

START = f"/learn/{SLUG}/quiz/strokes"
Words = str | Sequence[str] | Mapping[str, str]
RIGHT_WORDS: dict[str, Words] = {
    "single-choice": "Warm ones",
    "multiple-response": ["Long", "Light"],
    "short-answer": "light",
    "numerical": "10",
    "matching": {"Begin": "Warm", "End": "Calm"},
    "ordering": {"Warm the hands": "1", "Stroke": "2", "Knead": "3"},
    "cloze": {"Gap 1 of 3": "light", "Gap 2 of 3": "10", "Gap 3 of 3": "before"},
    "hotspot": "2. left of the waist",
    "mark-words": ["long", "light"],
}
WRONG_WORDS: dict[str, Words] = {
    "single-choice": "Cold ones",
    "multiple-response": ["Fast"],
    "short-answer": "heavy",
    "numerical": "60",
    "matching": {"Begin": "Calm", "End": "Warm"},
    "ordering": {"Warm the hands": "3", "Stroke": "2", "Knead": "1"},
    "cloze": {"Gap 1 of 3": "heavy", "Gap 2 of 3": "60", "Gap 3 of 3": "after"},
    "hotspot": "1. between the shoulders",
    "mark-words": ["fast"],
}
PARTLY_RIGHT_WORDS: dict[str, Words] = {
    "multiple-response": ["Long"],
    "numerical": "14.5",
    "cloze": {"Gap 1 of 3": "light", "Gap 2 of 3": "60", "Gap 3 of 3": "after"},
    "matching": {"Begin": "Warm", "End": "Cold"},
    "ordering": {"Warm the hands": "1", "Stroke": "3", "Knead": "2"},
    "mark-words": ["light"],
}


def quiz_toml(**changes: object) -> str:
    """The small course's quiz with other rules: `quiz_toml(attempts=2, preset="final")`."""
    text = QUIZ
    for name, value in changes.items():
        line = f"{name} = {value.isoformat() if isinstance(value, datetime) else repr(value)}".replace("'", '"')
        text, count = re.subn(rf"(?m)^{name} = .*$", line, text)
        text += "" if count else f"{line}\n"
    return text.replace("True", "true").replace("False", "false")


def a_bank(app: Flask, folder: Path, count: int, **quiz: object) -> str:
    """Publish the small course with a bank of `count` single-choice questions instead of its own."""
    kept = course_files(quiz=quiz_toml(**quiz)).items()
    files = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    return publish(app, folder, files | dict(map(hands, range(1, count + 1))))


def hands(number: int, use: str = "quiz") -> tuple[str, str]:
    """One more question for the small course: its path and text."""
    text = question_file("single-choice", number, stem=f"Which hands begin session {number}?")
    return f"{SLUG}/1-strokes/questions/hands-{number}.md", text.replace('use = "quiz"', f'use = "{use}"')


def publish(app: Flask, folder: Path, files: dict[str, str]) -> str:
    """Publish these files as a course; returns its address."""
    return publish_folder(app, write_files(folder, files))


def enrolled(app: Flask, someone: Someone, course: str = SLUG) -> Browser:
    """The browser of somebody who takes the course."""
    client, number = signed_in(app, someone), add(app, someone)
    with app.app_context(), writing():
        enrol(person_by_id(number), latest_revision(course), clock.now())
    return Browser(client)


def started(browser: Browser) -> Page:
    """The first question of a new attempt."""
    page = browser.get(START)
    return page.submit("Start the quiz" if "Start the quiz" in page.text else "Try again")


def attempt_of(page: Page) -> str:
    """The attempt's id in the page's address."""
    return page.address.split("/")[2]


def kind_of(page: Page) -> str:
    """Which kind the page asks, known by its stem."""
    return next(kind for kind, stem in STEMS.items() if stem == page.heading)


def fields_for(page: Page, answer: Words) -> Fields:
    """The form fields that give this answer, found by the words beside them."""
    if isinstance(answer, Mapping):
        return dict(_select(page, label, choice) for label, choice in answer.items())
    if page.tree is not None and page.tree.xpath("//form[@data-save]//input[@type='text']"):
        return {"answer": str(answer)}
    labels = page.tree.xpath("//label[@class='opt' or starts-with(@class, 'word')]")
    values = {words(label): label.xpath(".//input/@value")[0] for label in labels}
    return {"answer": values[answer] if isinstance(answer, str) else [values[one] for one in answer]}


def _select(page: Page, label: str, choice: str) -> tuple[str, str]:
    beside = f"//label[normalize-space()='{label}']/following-sibling::select"
    field = page.find(f"{beside} | //*[@aria-label='{label}']")
    if field.tag == "input":
        return field.get("name"), choice
    return field.get("name"), field.xpath(f"option[normalize-space()='{choice}']/@value")[0]


def give(page: Page, answer: Words, button: str = "Save and continue", status: int = 200) -> Page:
    """Give an answer and press a button."""
    return page.submit(button, status, fields=fields_for(page, answer))


def answer_all(page: Page, answers: Mapping[str, Words]) -> Page:
    """Answer each question of the kinds named, leave the others; returns the page to check."""
    while "/check" not in page.address:
        kind = kind_of(page)
        page = give(page, answers[kind]) if kind in answers else page.submit("Save and continue")
    return page


def passed(browser: Browser) -> Page:
    """The result of somebody who knew it all."""
    return answer_all(started(browser), RIGHT_WORDS).submit("Submit quiz")


def by_script(page: Page, answer: Words | None = None, /, **changes: Any) -> TestResponse:
    """Send the question's form as answer.js does; `changes` replace fields, None takes one out."""
    data = {**values_of(page, answer), **changes}
    sent = {name: value for name, value in data.items() if value is not None}
    return page.browser.client.post(page.response.request.path, data=sent, headers={"X-Requested-With": "fetch"})


def values_of(page: Page, answer: Words | None = None) -> dict[str, list[str]]:
    """What the question's form would send, after this answer was put in."""
    form: FormElement = page.find("//form[@data-save]")
    for name, value in (fields_for(page, answer) if answer is not None else {}).items():
        fill(form, name, value)
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def stored(app: Flask, statement: Select[Any]) -> list[Any]:
    """What the database holds, read on another connection than the request's."""
    with app.app_context():
        return list(db.session.scalars(statement))
