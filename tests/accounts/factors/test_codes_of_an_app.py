"""Codes of an authenticator app, against the standard's own examples; pure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.totp import STEP_SECONDS, address_for_app, code_at, matching_step, step_of

SECRET = b"12345678901234567890"  # of RFC 6238, appendix B; there with eight digits, of which these are the last six
EXAMPLES = {
    59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037",
    20000000000: "353130",
}  # fmt: skip
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("seconds", EXAMPLES)
def test_the_standards_examples_come_out(seconds: int):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert code_at(SECRET, step_of(moment)) == EXAMPLES[seconds]


@pytest.mark.parametrize(("late", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off_and_no_more(late: int, is_taken: bool):
    shown = code_at(SECRET, step_of(NOON + timedelta(seconds=late * STEP_SECONDS)))
    assert (matching_step(SECRET, shown, NOON, used=0) is not None) == is_taken


def test_a_code_works_once_and_none_older_after_it():
    step = step_of(NOON)
    assert matching_step(SECRET, code_at(SECRET, step), NOON, used=step) is None
    assert matching_step(SECRET, code_at(SECRET, step - 1), NOON, used=step) is None
    assert matching_step(SECRET, code_at(SECRET, step + 1), NOON, used=step) == step + 1


def test_blanks_do_not_matter():
    code = code_at(SECRET, step_of(NOON))
    assert matching_step(SECRET, f" {code[:3]} {code[3:]}\n", NOON, used=0) == step_of(NOON)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_answered(typed: str):
    right = {code_at(SECRET, step_of(NOON) + late) for late in (-1, 0, 1)}
    assert (matching_step(SECRET, typed, NOON, used=0) is not None) == ("".join(typed.split()) in right)


def test_the_pattern_says_whose_key_it_is_whatever_is_in_the_names():
    told = address_for_app("ABC", "ana+ce@example.org", "Hands & Feet: school?")
    assert told == (
        "otpauth://totp/Hands%20%26%20Feet%3A%20school%3F:ana%2Bce%40example.org"
        "?secret=ABC&issuer=Hands%20%26%20Feet%3A%20school%3F"
    )
