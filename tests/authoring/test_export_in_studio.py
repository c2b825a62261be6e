"""Ben takes the questions of a quiz to another program; what its format cannot hold, he is told before."""

import base64
from pathlib import Path

import pytest
from flask import Flask

from app.authoring.banks import BankReport, read_bank
from app.authoring.banks.formats import FORMATS
from tests.authoring.sending import IMPORT, QUIZ, send
from tests.authoring.writing import STUDIO, ben, writing
from tests.browser import Browser
from tests.drafting import files
from tests.making import BODIES, DRAWING, SLUG, question_file
from tests.moodle_files import ALT, pictured_bank, png
from tests.people import CORA
from tests.statements import counted

NO_PLACE = 2  # hotspot and mark-words, which no bank knows


def taken_home(browser: Browser, form: str) -> tuple[bytes, str]:
    """The file, and what it is called."""
    answer = browser.client.get(f"{QUIZ}/export/{form}")
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["Cache-Control"] == "no-store, private"
    return answer.data, answer.headers["Content-Disposition"].partition('"')[2].rstrip('"')


def read(browser: Browser, form: str) -> BankReport:
    return read_bank(*taken_home(browser, form))


def test_each_format_says_what_it_cannot_hold(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    page = browser.get(QUIZ).follow("Export questions")
    page.says("Moodle XML", f"{len(BODIES) - NO_PLACE} of {len(BODIES)} questions",
              "Question banks have no place for this kind of question. (hotspot)", "citations are left")  # fmt: skip
    assert len(page.tree.xpath("//a[@download]")) == len(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_downloaded_reads_back(app: Flask, tmp_path: Path, form: str):
    browser = writing(app, tmp_path).browser
    report = read(browser, form)
    assert report.format == form
    assert (bool(report.questions), report.refused) == (True, ())


def test_a_picture_goes_to_moodle_and_comes_back_as_it_was(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    send(browser, pictured_bank()).submit("Add 2 questions")
    question = next(one for one in read(browser, "xml").questions if one.name == "first-stroke")
    assert base64.b64decode(question.stem.files[0].encoded) == png()
    assert f"![{ALT}](@@PLUGINFILE@@/{question.stem.files[0].name})" in question.stem.text
    browser.get(f"{QUIZ}/export").says("GIFT cannot hold the pictures of this question.",
                                       "A table cannot hold the pictures of this question.")  # fmt: skip
    data, name = taken_home(browser, "xml")
    there = files(app)
    send(browser, data, name).says("the same question was there before, so it is imported once")
    assert files(app) == there


def test_a_drawing_goes_to_moodle_and_comes_back_as_it_was(app: Flask, tmp_path: Path):
    stem = "![A back](figures/back.svg)\n\nWhich hands begin?"
    browser = writing(app, tmp_path, **{"single-choice": question_file("single-choice", stem=stem)}).browser
    question = next(one for one in read(browser, "xml").questions if one.name == "single-choice")
    assert base64.b64decode(question.stem.files[0].encoded).decode() == DRAWING


def test_a_bank_is_exported_by_who_writes_the_course_only(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    assert browser.client.get(f"{QUIZ}/export/word").status_code == 404
    ben(app, CORA).get(f"{QUIZ}/export")
    assert SLUG in taken_home(browser, "gift")[1]
    assert browser.get(f"{STUDIO}/quiz/no-such/export", 404)
    assert browser.get(IMPORT.replace("strokes", "no-such"), 404)


def test_exporting_asks_the_same_number_of_statements_however_long_the_bank_is(app: Flask, tmp_path: Path):
    browser, counts = writing(app, tmp_path).browser, []
    for size in (1, 30):
        data = "\n\n".join(f"::N{size} {n}::Which {size} {n}?{{=a ~b}}" for n in range(size)).encode()
        send(browser, data, "bank.gift").submit(f"Add {size} question{'s' if size > 1 else ''}")
        with counted(app) as statements:
            browser.get(f"{QUIZ}/export")
            browser.client.get(f"{QUIZ}/export/xml")
        counts.append(len(statements))
    assert counts[0] == counts[1]
