"""The rules of a quiz, as an author writes them: read, written back, and every slip named with its line."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from app.assessment.rules import Counts, rules_of, sight
from app.authoring.importer import check_course
from app.catalogue.content import quizzes
from app.catalogue.content.fields import open_fields
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.parts import QuizFile
from app.catalogue.content.problems import ContentProblems, Findings
from app.catalogue.content.quizzes import read_quiz
from app.catalogue.content.writer import write_quiz
from tests.making import SLUG, course_files, write_files

MANUAL = Path("courses/README.md").read_text(encoding="utf-8")
PLAIN = """\
id = "z-strokes"
title = "Strokes"
draw = 3
pass_mark = 75
attempts = 0
shuffle = true
preset = "check"
intro = "Three questions."
"""


def read(text: str) -> tuple[QuizFile, list[str]]:
    """The quiz, and what is wrong with it: `line: message`."""
    findings = Findings()
    fields = open_fields(read_toml, text, "quiz.toml", findings)
    assert fields is not None
    quiz = read_quiz(fields)
    return quiz, [f"{one.line}: {one.message}" for one in findings.problems]


def test_a_plain_quiz_has_no_rules_beyond_the_preset():
    quiz, problems = read(PLAIN)
    assert (quiz.more, problems) == ({}, [])
    assert write_quiz(quiz) == PLAIN


def test_a_quiz_that_nobody_has_to_pass_says_so_and_any_other_says_nothing():
    quiz, problems = read(f"{PLAIN}required = false\n")
    assert (quiz.required, quiz.more, problems) == (False, {}, [])
    assert write_quiz(quiz) == f"{PLAIN}required = false\n"
    assert write_quiz(read(f"{PLAIN}required = true\n")[0]) == PLAIN


def test_the_words_of_a_quiz_file_are_those_that_the_rules_know():
    assert set(quizzes.PRESETS) == set(sight.PRESETS)
    assert quizzes.PARTS == sight.PARTS
    assert set(quizzes.MOMENTS) == set(sight.Moment)
    assert set(quizzes.COUNTS) == set(Counts)
    assert [rules_of("check", {"order": order}).is_sequential for order in quizzes.ORDERS] == [False, True]


def test_the_example_of_the_manual_is_read_as_it_says_and_written_back():
    example = MANUAL.partition("## The rules of a quiz")[2].partition("A pool names")[0]
    text = "".join(f"{line[4:]}\n" for line in re.findall(r"(?m)^    \w.*$", example))
    quiz, problems = read(text)
    assert problems == []
    again, _ = read(write_quiz(quiz))
    assert again == quiz
    rules = rules_of(quiz.preset, quiz.more)
    assert (rules.minutes, rules.cool_down, rules.counts, rules.is_sequential, rules.asks_certainty) == (
        30, 60, "best", True, True,
    )  # fmt: skip
    assert rules.opens.utcoffset() == timedelta(hours=-5)
    assert [(pool.label, pool.draw) for pool in rules.pools] == [("tag:pressure", 3), ("objective:effleurage-2", 7)]
    assert (rules.shown["failed"].verdict, rules.shown["failed"].key, rules.shown["passed"].key) == (True, False, True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("minutes = 0", '9: "minutes" cannot be 0'),
        ('minutes = "30"', '9: "minutes" has the wrong type'),
        ("cool_down = 50000", '9: "cool_down" cannot be 50000'),
        ('counts = "worst"', '9: "counts" cannot be "worst"'),
        ("opens = 2026-12-01T08:00:00", '9: "opens" does not say in which time zone'),
        ("opens = 2026-12-01", '9: "opens" has the wrong type'),
        ('pools = ["tag Cold: 3"]', '9: The pool "tag Cold: 3" cannot be read'),
        ('pools = ["tag cold: 2"]', "3: The pools draw 2 questions, not 3"),
        ('shown_failed = ["answers"]', '9: "answers" cannot be shown'),
        ("required = 0", '9: "required" has the wrong type'),
        ("certainty = 1", '9: "certainty" has the wrong type'),
        ("minuts = 30", '9: The key "minuts" is unknown'),
    ],
)
def test_a_slip_is_named_with_its_line(line: str, message: str):
    assert read(f"{PLAIN}{line}\n")[1] == [message]


def test_a_quiz_cannot_close_before_it_opens():
    dates = "opens = 2026-12-02T08:00:00Z\ncloses = 2026-12-01T08:00:00Z\n"
    assert read(PLAIN + dates)[1] == ["10: The quiz closes before it opens"]


def test_pools_alone_say_how_many_are_drawn():
    quiz, problems = read(PLAIN.replace("draw = 3\n", "") + 'pools = ["tag cold: 2", "objective strokes-1: 4"]\n')
    assert (quiz.draw, problems) == (6, [])


def test_a_pool_that_draws_more_than_there_is_is_named(tmp_path: Path):
    files = course_files(
        quiz=PLAIN.replace("draw = 3", "draw = 4") + 'pools = ["tag cold: 1", "objective strokes-1: 3"]\n'
    )
    folder = write_files(tmp_path, files)
    with pytest.raises(ContentProblems) as found:
        check_course(folder)
    assert [(one.path, one.line, one.message) for one in found.value.problems] == [
        (f"{SLUG}/1-strokes/quiz.toml", 9, 'The pool "tag cold" draws 1 of 0 questions')
    ]


def test_one_page_with_all_questions_cannot_lead_one_way():
    both = 'order = "sequential"\non_a_page = "all"\n'
    assert read(PLAIN + both)[1] == ["10: One page with all questions leads no way"]
    assert read(PLAIN + 'on_a_page = "all"\n')[1] == []
