"""Points for certainty: it pays to be honest, and nobody gains by saying nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading.certainty import RIGHT, WRONG, levels


def worth(certainty: int, chance: Fraction) -> Fraction:
    """What an answer that is right with this chance earns on average."""
    return chance * RIGHT[certainty] + (1 - chance) * WRONG[certainty]


@pytest.mark.parametrize(("percent", "best"), [(50, 1), (66, 1), (68, 2), (79, 2), (81, 3), (100, 3)])
def test_the_honest_answer_earns_most(percent: int, best: int):
    chance = Fraction(percent, 100)
    assert max((1, 2, 3), key=lambda certainty: worth(certainty, chance)) == best


@given(st.lists(st.tuples(st.sampled_from([None, 1, 2, 3]), st.booleans())))
def test_every_answer_with_a_word_is_counted_once(answers: list[tuple[int | None, bool]]):
    found = levels(answers)
    assert [level.certainty for level in found] == [3, 2, 1]
    assert sum(level.answers for level in found) == sum(certainty is not None for certainty, _ in answers)
    assert sum(level.right for level in found) == sum(right for certainty, right in answers if certainty)
    assert sum(level.points for level in found) == sum(
        (RIGHT if right else WRONG)[one] for one, right in answers if one
    )
