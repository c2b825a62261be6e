"""Item statistics as a file: every version, numbers that are numbers, and never a program."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask

from app.platform.csv_files import as_csv
from app.reporting.exports import ITEM_HEAD
from app.reporting.words import figure, interval
from tests.making import RIGHT, SLUG, a_course, question_file
from tests.people import BEN, signed_in
from tests.reporting.analysed import ANALYSIS, chooses, publish_again
from tests.reporting.classes import sits
from tests.sitting import a_bank, hands

FILE = f"{ANALYSIS}.csv"


def lines_of(app: Flask) -> list[dict[str, str]]:
    answer = signed_in(app, BEN).get(FILE)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="questions-{SLUG}-strokes.csv"'
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def test_it_has_every_version_of_every_question(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 2, draw=2)
    sits(app, 1, chooses(0, 1))
    path, text = hands(1)
    publish_again(app, tmp_path, 2, hands(2), (path, text.replace("Which hands", "Which two hands")))
    sits(app, 2, chooses(1, 1))
    found = [(line["Question"], line["Version"], line["Asked now"], line["Takers"]) for line in lines_of(app)]
    assert found == [
        ("q-single-choice-1", "1", "no", "1"), ("q-single-choice-1", "2", "yes", "1"),
        ("q-single-choice-2", "1", "yes", "2"),
    ]  # fmt: skip


def test_numbers_are_numbers_even_below_zero_and_what_is_undefined_is_empty(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    for place in range(3):
        sits(app, place, chooses(0, 1, 1))
        sits(app, place + 3, chooses(1, 0, 1))
    first, _, third = lines_of(app)
    assert (first["Discrimination index %"], first["Facility %"], first["Guess score %"]) == (
        "-100.0",
        "50.0",
        "33.3333",
    )
    assert (third["Discrimination index %"], third["Facility %"], third["Standard deviation %"]) == ("", "100.0", "0.0")
    assert third["Advice"] == "Too few takers to say: fewer than 30."


def test_without_an_attempt_the_questions_are_listed_without_figures(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    found = lines_of(app)
    assert {line["Takers"] for line in found} == {"0"}
    assert {line["Facility %"] for line in found} == {""}
    assert list(found[0]) == ITEM_HEAD


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_a_question_that_begins_like_a_formula_is_text(app: Flask, tmp_path: Path, start: str):
    text = f"{start}HYPERLINK(&quot;http://evil.example&quot;) is what?"
    a_course(app, tmp_path, **{"single-choice": question_file("single-choice", stem=text)})
    sits(app, 1, lambda question: RIGHT[question.kind])
    (found,) = [line["Text"] for line in lines_of(app) if line["Question"] == "q-single-choice-1"]
    assert found == f"'{text}"


def test_only_a_number_may_begin_with_a_minus():
    assert as_csv([[-1.5, "-1.5", -2, "+1"]]) == '"-1.5","\'-1.5","-2","\'+1"\r\n'


FIGURES = {(None, 0): "–", (66.6, 0): "67%", (-12.34, 1): "−12.3%", (-0.04, 0): "0%", (0.0, 1): "0.0%"}


def test_figures_are_rounded_and_nothing_is_a_dash():
    assert {(value, digits): figure(value, digits) for value, digits in FIGURES} == FIGURES
    assert figure(-0.248, 2, "") == "−0.25"
    assert (interval((51.9, 78.6)), interval((51.94, 78.6), 1), interval(None)) == ("52–79%", "51.9–78.6%", "")
