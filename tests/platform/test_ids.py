"""Codes that a person copies from paper: typing errors are found before anything is looked up."""

from hypothesis import given
from hypothesis import strategies as st

from app.platform import ids

bodies = st.text(alphabet=ids.ALPHABET, min_size=26, max_size=26)


def test_a_code_is_well_formed_as_it_is_made():
    assert all(ids.is_well_formed(ids.checked_code()) for _ in range(200))


@given(bodies, st.integers(0, 26), st.sampled_from(ids.ALPHABET))
def test_one_wrong_letter_is_always_found(body, place, letter):
    code = body + ids.check_letter(body)
    wrong = code[:place] + letter + code[place + 1 :]
    assert ids.is_well_formed(wrong) == (wrong == code)


@given(bodies, st.integers(0, 24))
def test_two_neighbours_swapped_are_always_found(body, place):
    code = body + ids.check_letter(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert ids.is_well_formed(swapped) == (swapped == code)


@given(bodies)
def test_the_grouped_code_is_read_back_as_it_was(body):
    code = body + ids.check_letter(body)
    assert ids.tidy(f"  {ids.grouped(code).lower()} ") == code


def test_no_letter_looks_like_another():
    assert not set("01OIL") & set(ids.ALPHABET)
    assert len(ids.ALPHABET) == 31, "a prime, or the check letter would miss some swaps"


def test_ids_are_long_enough_and_different():
    made = {ids.public_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == 26 and one.isalnum() and one == one.lower() for one in made)


def test_hostile_codes_are_simply_not_well_formed():
    for typed in ("", "a" * 100_000, "\x00", "ÄÖÜ" * 9, "'; DROP TABLE certificates; --"):
        assert not ids.is_well_formed(ids.tidy(typed))
