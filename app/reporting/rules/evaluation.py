"""What a class said about a course: figures only, and none where few have answered. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from app.catalogue.content.evaluation import CHOICE, NUMBER, SCALE

FEWEST = 5  # with fewer, a reader could guess who said what
SCALE_VALUES = ("5", "4", "3", "2", "1")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what was said: how many, the counts by choice, a middle, or the texts. Empty when withheld."""

    text: str
    kind: str
    count: int
    is_withheld: bool
    counts: tuple[tuple[str, int], ...] = ()
    middle: str = ""
    texts: tuple[str, ...] = ()


def report(questions: Sequence[Mapping[str, Any]], responses: Sequence[Mapping[str, Any]]) -> list[Answered]:
    """What was answered to each question, withheld where fewer than five have answered it.

    `responses` come in the order of random keys, so that texts stand in no order of time.
    """
    return [_answered(question, [one[question["id"]] for one in responses if question["id"] in one])
            for question in questions]  # fmt: skip


def _answered(question: Mapping[str, Any], given: Sequence[Any]) -> Answered:
    text, kind, count = question["text"], question["kind"], len(given)
    if count < FEWEST:
        return Answered(text, kind, count, is_withheld=True)
    if kind == SCALE:
        mean = Fraction(sum(int(one) for one in given), count)
        return Answered(text, kind, count, False, _counts(given, SCALE_VALUES), f"{float(mean):.1f}")
    if kind == CHOICE:
        return Answered(text, kind, count, False, _counts(given, question["options"]))
    if kind == NUMBER:
        return Answered(text, kind, count, False, middle=f"{median(given):g}")
    return Answered(text, kind, count, False, texts=tuple(map(str, given)))


def _counts(given: Sequence[Any], choices: Sequence[str]) -> tuple[tuple[str, int], ...]:
    found = Counter(map(str, given))
    return tuple((choice, found[choice]) for choice in choices)
