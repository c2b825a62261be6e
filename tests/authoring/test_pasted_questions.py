"""Questions as plain text: two ways of writing them, and what cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules.pasted import read_pasted
from app.authoring.rules.rows import Row, body_of, rows_of

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


@given(st.lists(LINE, max_size=40).map("\n".join))
def test_any_text_can_be_pasted(text: str) -> None:
    for one in read_pasted(text):
        assert one.line >= 1
        if not one.faults:
            assert rows_of(one.kind, body_of(one.rows)) == [
                row._replace(text=" ".join(row.text.split())) for row in one.rows
            ]


GOOD = """
What comes before the first stroke?
* One slow breath
- A firm press
  > It startles.
- A cold towel
Why: The lesson says so.
And the book.


Which are long?
A) Strokes
b. Breaths
C) Taps
Answer: A, B
"""


def test_both_ways_of_writing_are_read() -> None:
    first, second = read_pasted(GOOD)
    assert (first.line, first.kind, first.faults) == (2, "single-choice", ())
    assert first.rows[1] == Row("A firm press", False, "It startles.")
    assert first.why == "The lesson says so.\nAnd the book."
    assert (second.line, second.kind, second.faults) == (11, "multiple-response", ())
    assert [row.is_right for row in second.rows] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Only a question?", "Write at least two options."),
        ("Which?\n- a\n- b", "Mark the option that is right."),
        ("Which?\n* a\n- A", "Two options read the same."),
        ("Which?\nA) a\nB) b\nAnswer: D", "The answer names an option that is not there."),
        ("Which?\n* a\n- b\nand then?", "A line below the options cannot be read."),
        ("# Which?\n* a\n- b", "A question cannot begin with #."),
    ],
)
def test_what_cannot_be_read_says_why(text: str, fault: str) -> None:
    (found,) = read_pasted(text)
    assert any(one.startswith(fault) for one in found.faults)
