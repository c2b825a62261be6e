"""Marking multiple response: no app, no database."""

import json
from fractions import Fraction
from itertools import chain, combinations
from time import perf_counter

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
EVERY = kind.read(numbered(BODY), {"rule": "every-decision"})
SHARES = """- [75%] Warms up
- [25%] Prepares
- [-50%] Drains
    > Another technique.
- [ ] Diagnoses"""
SHARED = kind.read(numbered(SHARES), {"rule": "fractions"})
THIRDS = "- [33.333%] a\n- [33.33%] b\n- [33.33333%] c\n- [-33.333%] d"


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    right = draw(st.lists(st.booleans(), min_size=2, max_size=8).filter(any))
    rule = draw(st.sampled_from(list(kind.RULES)))
    if rule == kind.FRACTIONS:
        return draw(shared(right))
    return kind.Spec(tuple(Option(f"option {place}", one) for place, one in enumerate(right)), rule)


@st.composite
def shared(draw: st.DrawFn, right: list[bool]) -> kind.Spec:
    """Options by the author's fractions: those that are right share the whole, some others take away."""
    wanted = sum(right)
    parts = draw(st.lists(st.integers(1, 9), min_size=wanted, max_size=wanted))
    percents = [100 * part // sum(parts) or 1 for part in parts]
    percents[0] += 100 - sum(percents)
    earned = iter(percents)
    marks = [f"{next(earned)}%" if one else draw(st.sampled_from([" ", "-25%", "-33.333%", "-100%"])) for one in right]
    body = "\n".join(f"- [{mark}] option {place}" for place, mark in enumerate(marks))
    return kind.read(numbered(body), {"rule": kind.FRACTIONS})


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


@pytest.mark.parametrize(
    ("choices", "fraction"),
    [
        ([0, 1], 1),
        ([0], Fraction(3, 4)),
        ([0, 1, 2], Fraction(3, 4)),
        ([0, 1, 2, 3], Fraction(1, 2)),
        ([2, 3], 0),
        ([], 0),
    ],
)
def test_every_decision_counts_what_was_rightly_chosen_and_rightly_left(choices: list[int], fraction: Fraction) -> None:
    assert kind.mark(EVERY, {"choices": choices}).fraction == fraction


@pytest.mark.parametrize(
    ("choices", "fraction"),
    [
        ([0, 1], 1),
        ([0], Fraction(3, 4)),
        ([1, 3], Fraction(1, 4)),
        ([0, 1, 2], Fraction(1, 2)),
        ([1, 2], 0),
        ([2], 0),
        ([], 0),
    ],
)
def test_by_fractions_each_option_earns_or_takes_what_its_author_says(choices: list[int], fraction: Fraction) -> None:
    assert kind.mark(SHARED, {"choices": choices}).fraction == fraction


def test_three_thirds_are_a_whole_and_one_is_exactly_a_third() -> None:
    spec = kind.read(numbered(THIRDS), {"rule": "fractions"})
    assert kind.mark(spec, {"choices": [0, 1, 2]}).fraction == 1
    assert kind.mark(spec, {"choices": [1]}).fraction == Fraction(1, 3)
    assert kind.mark(spec, {"choices": [0, 1, 3]}).fraction == Fraction(1, 3)


def test_shares_that_miss_the_whole_by_rounding_earn_it_all_the_same() -> None:
    spec = kind.read(numbered("- [33.3%] a\n- [33.3%] b\n- [33.3%] c\n- [ ] d"), {"rule": "fractions"})
    assert [kind.mark(spec, {"choices": [*range(count)]}).fraction for count in (1, 3, 4)] == [Fraction(1, 3), 1, 1]


@pytest.mark.parametrize(
    ("body", "rule", "line", "message", "cure"),
    [
        ("- [50%] a\n- [30%] b\n- [ ] c", "fractions", 1, "makes 80% together", "make 100%"),
        ("- [x] a\n- [50%] b", "fractions", 1, "makes 150% together", "make 100%"),
        ("- [33%] a\n- [33%] b\n- [33%] c", "fractions", 1, "makes 99% together", "33.333%"),
        ("- [x] a\n- [-101%] b", "fractions", 2, "cannot earn -101%", "from -100 to 100"),
        ("- [-50%] a\n- [ ] b", "fractions", 1, "No line is marked as right", "`[x]`"),
        ("- [50%] a\n- [x] b", "right-minus-wrong", 1, r"`\[50%\]` means nothing", 'rule = "fractions"'),
        ("- [half] a\n- [x] b", "fractions", 1, "cannot be read", "Write"),
    ],
)
def test_shares_that_make_no_sense_name_their_line_and_a_cure(
    body: str, rule: str, line: int, message: str, cure: str
) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        kind.read(numbered(body), {"rule": rule})
    assert caught.value.line == line
    assert cure in caught.value.cure


def test_all_and_nothing_may_be_written_as_percentages() -> None:
    spec = kind.read(numbered("- [100%] a\n- [0%] b\n- [\u221225 %] c"), {"rule": "fractions"})
    assert kind.write(spec) == ("- [x] a\n- [ ] b\n- [-25%] c", {"rule": "fractions"})


def test_a_spec_stored_before_there_were_fractions_is_still_stored_so() -> None:
    stored = {
        "options": [{"text": "a", "right": True, "feedback": ""}, {"text": "b", "right": False, "feedback": "No"}]
    }
    spec = kind.load(stored | {"rule": "all-or-nothing"})
    assert spec.options == (Option("a", right=True), Option("b", right=False, feedback="No"))
    assert kind.dump(spec) == stored | {"rule": "all-or-nothing"}


def test_a_third_is_stored_as_a_third() -> None:
    stored = json.loads(json.dumps(kind.dump(kind.read(numbered(THIRDS), {"rule": "fractions"}))))
    assert [option["fraction"] for option in stored["options"]] == ["1/3", "1/3", "1/3", "-1/3"]
    assert kind.load(stored).options[3] == Option("d", right=False, fraction=Fraction(-1, 3))


def test_by_fractions_the_review_with_the_key_says_what_each_option_is_worth() -> None:
    rows = kind.explain(SHARED, {"choices": [0]}, with_key=True, order=(3, 2, 1, 0)).rows
    assert [(row.text, row.expected) for row in rows] == [
        ("Diagnoses", ""),
        ("Drains", "-50%"),
        ("Prepares", "25%"),
        ("Warms up", "75%"),
    ]
    assert not any(row.expected for row in kind.explain(SHARED, {"choices": [0]}, with_key=False).rows)
    assert not any(row.expected for row in kind.explain(SPEC, {"choices": [0]}, with_key=True).rows)


def test_by_fractions_what_takes_away_is_wrong_and_what_earns_is_right() -> None:
    assert kind.mark(SHARED, {"choices": [0, 2]}).parts == (Verdict.RIGHT, Verdict.MISSED, Verdict.WRONG, Verdict.REST)


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
    assert "left blank if it does not" in kind.ask(EVERY, (0, 1, 2, 3)).rule
    assert "shares that may differ" in kind.ask(SHARED, (0, 1, 2, 3)).rule


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
    costs = {place for place, option in enumerate(spec.options) if spec.rule != kind.FRACTIONS or option.earns < 0}
    wrong = [place for place in costs if place not in key]
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


@given(specs())
def test_a_guesser_earns_what_all_choices_earn_on_average(spec: kind.Spec) -> None:
    places = range(len(spec.options))
    choices = list(chain.from_iterable(combinations(places, size) for size in range(len(places) + 1)))
    earned = sum(kind.mark(spec, {"choices": list(one)}).fraction for one in choices)
    assert kind.guess(spec) == earned / len(choices)


def test_what_a_guesser_earns_by_each_rule() -> None:
    found = [kind.guess(spec) for spec in (SPEC, STRICT, EVERY, SHARED)]
    assert found == [Fraction(3, 16), Fraction(1, 16), Fraction(15, 32), Fraction(11, 32)]


def test_guessing_at_very_many_options_is_reckoned_in_no_time() -> None:
    lines = [f"- [{2 + place / 1000:.3f}%] a{place}\n- [-{3 + place / 1000:.3f}%] b{place}" for place in range(-25, 24)]
    spec = kind.read(numbered("\n".join([*lines, "- [2.024%] last"])), {"rule": "fractions"})
    start = perf_counter()
    assert 0 < kind.guess(spec) < Fraction(1, 4)
    assert perf_counter() - start < 2
