"""The hours worksheet of a course: what goes in, exact and rounded down, and what the course claims."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.catalogue.content.report import WIDTH, hours_text
from app.catalogue.content.sheet import decimal, sheet_of
from tests.catalogue.tiny_course import QUIZ, changed, read


def test_the_questions_that_count_are_those_a_student_is_asked_not_the_bank() -> None:
    files = changed(QUIZ, "draw = 2", "draw = 1")
    assert sheet_of(read(files), 1000).questions == 1


def test_practice_that_nobody_has_to_take_earns_no_hours() -> None:
    course = read()
    (module,) = course.modules
    voluntary = replace(module, quiz=replace(module.quiz, required=False))
    assert sheet_of(replace(course, modules=(module, voluntary)), 1000).questions == 2


def test_the_words_are_given_to_every_rule() -> None:
    sheet = sheet_of(read(), 12_000)
    hours = {rule.key: rule.hours for rule in sheet.methods}
    assert hours["ncbtmb-words"] == hours["reading"] == 1
    assert hours["nasba"] == 1  # (12,000 ÷ 180 + 2 × 1.85) ÷ 50 = 1.407


def test_the_claim_is_named_with_its_rule() -> None:
    files = changed("course.toml", '"ncbtmb-words", claimed = "0"', '"nasba", claimed = "0.5"')
    sheet = sheet_of(read(files), 1000)
    assert (sheet.claimed, sheet.claimed_by.key) == (Fraction(1, 2), "nasba")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(12), "12"),
        (Fraction("0.89"), "0.89"),
        (Fraction("317.0123456"), "317.0123456"),
        (Fraction(1, 3), "0.3333…"),
        (Fraction(2, 3), "0.6666…"),
        (Fraction(29999, 30000), "0.9999…"),
        (Fraction(100, 7), "14.2857…"),
    ],
)
def test_a_number_is_shown_in_full_or_cut_off_and_never_rounded_up(value: Fraction, text: str) -> None:
    assert decimal(value) == text


def test_the_rules_stand_side_by_side_each_exact_and_rounded_down() -> None:
    rows = hours_text(sheet_of(read(), 2400)).splitlines()
    assert max(map(len, rows)) <= WIDTH
    assert rows[1].startswith("  2,400 words, 2 questions asked, 0 media minutes, difficulty 3 of 5")
    assert [row.split()[-4:] for row in rows[3:7]] == [
        ["12", "60", "0.2", "0.2"],
        ["17.0333…", "50", "0.3406…", "0"],
        ["31.2984", "60", "0.52164", "0.5"],
        ["12", "60", "0.2", "0.2"],
    ]
    text = " ".join(" ".join(rows).split())
    assert "not for short modules" in text
    assert text.endswith("Claimed: 0 hours, by the NCBTMB word rule. Nothing else here is a claim.")
