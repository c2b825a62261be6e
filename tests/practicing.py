"""Two modules and, between them, practice over both, which nobody has to pass: its questions, its pages."""

from datetime import UTC, datetime

from flask import Flask

from app.catalogue.queries import outline_of
from app.learning.actions import complete_unit
from app.learning.queries import enrolment_of
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.catalogue.publishing import with_modules
from tests.essays import essay_file, text_file
from tests.making import COUNT, SLUG, STEMS, question_file
from tests.people import Someone, add
from tests.sitting import RIGHT_WORDS, WRONG_WORDS, attempt_of, fields_for, quiz_toml

PRACTICE = f"/learn/{SLUG}/quiz/mixed"
NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
ASKED = STEMS | {"true-false": "are long."}
RIGHT, WRONG = RIGHT_WORDS | {"true-false": "True"}, WRONG_WORDS | {"true-false": "False"}
MODULE = 'id = "m-mixed"\ntitle = "Mixed practice"\nshort = "Mixed"\nsummary = "All of it, as you like."\n'
BANK = 2 * (COUNT + 1)  # of each module its quiz, and one that is for practice only


def true_or_false(number: int) -> str:
    """A question that only practice asks."""
    body = "- [x] True\n- [ ] False\n    > They are."
    text = question_file("single-choice", number, id=f"q-tf-{number}", stem=f"Strokes {number} are long.", body=body)
    return text.replace('use = "quiz"', 'use = "practice"').replace('"single-choice"', '"true-false"')


def done(app: Flask, someone: Someone, *but: str) -> None:
    """Somebody has done all units of the course except those at the addresses in `but`."""
    number = add(app, someone)
    with app.app_context(), writing():
        enrolment = enrolment_of(number, SLUG)
        for unit in outline_of(enrolment.revision_id):
            if unit.slug not in but:
                complete_unit(enrolment.id, unit.unit_id, NOON)


def practiced(browser: Browser, *answers: tuple[bool, str]) -> Page:
    """The result of practice: the first questions answered, each rightly or not and with a certainty, the rest open."""
    page = browser.get(PRACTICE)
    page = page.submit("Practice again" if "Practice again" in page.text else "Start practicing")
    for is_right, certainty in answers:
        kind = next(kind for kind, stem in ASKED.items() if page.heading.endswith(stem))
        words = (RIGHT if is_right else WRONG)[kind]
        page = page.submit("Save and continue", fields=fields_for(page, words) | {"certainty": certainty})
    return browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")


def with_practice(**rules: object) -> dict[str, str]:
    """The files of the course; keywords are other rules of the practice."""
    files = {name.replace("/2-strokes-2/", "/3-strokes-2/"): text for name, text in with_modules(2).items()}
    files[f"{SLUG}/1-strokes/questions/tf.md"] = true_or_false(1)
    second = true_or_false(2).replace("strokes-1", "strokes-2-1").replace("begin#", "begin-2#")
    files[f"{SLUG}/3-strokes-2/questions/tf.md"] = second
    files |= dict([essay_file(), text_file()])  # which stay in the quiz of their module
    quiz = quiz_toml(**{"draw": 10, "preset": "practice", "required": False, "certainty": True} | rules)
    files[f"{SLUG}/2-mixed/module.toml"] = MODULE
    files[f"{SLUG}/2-mixed/quiz.toml"] = quiz.replace("z-strokes", "z-mixed").replace("Strokes quiz", "Mixed practice")
    return files
