"""Marking numbers: exact, with the tolerances and parts of the author. No app, no database."""

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Row, Verdict, numbered
from app.assessment.kinds.lists import Option
from app.assessment.kinds.numbers import LENGTH, parse_number, read_accepted
from app.assessment.kinds.numerical import mark as kind

BODY = """- [x] 50 ± 2
    > Half of them.
- [50%] 45 .. 55
    > Near it.
- [ ] 5
    > That is one in twenty.
- [ ] 50 ± 100 %"""
SPEC = kind.read(numbered(BODY), {"unit": "percent"})

numbers = st.decimals(-1000, 1000, places=2).map(lambda number: f"{number:f}")
answers = st.one_of(
    numbers,
    st.builds("{} ± {}".format, numbers, st.decimals(0, 10, places=1)),
    st.builds("{} +- {} %".format, numbers.filter(lambda text: Fraction(text) != 0), st.integers(0, 50)),
    st.lists(numbers, min_size=2, max_size=2).map(lambda two: " .. ".join(sorted(two, key=Fraction))),
)


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    texts = draw(st.lists(answers, min_size=1, max_size=4, unique=True))
    texts.sort(key=lambda text: read_accepted(text).high - read_accepted(text).low)
    lines = [
        (text, draw(st.sampled_from(["x", "50%", "33.333%", " "])) if at else "x") for at, text in enumerate(texts)
    ]
    body = "\n".join(f"- [{mark}] {text}\n    > Reply." for text, mark in lines)
    try:
        return kind.read(numbered(body), {"unit": draw(st.sampled_from(["", "percent", "m²"]))})
    except ContentError:
        return SPEC


@pytest.mark.parametrize(
    ("text", "fraction", "verdict"),
    [
        ("50", 1, Verdict.RIGHT),
        ("48", 1, Verdict.RIGHT),
        ("52.0", 1, Verdict.RIGHT),
        ("5e1", 1, Verdict.RIGHT),
        ("50,5 Percent", 1, Verdict.RIGHT),
        ("50%", 1, Verdict.RIGHT),
        ("52.0000000001", Fraction(1, 2), Verdict.PARTLY),
        ("45", Fraction(1, 2), Verdict.PARTLY),
        ("44.99", 0, Verdict.WRONG),
        ("5", 0, Verdict.WRONG),
        ("-50", 0, Verdict.WRONG),
        ("", 0, Verdict.MISSED),
    ],
)
def test_the_line_that_holds_the_number_and_earns_most_counts(text: str, fraction: Fraction, verdict: Verdict) -> None:
    marked = kind.mark(SPEC, {"text": text})
    assert (marked.fraction, marked.parts) == (fraction, (verdict,))


def test_lines_count_by_what_they_earn_and_not_by_their_order() -> None:
    spec = kind.read(numbered("- [ ] 0 .. 100\n    > Far.\n- [50%] 40 .. 60\n- [x] 50"), {})
    assert [kind.mark(spec, {"text": text}).fraction for text in ("50", "51", "61")] == [1, Fraction(1, 2), 0]
    assert kind.explain(spec, {"text": "61"}, with_key=True).rows[0].feedback == "Far."


def test_the_review_replies_to_what_was_typed_and_shows_the_best_number_with_its_unit() -> None:
    missed = Row("50 ± 2 percent", right=True, verdict=Verdict.MISSED, feedback="Half of them.")
    assert kind.explain(SPEC, {"text": "5 %"}, with_key=True).rows == (
        Row("5 percent", True, False, Verdict.WRONG, "That is one in twenty."),
        missed,
    )
    assert kind.explain(SPEC, {"text": "47"}, with_key=True).rows == (
        Row("47 percent", True, False, Verdict.PARTLY, "Near it."),
        missed,
    )
    assert kind.explain(SPEC, {}, with_key=True).rows == (missed,)
    assert kind.explain(SPEC, {"text": "49,5"}, with_key=True).rows == (
        Row("49,5 percent", True, True, Verdict.RIGHT, "Half of them."),
    )


def test_the_review_without_the_key_repeats_what_was_typed() -> None:
    assert kind.explain(SPEC, {"text": "47"}, with_key=False).rows == (Row("47 percent", chosen=True),)
    assert kind.explain(SPEC, {"text": " "}, with_key=False).rows == ()


