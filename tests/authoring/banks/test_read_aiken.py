"""Aiken: the plainest of the formats, as Moodle reads it."""

import pytest

from app.authoring.banks import read_bank
from app.authoring.banks.formats import format_of

GOOD = "How firm is it?\nA) Firm & strong\nB. Light\nC)Without pressure\nANSWER: B\n"


def test_a_question_with_three_options():
    (question,) = read_bank(GOOD.encode(), "bank.txt").questions
    assert (question.name, question.stem.text, question.is_single) == ("How firm is it?", "How firm is it?", True)
    assert [(one.text.text, int(one.fraction)) for one in question.answers] == [
        ("Firm &amp; strong", 0), ("Light", 1), ("Without pressure", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", [GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"), f"\ufeff{GOOD}", f"\n {GOOD}\n"]
)
def test_line_ends_and_marks_are_no_matter(text: str):
    report = read_bank(text.encode(), "bank.txt")
    assert (len(report.questions), report.refused, report.format) == (1, (), "aiken")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Stem\nA) one\nANSWER: A\n", [3]),  # one option
        ("A) one\nANSWER: A\n", [1, 2]),  # no question
        ("First line\nSecond line\nA) a\nB) b\nANSWER: A\n", [2]),  # a stem of two lines loses the first
        ("Stem\nA) a\nB) b\n", [1]),  # no key
        ("Stem\na) a\nb) b\nANSWER: A\n", [2, 3, 4]),  # small letters are no options
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, lines: list[int]):
    assert [one.line for one in read_bank(text.encode(), "bank.txt").refused] == lines


def test_a_key_without_option_leaves_no_right_answer():
    (question,) = read_bank(GOOD.replace("ANSWER: B", "ANSWER: Z").encode(), "bank.txt").questions
    assert not any(one.fraction for one in question.answers)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", GOOD.encode(), "aiken"),
        ("a.txt", b"Who?{=Ana =Ben}", "gift"),
        ("a.txt", b"Read this.", "gift"),
        ("a.txt", b"Stem\nanswer: A", "aiken"),
        ("a.txt", b"  <?xml version='1.0'?>", "xml"),
        ("a", b"PK\x03\x04", "xlsx"),
        ("A.CSV", b"", "csv"),
    ],
)
def test_the_format_is_told_by_name_and_content(name: str, data: bytes, form: str):
    assert format_of(data, name) == form
