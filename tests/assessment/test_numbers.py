"""Numbers as people type them, tolerances as authors write them: exact, or refused in a sentence. No app."""

import re
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.numbers import (
    LENGTH,
    NO_NUMBER,
    SEPARATED,
    TOO_LARGE,
    TOO_LONG,
    folded,
    parse_number,
    read_accepted,
    read_share,
    without_unit,
    write_share,
)

decimals = st.decimals(-(10**9), 10**9, places=4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("50", 50),
        (" 007 ", 7),
        ("2.5", "5/2"),
        ("2,5", "5/2"),
        ("2,50", "5/2"),
        ("0,125", "1/8"),  # no thousands begin with 0
        ("1234,567", "1234567/1000"),  # nor after four digits
        ("1.500", "3/2"),
        (".5", "1/2"),
        ("5.", 5),
        ("+3", 3),
        ("-0", 0),
        ("\u22121.5", "-3/2"),
        ("\u2013 5", -5),
        ("1e3", 1000),
        ("1,5E-1", "3/20"),
        ("\uff11\uff12", 12),
        ("\u0663\u066b\u0665", "7/2"),
        ("\u200e42\u00a0", 42),
        ("0.1" + "0" * 90, "1/10"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, number: int | str) -> None:
    assert parse_number(text) == Fraction(number)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        *((text, SEPARATED) for text in ("1,500", "-12,345", "1,500e2", "1,234.5", "1.234,5", "1 234", "1'000", "1_0")),
        *((text, NO_NUMBER) for text in ("", "-", ".", "e5", "1e", "--5", "NaN", "inf", "0x10", "ten", "1/2", "5 mg")),
        *((text, NO_NUMBER) for text in ("10\u00b3", "\u00bd", "\u2163", "5\x00e", "\ud800")),
        *((text, TOO_LARGE) for text in ("1e999", "1e-999", "1e" + "9" * 90)),
        *((text, TOO_LONG) for text in ("9" * (LENGTH + 1), "x" * 1_000_000)),
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    start = perf_counter()
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_number(text)
    assert perf_counter() - start < 0.2


@given(decimals)
def test_every_decimal_is_read_exactly_with_either_mark(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == Fraction(number)
    assert parse_number(f"{number:f}".replace(".", ",").replace("-", "\u2212")) == Fraction(number)


@given(st.text(max_size=30) | st.text("0123456789.,eE+- '%\u2212", max_size=12))
def test_any_text_is_a_number_or_a_sentence_and_folds_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert said_of(text) in {NO_NUMBER, SEPARATED, TOO_LARGE, TOO_LONG} or said_of(text) == said_of(folded(text))


def said_of(text: str) -> str:
    """The number, or the sentence."""
    try:
        return f"{parse_number(text)}"
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("50 percent", "percent", "50"),
        ("50 Percent.", "percent", "50"),
        ("50%", "percent", "50"),
        ("50 percent", "%", "50"),
        ("5mg", "mg", "5"),
        ("5 m\u00b2", "m\u00b2", "5"),
        ("5", "mg", "5"),
        ("5 g", "mg", "5 g"),
        ("mg", "mg", "mg"),
        ("5 mg mg", "mg", "5 mg"),
        ("5 mg", "", "5 mg"),
    ],
)
def test_the_unit_is_taken_off_only_if_it_is_the_one(text: str, unit: str, rest: str) -> None:
    assert without_unit(text, unit) == rest


@pytest.mark.parametrize(
    ("text", "low", "high", "spoken"),
    [
        ("50", 50, 50, "50 mg"),
        ("2,50", "5/2", "5/2", "2,50 mg"),
        ("50 ± 2", 48, 52, "50 ± 2 mg"),
        ("50 +- 2", 48, 52, "50 ± 2 mg"),
        ("50+/-0.1", "499/10", "501/10", "50 ± 0.1 mg"),
        ("50 ± 5 %", "95/2", "105/2", "50 mg ± 5 %"),
        ("-50 ± 5%", "-105/2", "-95/2", "-50 mg ± 5 %"),
        ("10 .. 20", 10, 20, "10 .. 20 mg"),
        ("\u221210..-5", -10, -5, "-10 .. -5 mg"),
    ],
)
def test_what_is_accepted_lies_between_two_borders_that_belong_to_it(
    text: str, low: int | str, high: int | str, spoken: str
) -> None:
    accepted = read_accepted(f" {text} ")
    least, most, hair = Fraction(low), Fraction(high), Fraction(1, 10**12)
    assert accepted.holds(least)
    assert accepted.holds(most)
    assert not accepted.holds(least - hair)
    assert not accepted.holds(most + hair)
    assert read_accepted(accepted.text) == accepted
    assert accepted.spoken("mg") == spoken
    assert read_accepted(accepted.spoken()).covers(accepted)


@pytest.mark.parametrize(
    "text",
    ["", "±", "50 ±", "± 2", "50 ± -2", "0 ± 5 %", "20 .. 10", "1 ..", "1...2", "1 .. 2 .. 3", "5 ± 1 ± 1", "50 %",
     "ten", "1,500 ± 5", "5 ± 1e999", "±" * 100_000, "x" * 1_000_000],
)  # fmt: skip
def test_what_an_author_cannot_have_meant_is_refused_in_a_sentence(text: str) -> None:
    start = perf_counter()
    with pytest.raises(ValueError, match=r"\.$"):
        read_accepted(text)
    assert perf_counter() - start < 0.2


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert read_accepted("0.3").holds(parse_number("0.1") + parse_number("0.2"))
    assert read_accepted("0.2 ± 0.1").holds(parse_number("0.3"))


@given(decimals, decimals.map(abs))
def test_a_tolerance_is_a_range_around_the_number(number: Decimal, spread: Decimal) -> None:
    around = read_accepted(f"{number:f} ± {spread:f}")
    assert around.low == Fraction(number) - Fraction(spread)
    assert around.high == Fraction(number) + Fraction(spread)
    assert around == read_accepted(around.text)
    assert around.covers(read_accepted(f"{number:f}"))


@pytest.mark.parametrize(
    ("text", "share", "written"),
    [
        ("50%", "1/2", "50%"),
        ("50 %", "1/2", "50%"),
        ("12.5%", "1/8", "12.5%"),
        ("-25%", "-1/4", "-25%"),
        ("\u221216.667%", "-1/6", "-16.667%"),
        ("33.33%", "1/3", "33.333%"),
        ("33.34%", "1/3", "33.333%"),
        ("33.33333%", "1/3", "33.333%"),
        ("66,67%", "2/3", "66.667%"),
        ("14.2857%", "1/7", "14.286%"),
        ("6.667%", "1/15", "6.667%"),
        ("33%", "33/100", "33%"),
        ("33.3%", "333/1000", "33.3%"),
        ("33.30%", "333/1000", "33.3%"),
        ("0.0001%", "1/1000000", "0.0001%"),
    ],
)
def test_a_share_that_no_decimal_can_write_is_read_as_what_was_meant(text: str, share: str, written: str) -> None:
    assert read_share(text) == Fraction(share)
    assert write_share(Fraction(share)) == written


@given(st.decimals(-100, 100, places=7) | st.fractions(-1, 1, max_denominator=15).map(lambda one: one * 100))
def test_a_share_is_written_as_it_is_read(percent: Decimal | Fraction) -> None:
    share = Fraction(percent) / 100
    share = read_share(write_share(share))
    assert read_share(write_share(share)) == share
    assert abs(share - Fraction(percent) / 100) < Fraction(1, 100_000)
