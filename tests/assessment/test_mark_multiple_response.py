"""Marking multiple response: no app, no database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Verdict, numbered
from app.assessment.kinds.lists import Option
from app.assessment.kinds.multiple_response import mark as kind

BODY = """- [x] Warms up
- [x] Prepares
- [ ] Drains
    > Another technique.
- [ ] Diagnoses"""
SPEC = kind.read(numbered(BODY), {})
STRICT = kind.read(numbered(BODY), {"rule": "all-or-nothing"})


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    right = draw(st.lists(st.booleans(), min_size=2, max_size=8).filter(any))
    return kind.Spec(
        tuple(Option(f"option {place}", one) for place, one in enumerate(right)),
        draw(st.sampled_from(list(kind.RULES))),
    )


@pytest.mark.parametrize(
    ("choices", "fraction"),
    [
        ([0, 1], 1),
        ([0], Fraction(1, 2)),
        ([0, 2], 0),
        ([0, 1, 2], Fraction(1, 2)),
        ([0, 1, 2, 3], 0),
        ([2, 3], 0),
        ([], 0),
    ],
)
def test_right_minus_wrong_takes_away_for_wrong_choices_but_never_below_zero(
    choices: list[int], fraction: Fraction
) -> None:
    assert kind.mark(SPEC, {"choices": choices}).fraction == fraction


@pytest.mark.parametrize(("choices", "fraction"), [([0, 1], 1), ([1, 0], 1), ([0], 0), ([0, 1, 2], 0), ([], 0)])
def test_all_or_nothing_wants_every_right_choice_and_no_other(choices: list[int], fraction: int) -> None:
    assert kind.mark(STRICT, {"choices": choices}).fraction == fraction


def test_each_option_gets_its_verdict() -> None:
    assert kind.mark(SPEC, {"choices": [0, 2]}).parts == (
        Verdict.RIGHT,
        Verdict.MISSED,
        Verdict.WRONG,
        Verdict.REST,
    )


def test_a_choice_sent_twice_counts_once() -> None:
    assert kind.normalise(SPEC, {"choices": [1, 0, 1]}) == {"choices": [0, 1]}


@pytest.mark.parametrize("choices", [[4], [-1], [True], ["0"], [[0]], [0] * 1_000_000, "01", {"0": True}, 3])
def test_what_are_no_options_is_refused(choices: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"choices": choices})


def test_the_rule_is_told_to_the_student() -> None:
    assert "takes one away" in kind.ask(SPEC, (0, 1, 2, 3)).rule
    assert "only if every choice" in kind.ask(STRICT, (0, 1, 2, 3)).rule


def test_the_rule_must_be_a_known_one() -> None:
    with pytest.raises(ContentError, match="right-minus-wrong"):
        kind.read(numbered(BODY), {"rule": "halves"})


def test_at_least_one_option_is_right() -> None:
    with pytest.raises(ContentError, match="No line"):
        kind.read(numbered("- [ ] a\n- [ ] b"), {})


def test_the_review_without_the_key_repeats_the_choices_in_an_order_that_tells_nothing() -> None:
    rows = kind.explain(SPEC, {"choices": [0, 1, 2]}, with_key=False, order=(3, 2, 1, 0)).rows
    assert [(row.text, row.verdict, row.feedback) for row in rows] == [
        ("Drains", None, ""),
        ("Prepares", None, ""),
        ("Warms up", None, ""),
    ]


def test_the_review_says_what_was_missed_and_replies_to_what_was_chosen() -> None:
    rows = kind.explain(SPEC, {"choices": [0, 2]}, with_key=True).rows
    assert [row.verdict for row in rows] == ["right", "missed", "wrong", "rest"]
    assert [row.feedback for row in rows] == ["", "", "Another technique.", ""]


@given(specs(), st.sets(st.integers(0, 7)))
def test_a_mark_lies_between_nothing_and_all(spec: kind.Spec, choices: set[int]) -> None:
    response = {"choices": [choice for choice in choices if choice < len(spec.options)]}
    assert 0 <= kind.mark(spec, response).fraction <= 1


@given(specs())
def test_the_key_earns_everything_and_nothing_else_does(spec: kind.Spec) -> None:
    key = [place for place, option in enumerate(spec.options) if option.right]
    assert kind.mark(spec, {"choices": key}).fraction == 1
    assert kind.mark(spec, {"choices": key[1:]}).fraction < 1
    wrong = [place for place, option in enumerate(spec.options) if not option.right]
    assert all(kind.mark(spec, {"choices": [*key, place]}).fraction < 1 for place in wrong)


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec


@given(specs(), st.permutations(range(8)))
def test_changing_the_key_never_changes_the_page(spec: kind.Spec, order: list[int]) -> None:
    places = tuple(place for place in order if place < kind.tokens(spec))
    other = kind.Spec(tuple(Option(one.text, not one.right, "told!") for one in spec.options), spec.rule)
    assert kind.ask(spec, places) == kind.ask(other, places)
