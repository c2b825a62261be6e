"""Question files: where the stem ends, what the kind gets, what is refused."""

import pytest

from app.catalogue.content.parts import QuestionFile
from app.catalogue.content.problems import Findings, Problem
from app.catalogue.content.questions import read_question

HEAD = """+++
id = "q-01"
kind = "single-choice"
objective = "strokes-1"
passage = "opening#firm"
sources = ["techniques"]
+++
"""
OPTIONS = "- [x] Yes\n- [ ] No\n    > Why it tempts.\n"
WHY = "\n## Why\n\nBecause [@techniques].\n"


def read(text: str) -> tuple[QuestionFile, list[Problem]]:
    """The question and what is wrong with it."""
    findings = Findings()
    question = read_question("how-firm", text, "q.md", findings)
    assert question
    return question, findings.problems


def test_a_question_keeps_its_parts_and_their_lines() -> None:
    question, problems = read(f"{HEAD}\nIs it *so*?\n\n{OPTIONS}{WHY}")
    assert problems == []
    assert (question.slug, question.id, question.kind) == ("how-firm", "q-01", "single-choice")
    assert (question.stem, question.why) == ("Is it *so*?", "Because [@techniques].")
    assert question.body_lines == ((11, "- [x] Yes"), (12, "- [ ] No"), (13, "    > Why it tempts."))
    assert (question.path, question.line, question.why_line) == ("q.md", 9, 17)


def test_what_may_be_left_out_has_its_default() -> None:
    question, _ = read(f"{HEAD}\nSo?\n\n{OPTIONS}{WHY}")
    assert (question.points, question.use, question.style, question.extras) == (1, "quiz", "recall", {})


def test_keys_of_the_kind_pass_through() -> None:
    head = HEAD.replace("sources", 'keep_order = true\nrule = "x"\nwidth = 640\nnames = ["a"]\nsources')
    question, problems = read(f"{head}\nSo?\n\n{OPTIONS}{WHY}")
    assert (question.extras, problems) == ({"keep_order": True, "rule": "x", "width": 640, "names": ["a"]}, [])


@pytest.mark.parametrize(
    ("extra", "message", "cure"),
    [
        ("pionts = 2", 'The key "pionts" is unknown', 'did you mean "points"'),
        ("keep_ordr = true", 'The key "keep_ordr" is unknown', 'did you mean "keep_order"'),
        ("width = 1.5", '"width" has a type we do not keep', "use a text, a whole number, true, false or a date"),
        ("names = [1]", '"names" has a type we do not keep', "use a text, a whole number, true, false or a date"),
        ('use = "exam"', '"use" cannot be "exam"', "use one of final, practice, quiz"),
        ("points = 0", '"points" cannot be 0', "write a whole number from 1 to 1000000"),
    ],
)
def test_a_wrong_key_is_named_on_its_line(extra: str, message: str, cure: str) -> None:
    _, problems = read(f"{HEAD.replace('sources', extra + chr(10) + 'sources')}\nSo?\n\n{OPTIONS}{WHY}")
    assert problems == [Problem("q.md", 6, message, cure)]


def test_a_passage_wants_a_lesson_and_an_anchor() -> None:
    _, problems = read(f"{HEAD.replace('opening#firm', 'opening')}\nSo?\n\n{OPTIONS}{WHY}")
    assert [(problem.line, problem.message) for problem in problems] == [(5, '"passage" cannot be "opening"')]


@pytest.mark.parametrize(
    ("stem", "body"),
    [
        ("So?", "- [x] a\n- [ ] b"),
        ("So?", "- a => b\n    > feedback\n- => c"),
        ("So?", "1. a\n    > feedback\n\n2. b"),
        ("So?\n\n- a fact\n- another\n\nWhich?", "- [x] a\n- [ ] b"),
        ("Which?\n\n1. one\n2. two", "- [x] a\n- [ ] b"),
        ("Which?\n\n- one\n- two", "1. a\n2. b"),
        ("> a client says so\n\nWhich?", "- [x] a\n> unindented\n- [ ] b"),
        ("So?", "- [x] a\n\n    > far away\n\n\n- [ ] b\n\tmore"),
    ],
)
def test_the_body_is_the_last_list(stem: str, body: str) -> None:
    question, problems = read(f"{HEAD}\n{stem}\n\n{body}\n{WHY}")
    assert (question.stem, question.body, problems) == (stem, body, [])


@pytest.mark.parametrize(
    ("stem", "body"),
    [
        ("A scene.\n\nWhat belongs there?", "It is {text: light}.\n\nIt lasts.\n\n1. > Why."),
        ("What belongs there?", "Two lines\nand {choice: [x] a\n| [ ] b}.\n\nThe end."),
        ("What belongs there?", "1. First {text: a}\n2. Then {text: b}\n\n1. > Why."),
        ("What belongs there?", "- First {text: a}\n- Then\n\n1. > Why."),
        ("What is \\{text: this}?", "{Text: a slip of the pen}"),
    ],
)
def test_a_passage_with_gaps_begins_with_the_paragraph_of_the_first(stem: str, body: str) -> None:
    question, problems = read(f"{HEAD}\n{stem}\n\n{body}\n{WHY}")
    assert (question.stem, question.body, problems) == (stem, body, [])


@pytest.mark.parametrize("mark", ["[ ]", "[x]", "[50%]", "[-33.333 %]"])
def test_an_option_above_ordinary_text_is_refused_instead_of_lost(mark: str) -> None:
    _, problems = read(f"{HEAD}\nSo?\n\n- {mark} lost\nloose text\n- [x] a\n{WHY}")
    assert [(problem.line, problem.message) for problem in problems] == [(11, "An option stands above ordinary text")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"\nSo?\n{WHY}", 9, "The question has no answers"),
        (f"\n{OPTIONS}{WHY}", 9, "The question has no stem"),
        (f"\nSo?\n\n{OPTIONS}", 13, "The question has no rationale"),
        (f"\nSo?\n\n{OPTIONS}\n## Why\n\n", 15, "The question has no rationale"),
        (f"\nSo?\n\n{OPTIONS}\n## Whys\n", 9, "The question has no answers"),
    ],
)
def test_a_question_without_one_of_its_parts_is_refused(text: str, line: int, message: str) -> None:
    _, problems = read(HEAD + text)
    assert (line, message) in [(problem.line, problem.message) for problem in problems]


def test_a_question_without_front_matter_is_lost() -> None:
    findings = Findings()
    assert read_question("x", "So?", "q.md", findings) is None
    assert not findings.is_whole


def test_a_body_that_is_not_there_has_no_lines() -> None:
    question, _ = read(f"{HEAD}\nSo?\n{WHY}")
    assert question.body_lines == ()
