"""How many continuing-education hours a text is worth, by several rules side by side. Exact numbers, rounded down only.

None of these claims anything: what a board accepts, the board decides. The course says which rule it uses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

# With no text at all, 10 questions and difficulty 3 the formula still gives 46.8 minutes.
MERGENER_CAUTION = "Tested on journal articles. Most of the figure does not come from the words: not for short modules."


@dataclass(frozen=True, slots=True)
class Method:
    """A line of the worksheet: exact minutes, and hours of `minutes_per_hour` rounded down to a multiple of `step`."""

    key: str
    label: str
    formula: str
    minutes: Fraction
    minutes_per_hour: int
    step: Fraction
    caution: str = ""

    @property
    def hours(self) -> Fraction:
        """Hours, rounded down."""
        return round_down(self.minutes / self.minutes_per_hour, self.step)


def round_down(value: Fraction, step: Fraction) -> Fraction:
    """The greatest multiple of `step` that is not above `value`."""
    return value // step * step


def mergener_minutes(words: int, questions: int, difficulty: Fraction) -> Fraction:
    """Minutes = 0.9 × [−22.3 + 0.00209 × words + 2.78 × questions + 15.5 × difficulty]; never below nothing.

    Difficulty runs from 1 (very easy) to 5 (very difficult); a reviewer sets it, not the author. Coefficients: Mergener
    1991 (Am J Pharm Educ 55:263–266) as the athletic trainers' board prints them. Factor 0.9: De Muth & Hanson 2007.
    A nursing hand-out prints +22.3: a misprint, since its own example (3,774 words, 16 questions, 2.5 = 61.936 minutes)
    only comes out with −22.3.
    """
    words_part, questions_part = Fraction("0.00209") * words, Fraction("2.78") * questions
    total = Fraction("-22.3") + words_part + questions_part + Fraction("15.5") * difficulty
    return max(Fraction(0), Fraction("0.9") * total)


def nasba_minutes(words: int, questions: int, media_minutes: Fraction) -> Fraction:
    """Minutes = words ÷ 180 + media minutes + 1.85 × questions (NASBA, self-study; an hour there has 50 minutes)."""
    return Fraction(words, 180) + media_minutes + Fraction("1.85") * questions


def ncbtmb_minutes(words: int, media_minutes: Fraction) -> Fraction:
    """Minutes = words ÷ 12,000 × 60 + media minutes (NCBTMB, home study: 12,000 words are an hour)."""
    return Fraction(words, 12_000) * 60 + media_minutes


def reading_minutes(words: int, media_minutes: Fraction) -> Fraction:
    """Minutes = words ÷ 200 + media minutes: plain reading, a rule of no board."""
    return Fraction(words, 200) + media_minutes


def worksheet(
    words: int, questions: int, difficulty: Fraction = Fraction(3), media_minutes: Fraction = Fraction(0)
) -> tuple[Method, ...]:
    """The same lesson by every rule, the smallest usual one (NCBTMB) first. Raises ValueError on impossible input.

    Words are those of the content only: no title, front matter or references.
    """
    if words < 0 or questions < 0 or media_minutes < 0 or not 1 <= difficulty <= 5:  # noqa: PLR2004 - the published scale
        raise ValueError("words, questions and media minutes are 0 or more, difficulty is 1 to 5")
    return tuple(rule(words, questions, difficulty, media_minutes) for rule in METHODS.values())


def _ncbtmb(words: int, questions: int, difficulty: Fraction, media: Fraction) -> Method:
    formula = "words ÷ 12,000 + media hours"
    minutes = ncbtmb_minutes(words, media)
    return Method("ncbtmb-words", "NCBTMB word rule", formula, minutes, 60, Fraction(1, 100))


def _nasba(words: int, questions: int, difficulty: Fraction, media: Fraction) -> Method:
    formula = "(words ÷ 180 + media minutes + 1.85 × questions) ÷ 50"
    minutes = nasba_minutes(words, questions, media)
    return Method("nasba", "NASBA word count", formula, minutes, 50, Fraction(1, 2))


def _mergener(words: int, questions: int, difficulty: Fraction, media: Fraction) -> Method:
    formula = "0.9 × (−22.3 + 0.00209 × words + 2.78 × questions + 15.5 × difficulty)"
    minutes = mergener_minutes(words, questions, difficulty)
    return Method("mergener", "Mergener formula", formula, minutes, 60, Fraction(1, 4), MERGENER_CAUTION)


def _reading(words: int, questions: int, difficulty: Fraction, media: Fraction) -> Method:
    formula = "words ÷ 200 + media minutes"
    return Method("reading", "Plain reading", formula, reading_minutes(words, media), 60, Fraction(1, 100))


METHODS: dict[str, Callable[[int, int, Fraction, Fraction], Method]] = {
    "ncbtmb-words": _ncbtmb,
    "nasba": _nasba,
    "mergener": _mergener,
    "reading": _reading,
}
