"""Files of texts without a question: all of it is stem, none of it counts."""

import pytest

from app.catalogue.content.parts import QuestionFile
from app.catalogue.content.problems import Findings, Problem
from app.catalogue.content.questions import read_question
from app.catalogue.content.writer import write_question
from tests.catalogue.tiny_course import FILES, OTHER, QUESTION, QUIZ, problems_of
from tests.catalogue.tiny_course import read as read_course

HEAD = """+++
id = "q-01"
kind = "description"
objective = "strokes-1"
passage = "opening#firm"
sources = ["techniques"]
+++
"""
TEXT = "Read this:\n\n- one\n- two\n\n1. three"
TEXT_FILE = {"1-strokes/questions/read-this.md": f"{HEAD.replace('q-01', 'q-09')}\n{TEXT}\n"}


def read(text: str) -> tuple[QuestionFile, list[Problem]]:
    """The file and what is wrong with it."""
    findings = Findings()
    question = read_question("read-this", text, "q.md", findings)
    assert question
    return question, findings.problems


@pytest.mark.parametrize("why", ["", "\n\n## Why\n\nBecause."])
def test_lists_belong_to_the_text_and_no_reason_is_wanted(why: str) -> None:
    question, problems = read(f"{HEAD}\n{TEXT}{why}\n")
    assert problems == []
    assert (question.stem, question.body, question.points, question.is_asked) == (TEXT, "", 0, False)
    assert question.why == why.rpartition("\n")[2]


@pytest.mark.parametrize("why", ["", "\n\n## Why\n\nBecause."])
def test_what_is_written_reads_back(why: str) -> None:
    question, _ = read(f"{HEAD}\n{TEXT}{why}\n")
    written = write_question(question)
    assert read(written)[0] == question
    assert ("## Why" in written) == bool(why)


def test_it_cannot_have_points_and_must_say_something() -> None:
    _, (problem,) = read(f"{HEAD.replace('objective', 'points = 1' + chr(10) + 'objective', 1)}\n{TEXT}\n")
    assert problem.message == '"points" cannot be 1'
    _, (problem,) = read(HEAD)
    assert problem.message == "The question has no stem"


def test_a_question_cannot_go_without_points() -> None:
    text = FILES[QUESTION].replace('objective = "', 'points = 0\nobjective = "', 1)
    assert "points" in str(read(text)[1][0])


def test_it_is_no_question_of_the_bank_and_asks_for_no_objective() -> None:
    assert len(read_course(FILES | TEXT_FILE).questions) == len(read_course(FILES).questions) + 1
    (problem,) = problems_of(FILES | TEXT_FILE | {QUIZ: FILES[QUIZ].replace("draw = 2", "draw = 3")})
    assert "draws 3 of 2 questions" in problem.message
    bare = {name: text for name, text in FILES.items() if name not in {QUESTION, OTHER}}
    found = [problem.message for problem in problems_of(bare | TEXT_FILE)]
    assert any("No question asks for the objective" in message for message in found)
    assert any("of 0 questions" in message for message in found)
