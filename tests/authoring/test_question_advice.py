"""Advice on how a question is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules.hints import hints
from app.authoring.rules.rows import Row, faults_of, rows_of

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


FINE = [Row("Warm hands", True), Row("Cold hands", False, "They startle."), Row("Wet hands", False, "They slip.")]


@pytest.mark.parametrize(
    ("stem", "rows", "why", "said"),
    [
        ("Which hands begin?", FINE, "So it says.", ""),
        ("Which hands do not begin?", FINE, "So.", "in the negative"),
        ("Which hands begin", FINE, "So.", "question mark"),
        ("Which hands begin?", FINE, " ", "Say why the right answer is right"),
        ("Which hands begin?", [*FINE, Row("All of the above", False, "No.")], "So.", "made of others"),
        ("Which hands begin?", FINE[:2], "So.", "With two options"),
        ("Which hands begin?", [Row(f"{'Very ' * 9}warm hands", True), *FINE[1:]], "So.", "much the longest"),
        ("Which hands begin?", [*FINE[:2], Row("Always wet hands", False, "No.")], "So.", "guessed to be wrong"),
        ("Which hands begin?", [*FINE[:2], Row("Wet hands.", False, "No.")], "So.", "full stop"),
        ("Which hands begin?", [*FINE[:2], Row("wet hands", False, "No.")], "So.", "capital"),
        ("Which hands begin?", [*FINE[:2], Row("Wet hands")], "So.", "why it tempts"),
        ("What warms muscles?", [Row("Warm muscles", True), *FINE[1:]], "So.", "gives it away"),
    ],
)
def test_advice_names_what_gives_an_answer_away(stem: str, rows: list[Row], why: str, said: str) -> None:
    found = hints(stem, rows, why)
    assert (any(said in one for one in found) and len(found) == 1) if said else found == []


@given(st.text(max_size=200), st.lists(st.builds(Row, LINE, st.booleans(), LINE), max_size=6), st.text(max_size=50))
def test_advice_never_fails(stem: str, rows: list[Row], why: str) -> None:
    assert all(isinstance(one, str) for one in hints(stem, rows, why))


def test_rows_say_what_keeps_them_from_being_a_question() -> None:
    two = [Row("a", True), Row("b", True)]
    assert faults_of("single-choice", two) == ["Only one option can be right."]
    assert faults_of("multiple-response", two) == []
    assert rows_of("cloze", "{text: a}") is None
    assert rows_of("single-choice", "- [x] a\n- [50%] b") is None, "shares need the list"
