"""What was answered to one question: pairs, places, typed words; and nobody is exposed."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser, Page
from tests.making import RIGHT, a_course
from tests.people import BEN, signed_in
from tests.reporting.analysed import ANALYSIS, table
from tests.reporting.classes import sits


def gives(kind: str, response: object):
    """Answers everything right but the question of one kind."""
    return lambda question: response if question.kind == kind else RIGHT[question.kind]


def page_of(app: Flask, kind: str) -> Page:
    return Browser(signed_in(app, BEN)).get(f"{ANALYSIS}/q-{kind}-1")


@pytest.fixture
def course(app: Flask, tmp_path: Path) -> Flask:
    a_course(app, tmp_path)
    return app


def test_pairs_say_what_was_right_and_what_was_taken_instead(course: Flask):
    for place, pair in enumerate([0, 0, 2, 2]):
        sits(course, place, gives("matching", {"pairs": {"0": pair, "1": 1}}))
    rows = table(page_of(course, "matching"), "Parts")
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        ("Begin", "Warm", "50%", "Cold (2)"), ("End", "Calm", "100%", ""),
    ]  # fmt: skip


def test_items_of_an_order_say_where_they_were_put_instead(course: Flask):
    for place, places in enumerate([[1, 2, 3], [2, 3, 1], [2, 3, 1], [None, None, None]]):
        sits(course, place, gives("ordering", {"positions": places}))
    rows = table(page_of(course, "ordering"), "Parts")
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        ("Warm the hands", "1", "25%", "2 (2)"), ("Stroke", "2", "75%", ""), ("Knead", "3", "25%", "1 (2)"),
        ("No answer", "", "25%", ""),
    ]  # fmt: skip


def test_wrong_words_are_put_together_and_one_persons_alone_is_not_shown(course: Flask):
    typed = ["Heavy", " heavy.", "HEAVY", "a secret of mine", "<b>bold</b>", "<B>bold</B>", "light", ""]
    for place, text in enumerate(typed):
        sits(course, place, gives("short-answer", {"text": text}))
    page = page_of(course, "short-answer").says_not("secret")
    assert table(page, "Wrong answers") == [["heavy", "3", "38%"], ["<b>bold</b>", "2", "25%"]]
    assert not page.tree.xpath("//main//b")


def test_wrong_numbers_are_put_together_by_what_they_are(course: Flask):
    for place, text in enumerate(["60", "60.0", "6e1", "61", "10", "14"]):
        sits(course, place, gives("numerical", {"text": text}))
    page = page_of(course, "numerical").says("All points, a part, none 1, 1, 4")
    assert table(page, "Wrong answers") == [["60", "3", "50%"]]


def test_of_options_it_says_who_left_them_all_alone(course: Flask):
    for place, choices in enumerate([[0, 1], [0, 2], [], None]):
        sits(course, place, gives("multiple-response", None if choices is None else {"choices": choices}))
    rows = table(page_of(course, "multiple-response"), "Options")
    assert [(row[0], row[2]) for row in rows] == [
        ("Long", "50%"), ("Light", "25%"), ("Fast", "25%"), ("Deep", "0%"), ("No answer", "50%"),
    ]  # fmt: skip


def test_gaps_say_what_was_put_in_instead(course: Flask):
    for place, word in enumerate(["Heavy", "heavy ", "light", "mine alone"]):
        sits(course, place, gives("cloze", {"gaps": {"0": word, "1": "10", "2": "after"}}))
    rows = table(page_of(course, "cloze").says_not("mine alone"), "Parts")
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        ("Gap 1", "light", "25%", "heavy (2)"), ("Gap 2", "10 ± 2", "100%", ""), ("Gap 3", "before", "0%", "after (4)"),
    ]  # fmt: skip


def test_words_of_a_passage_say_who_marked_them(course: Flask):
    for place, marked in enumerate([[0, 1], [0, 3], []]):
        sits(course, place, gives("mark-words", {"words": marked}))
    rows = table(page_of(course, "mark-words"), "Options")
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("long", "✓Key", "67%"), ("light", "✓Key", "33%"), ("deep", "Wrong", "0%"), ("fast", "Wrong", "33%"),
        ("No answer", "", "33%"),
    ]  # fmt: skip


def test_a_spot_of_a_picture_is_said_in_words(course: Flask):
    sits(course, 1, gives("hotspot", {"choice": 0}))
    rows = table(page_of(course, "hotspot"), "Options")
    assert [row[:3] for row in rows] == [
        ["1. between the shoulders", "Wrong", "100%"],
        ["2. left of the waist", "✓Key", "0%"],
    ]
