"""What an address or a form carries as a number: any text at all, and never more than a database takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.platform.numbers import small_number


@given(st.integers(0, 999_999_999))
def test_a_number_is_read_as_it_was_written(number: int):
    assert small_number(str(number)) == number


@pytest.mark.parametrize("text", [None, "", "-1", "+1", " 1", "1.0", "٣", "²", "1" * 10, "9" * 5000, "one"])
def test_anything_else_is_none(text: str | None):
    assert small_number(text) is None
