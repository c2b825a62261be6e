"""How marks and questions are said in words: pure, for templates."""

from fractions import Fraction
from math import floor


def points_text(points: Fraction | int | None) -> str:
    """Exact points for a reader: `7`, `7.5`, `7.66`; rounded down, so that parts never seem to exceed the whole."""
    whole, hundredths = divmod(floor((points or 0) * 100), 100)
    return f"{whole}.{hundredths:02d}".rstrip("0") if hundredths else str(whole)


def scene_of(stem: str) -> str:
    """What leads up to the question: every paragraph but the last."""
    return stem.strip().rpartition("\n\n")[0]


def question_of(stem: str) -> str:
    """The question itself: the last paragraph of the stem."""
    return stem.strip().rpartition("\n\n")[2]
