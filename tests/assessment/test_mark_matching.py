"""Marking matching: no app, no database."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Row, Verdict, numbered
from app.assessment.kinds.matching import mark as kind

BODY = """- It clears lactic acid => Unsupported
    > Removal fell.
- It flushes toxins => Unsupported
- => Proven
    > No note says so.
- It calms => Supported"""
SPEC = kind.read(numbered(BODY), {})


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    rights = draw(st.lists(st.integers(0, 4), min_size=2, max_size=6))
    lines = [kind.Pair(f"left {place}", f"right {right}") for place, right in enumerate(rights)]
    for number in range(draw(st.integers(0, 2))):
        lines.insert(draw(st.integers(0, len(lines))), kind.Pair("", f"distractor {number}", "Nowhere."))
    return kind.Spec(tuple(lines))


def key(spec: kind.Spec) -> dict[str, object]:
    return {"pairs": {str(left): spec.rights.index(pair.right) for left, pair in enumerate(spec.pairs)}}


def test_right_sides_stand_once_and_distractors_last() -> None:
    assert SPEC.rights == ("Unsupported", "Supported", "Proven")
    assert [pair.left for pair in SPEC.pairs] == ["It clears lactic acid", "It flushes toxins", "It calms"]
    assert kind.tokens(SPEC) == 3


@pytest.mark.parametrize(
    ("pairs", "fraction"),
    [
        ({"0": 0, "1": 0, "2": 1}, 1),
        ({"0": 0, "1": 2, "2": 1}, Fraction(2, 3)),
        ({"2": 1}, Fraction(1, 3)),
        ({"0": 1, "1": 1, "2": 0}, 0),
        ({}, 0),
    ],
)
def test_each_right_pair_earns_its_share(pairs: dict[str, int], fraction: Fraction) -> None:
    assert kind.mark(SPEC, {"pairs": pairs}).fraction == fraction


def test_an_unmatched_row_is_missed_not_wrong() -> None:
    assert kind.mark(SPEC, {"pairs": {"0": 0, "1": 1}}).parts == (Verdict.RIGHT, Verdict.WRONG, Verdict.MISSED)


def test_every_row_is_stored() -> None:
    assert kind.normalise(SPEC, {"pairs": {"1": 2}}) == {"pairs": {"0": None, "1": 2, "2": None}}


@pytest.mark.parametrize(
    "pairs",
    [{"3": 0}, {"0": 3}, {"0": -1}, {"0": True}, {"0": "0"}, {"00": 0}, {0: 0}, {"-1": 0}, [0, 0, 1], "0", 5],
)
def test_what_is_no_matching_is_refused(pairs: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"pairs": pairs})


def test_a_million_rows_are_refused() -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"pairs": {str(place): 0 for place in range(1_000_000)}})


def test_the_review_tells_what_belongs_and_replies_to_a_distractor_too() -> None:
    rows = kind.explain(SPEC, {"pairs": {"0": 2, "2": 1}}, with_key=True).rows
    assert rows == (
        Row(
            "It clears lactic acid", True, False, Verdict.WRONG, "Removal fell.\n\nNo note says so.",
            given="Proven", expected="Unsupported",
        ),
        Row("It flushes toxins", False, False, Verdict.MISSED, expected="Unsupported"),
        Row("It calms", True, True, Verdict.RIGHT, given="Supported", expected="Supported"),
    )  # fmt: skip


def test_the_review_without_the_key_repeats_the_matches() -> None:
    assert kind.explain(SPEC, {"pairs": {"0": 2}}, with_key=False).rows == (
        Row("It clears lactic acid", chosen=True, given="Proven"),
        Row("It flushes toxins"),
        Row("It calms"),
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("- a => b", 1),
        ("- a => b\n- => c", 1),  # one pair and a distractor
        ("- a => b\n- c", 2),
        ("- a => b\n- c =>", 2),
        ("- a => b\n- c => d => e", 2),
        ("- a => b\n- a => c", 2),  # the same left side twice
        ("- a => b\n- c => d\n- => b", 3),  # a distractor that belongs somewhere
        ("- a => b\n- c => d\n- => e\n- => e", 4),
        ("- a => b\na => c", 2),
    ],
)
def test_a_body_that_cannot_be_read_names_its_line(body: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        kind.read(numbered(body), {})
    assert caught.value.line == line


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec


@given(specs(), st.lists(st.none() | st.integers(0, 20), min_size=6, max_size=6))
def test_a_mark_lies_between_nothing_and_all_and_only_the_key_earns_all(
    spec: kind.Spec, places: list[int | None]
) -> None:
    rights = [None if place is None else place % len(spec.rights) for place in places[: len(spec.pairs)]]
    response = {"pairs": {str(left): right for left, right in enumerate(rights)}}
    fraction = kind.mark(spec, response).fraction
    assert 0 <= fraction <= 1
    assert (fraction == 1) == (kind.normalise(spec, response) == key(spec))
    assert kind.mark(spec, key(spec)).fraction == 1


def test_exchanging_the_right_sides_changes_nothing_that_can_be_seen() -> None:
    other = kind.read(numbered("- It clears lactic acid => Supported\n- It flushes toxins => Proven\n"
                               "- It calms => Unsupported"), {})  # fmt: skip
    pages = [{kind.ask(spec, order) for order in permutations(range(3))} for spec in (SPEC, other)]
    assert pages[0] == pages[1]
