"""Marking ordering: no app, no database."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Row, Verdict, numbered
from app.assessment.kinds.ordering import mark as kind

BODY = """1. ask
    > Talk comes first.
2. stroke
3. knead
4. press
5. rest"""
SPEC = kind.read(numbered(BODY), {})

specs = st.integers(2, 7).map(lambda count: kind.Spec(tuple(kind.Step(f"step {n}") for n in range(count))))


@pytest.mark.parametrize(
    ("positions", "fraction"),
    [
        ([1, 2, 3, 4, 5], 1),
        ([5, 1, 2, 3, 4], Fraction(3, 5)),  # the first step moved to the end: the rest is still a sequence
        ([1, 2, 4, 3, 5], Fraction(2, 5)),
        ([5, 4, 3, 2, 1], 0),
        ([1, None, None, None, None], Fraction(1, 5)),
        ([None, 2, 3, None, None], Fraction(1, 5)),
        ([1, 3, 4, 5, None], Fraction(3, 5)),
        ([None] * 5, 0),
    ],
)
def test_an_item_counts_directly_after_its_predecessor(positions: list[int | None], fraction: Fraction) -> None:
    assert kind.mark(SPEC, {"positions": positions}).fraction == fraction


def test_a_place_given_twice_counts_for_neither() -> None:
    marked = kind.mark(SPEC, {"positions": [1, 2, 2, 3, 4]})
    assert marked.parts == (Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG, Verdict.WRONG, Verdict.RIGHT)


def test_an_unplaced_item_is_missed_not_wrong() -> None:
    assert kind.mark(SPEC, {"positions": [1, None, 2, 3, 4]}).parts[1] is Verdict.MISSED


def test_a_blind_guess_earns_one_share_of_n_on_average() -> None:
    fractions = [kind.mark(SPEC, {"positions": list(places)}).fraction for places in permutations(range(1, 6))]
    assert sum(fractions, Fraction(0)) / len(fractions) == Fraction(1, 5)


@pytest.mark.parametrize(
    "positions",
    [[0, 1, 2, 3, 4], [1, 2, 3, 4, 6], [1, 2, 3, 4], [1] * 6, [True, 2, 3, 4, 5], ["1"] * 5, "12345", {"0": 1}, 7],
)
def test_what_are_no_places_is_refused(positions: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"positions": positions})


def test_two_items_may_share_a_place_for_the_time_being() -> None:
    response = {"positions": [2, 2, None, 1, 1]}
    assert kind.normalise(SPEC, response) == response
    assert kind.is_answered(response)


def test_the_review_stands_in_the_right_order_with_the_places_given() -> None:
    rows = kind.explain(SPEC, {"positions": [1, 3, None, 4, 2]}, with_key=True).rows
    assert rows[0] == Row("ask", True, True, Verdict.RIGHT, "Talk comes first.", given="1", expected="1")
    assert rows[1] == Row("stroke", True, False, Verdict.WRONG, given="3", expected="2")
    assert rows[2] == Row("knead", False, False, Verdict.MISSED, expected="3")


def test_the_review_without_the_key_stands_in_the_order_that_the_student_gave() -> None:
    rows = kind.explain(SPEC, {"positions": [3, None, 1, None, 1]}, with_key=False).rows
    assert [(row.text, row.given) for row in rows] == [
        ("knead", "1"),
        ("rest", "1"),
        ("ask", "3"),
        ("press", ""),
        ("stroke", ""),
    ]
    assert all(row.verdict is None and not row.expected and not row.feedback for row in rows)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("1. a", 1),
        ("1. a\n3. b", 2),
        ("1. a\n1. b", 2),
        ("2. a\n1. b", 1),
        ("1. a\n2. a", 2),
        ("1. a\n2) b", 2),
        ("1. a\n- b", 2),
        ("1. a\n2.", 2),
        ("99999999999. a\n2. b", 1),
    ],
)
def test_a_body_that_cannot_be_read_names_its_line(body: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        kind.read(numbered(body), {})
    assert caught.value.line == line


@given(specs)
def test_the_right_order_earns_everything(spec: kind.Spec) -> None:
    assert kind.mark(spec, {"positions": list(range(1, len(spec.steps) + 1))}).fraction == 1


@given(specs, st.lists(st.none() | st.integers(1, 7), min_size=7, max_size=7))
def test_a_mark_lies_between_nothing_and_all_and_only_the_right_order_earns_all(
    spec: kind.Spec, places: list[int | None]
) -> None:
    count = len(spec.steps)
    positions = [place if place is None else (place - 1) % count + 1 for place in places[:count]]
    fraction = kind.mark(spec, {"positions": positions}).fraction
    assert 0 <= fraction <= 1
    assert (fraction == 1) == (positions == list(range(1, count + 1)))


@given(specs, st.sampled_from(["", "Because.", "Two\n\nparagraphs", "> quoted"]))
def test_what_is_written_is_read_again(spec: kind.Spec, feedback: str) -> None:
    spec = kind.Spec((kind.Step("first", feedback), *spec.steps))
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec


def test_another_right_order_changes_nothing_that_can_be_seen() -> None:
    other = kind.Spec(SPEC.steps[::-1])
    pages = [{kind.ask(spec, order) for order in permutations(range(5))} for spec in (SPEC, other)]
    assert pages[0] == pages[1]
