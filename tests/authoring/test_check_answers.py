"""Ben wrote answers that would confuse his students: the check names the line of each, and how to mend it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.assessment.grading import KINDS
from app.authoring.rules import answer_faults
from app.catalogue.content.parts import QuestionFile
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question
from tests.authoring.folders import courses, folder, refused
from tests.making import BODIES, SLUG, course_files, question_file

FIRST = 14  # the line of the first answer


def question(kind: str, body: str) -> QuestionFile:
    """A question that its kind can read."""
    findings = Findings()
    made = read_question("q", question_file("matching", body=body).replace('"matching"', f'"{kind}"'), "q.md", findings)
    assert made is not None
    assert not findings.problems
    KINDS[kind].read(made.body_lines, {})
    assert made.body_line == FIRST
    return made


def faults(kind: str, body: str) -> list[tuple[int, str]]:
    """Line and message of each fault."""
    found = list(answer_faults(question(kind, body)))
    assert all(problem.path == "q.md" and problem.cure for problem in found)
    return [(problem.line, problem.message) for problem in found]


LISTS = ["single-choice", "multiple-response", "short-answer", "matching", "ordering"]


@pytest.mark.parametrize("kind", LISTS)
def test_answers_that_say_what_they_should_are_no_fault(kind: str):
    assert faults(kind, BODIES[kind]) == []


def test_a_kind_whose_body_is_no_list_of_options_is_left_alone():
    made = replace(question("matching", BODIES["matching"]), kind="mark-words", body="Warm [x: hands] and [ : feet].")
    assert list(answer_faults(made)) == []


SILENT = "A wrong option does not say why it is wrong"


@pytest.mark.parametrize("kind", ["single-choice", "multiple-response", "true-false", "short-answer"])
def test_a_wrong_option_has_to_say_why(kind: str):
    assert faults(kind, "- [x] True\n- [ ] False") == [(FIRST + 1, SILENT)]
    assert faults(kind, "- [x] True\n- [ ] False\n    >\n") == [(FIRST + 1, SILENT)]
    assert faults(kind, "- [x] True\n- [ ] False\n    > It is not.") == []


def test_a_right_option_need_not_say_why():
    body = "- [ ] Cold\n    > They startle.\n- [x] Warm\n- [ ] Wet"
    assert faults("single-choice", body) == [(FIRST + 3, SILENT)]


@pytest.mark.parametrize("kind", ["single-choice", "multiple-response"])
def test_options_that_differ_only_in_capitals_and_spaces_are_the_same(kind: str):
    body = "- [x] Warm hands\n- [ ] Wet hands\n    > No.\n- [ ] warm  HANDS\n    > No."
    assert faults(kind, body) == [(FIRST + 3, f"This answer repeats line {FIRST}")]


def test_each_repetition_is_told_and_each_names_the_first():
    body = "- [x] Warm\n- [ ] warm\n    > No.\n- [ ] WARM\n    > No."
    first = f"This answer repeats line {FIRST}"
    assert faults("single-choice", body) == [(FIRST + 1, first), (FIRST + 3, first)]


def test_items_to_put_in_order_are_told_apart():
    body = "1. Warm the hands\n2. Stroke\n3. Warm the  Hands"
    assert faults("ordering", body) == [(FIRST + 2, f"This answer repeats line {FIRST}")]


def test_left_sides_to_match_are_told_apart():
    body = "- Begin => Warm\n- begin => Calm"
    assert faults("matching", body) == [(FIRST + 1, f"This answer repeats line {FIRST}")]


def test_two_left_sides_may_share_a_right_side_but_not_two_spellings_of_it():
    assert faults("matching", "- Begin => Warm\n- Middle => Warm\n- End => Calm") == []
    body = "- Begin => Warm\n- Middle => Warm\n- End => warm"
    assert faults("matching", body) == [(FIRST + 2, f"This answer repeats line {FIRST}")]


def test_a_distractor_is_not_what_fits_spelled_otherwise():
    body = "- Begin => Warm\n- End => Calm\n- => WARM"
    assert faults("matching", body) == [(FIRST + 2, f"This answer repeats line {FIRST}")]


def test_there_may_be_two_distractors():
    assert faults("matching", "- Begin => Warm\n- End => Calm\n- => Cold\n- => Wet") == []


def test_a_left_side_may_read_like_a_right_side():
    assert faults("matching", "- Warm => Calm\n- Calm => Warm") == []


@pytest.mark.sqlite_only  # a check asks the database nothing
def test_the_command_tells_them_with_the_file(app: Flask, tmp_path: Path):
    text = question_file("single-choice", body="- [x] Warm\n- [ ] warm")
    told = refused(courses(app, "check", folder(tmp_path, course_files(**{"single-choice": text}))))
    place = f"{SLUG}/1-strokes/questions/single-choice.md:{FIRST + 1}"
    assert [line.partition(". Cure: ")[0] for line in told] == [
        f"{place}: {SILENT}",
        f"{place}: This answer repeats line {FIRST}",
    ]