def test_what_is_stored_has_plain_digits_and_no_unit() -> None:
    assert kind.normalise(SPEC, {"text": " \u2212\uff15,5 Percent. "}) == {"text": "-5,5"}
    assert kind.normalise(SPEC, {"text": None}) == {"text": ""}
    for unseen in ("\u200b", "\ud800", "\x00\t"):
        assert not kind.is_answered(kind.normalise(SPEC, {"text": unseen}))


@pytest.mark.parametrize(
    "text",
    ["fifty", "percent", "50 mg", "1,500", "1 500", "NaN", "1e999", "50\x001", "5 percent percent", "\u00bd",
     "9" * (LENGTH + 1), "9" * 1_000_000, 50, 50.0, True, ["50"], {"a": 1}],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_a_sentence(text: object) -> None:
    start = perf_counter()
    for look in (kind.normalise, kind.mark):
        with pytest.raises(ResponseError, match=r"^[A-Z].*\.$"):
            look(SPEC, {"text": text})
    assert perf_counter() - start < 0.2


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("- [ ] 5", 1, "No line is marked"),
        ("- [x] 50\n- [x] ten", 2, "Type one number"),
        ("- [x] 1,500", 1, "Type thousands"),
        ("- [x] 20 .. 10", 1, "larger than the second"),
        ("- [x] 0 ± 5 %", 1, "in percent of 0"),
        ("- [x] 5\n- [-50%] 6", 2, "cannot earn -50%"),
        ("- [x] 5\n- [101%] 6", 2, "cannot earn 101%"),
        ("- [x] 5\n- [ ] 5.0", 2, "Line 1 takes every number"),
        ("- [ ] 7\n- [x] 5 .. 8", 1, "Line 2 takes every number"),
        ("- [50%] 7\n- [x] 5 .. 8", 1, "Line 2 takes every number"),
        ("- [x] 5\n* [x] 6", 2, "cannot be read"),
        ("\n".join(f"- [x] {number}" for number in range(201)), 201, "more than 200"),
        ("", 1, "0 of at least 1"),
    ],
)
def test_a_body_that_cannot_be_meant_names_its_line_and_a_cure(body: str, line: int, message: str) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        kind.read(numbered(body), {})
    assert caught.value.line == line
    assert caught.value.cure.endswith(".")


@pytest.mark.parametrize("unit", [5, True, ["mg"], "x" * 41, "m\ng", "10 mg", "-", ".5", "\u0663"])
def test_a_unit_is_a_short_text_that_begins_like_no_number(unit: object) -> None:
    with pytest.raises(ContentError, match="`unit`"):
        kind.read(numbered("- [x] 5"), {"unit": unit})


def test_the_unit_is_shown_and_the_rule_says_nothing_of_the_number() -> None:
    other = kind.read(numbered("- [x] 1 .. 2\n- [25%] 3"), {"unit": "percent"})
    assert kind.ask(SPEC, ()) == kind.ask(other, ()) == kind.NumberAsk(rule=kind.rule(SPEC), unit="percent")


@given(specs(), numbers | st.text(max_size=20))
def test_a_mark_lies_between_nothing_and_all_and_storing_twice_changes_nothing(spec: kind.Spec, text: str) -> None:
    try:
        stored = kind.normalise(spec, {"text": text})
    except ResponseError as error:
        assert str(error)[-1:] == "."  # noqa: PT017 - either is allowed
        return
    assert kind.normalise(spec, stored) == stored
    marked = kind.mark(spec, stored)
    assert marked == kind.mark(spec, {"text": text})
    assert isinstance(marked.fraction, Fraction)
    assert 0 <= marked.fraction <= 1
    holds = [one.earns for one in spec.answers if stored["text"] and read_accepted(one.text).holds(_number(stored))]
    assert marked.fraction == max(holds, default=0)


def _number(stored: object) -> Fraction:
    return parse_number(stored["text"])  # type: ignore[index]


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec


@given(st.text(max_size=30), st.text(max_size=10))
def test_any_line_is_read_or_refused_in_words(text: str, unit: str) -> None:
    try:
        spec = kind.read(numbered(f"- [x] {text}"), {"unit": unit})
    except ContentError:
        return
    assert kind.mark(spec, {"text": spec.answers[0].text.split("..")[0].split("±")[0].split("+-")[0]}).fraction in {
        0,
        1,
    }


def test_a_spec_is_made_of_options() -> None:
    spec = kind.Spec((Option("3", right=True), Option("4", right=False, fraction=Fraction(1, 3))))
    assert kind.write(spec) == ("- [x] 3\n- [33.333%] 4", {})
    assert kind.mark(spec, {"text": "4"}).fraction == Fraction(1, 3)
