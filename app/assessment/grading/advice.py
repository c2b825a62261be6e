"""What the figures of a question say, in plain sentences. Pure.

The usual bands for facility and discrimination are for tests that rank people. A test of mastery *should* be easy, and
an item that everybody gets right cannot discriminate; so nothing here scolds an easy item. What is flagged is what is
probably a fault: a key that the best people contradict, a question that does worse than guessing. A figure that may be
chance is said to be so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import atanh, sqrt

from app.assessment.grading.statistics import ItemStatistics
from app.assessment.grading.thirds import PartShare
from app.assessment.kinds.base import N_

FEWEST = 30  # takers; below, an interval of the facility is wider than a third
EASY, HARD = 90.0, 30.0  # facility in percent
WEAK = 15.0  # efficiency in percent; Moodle calls what is below dubious
ENOUGH_WRONG = 10  # people who were wrong, before an option that none of them chose means anything
CHANCE = 1.645  # one-sided 95 %
HALF = 50.0


class Severity(StrEnum):
    """How much a piece of advice asks for, most first."""

    CHECK = "check"
    LOOK = "look"
    NOTE = "note"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence for translation; where it says `%(options)s`, the texts (Markdown) of `options`."""

    severity: Severity
    text: str
    options: tuple[str, ...] = ()


NOBODY = Advice(Severity.NOTE, N_("Nobody has had this question yet."))
VOID = Advice(Severity.NOTE, N_("A correction took this question out of the marks."))
FEW = Advice(Severity.NOTE, N_("Too few takers to say: fewer than 30."))
AGAINST = Advice(
    Severity.CHECK, N_("People who do well elsewhere get this wrong more often than the others do. Check the key.")
)
PERHAPS_AGAINST = Advice(
    Severity.LOOK, N_("People who do well elsewhere do a little worse here. It may be chance. Check the key.")
)
BELOW_GUESSING = Advice(Severity.CHECK, N_("People do worse here than by guessing. Check the key."))
NEAR_GUESSING = Advice(
    Severity.LOOK, N_("People do no better here than by guessing. See whether the lesson says it plainly.")
)
DIFFICULT = Advice(Severity.LOOK, N_("Few people know this. See whether the lesson says it plainly."))
UNCLEAR = Advice(
    Severity.NOTE,
    N_("This hardly tells who knows the subject from who does not. In a mastery test that can be all right."),
)
MASTERED = Advice(Severity.FINE, N_("Nearly everybody knows this. Fine for a mastery test."))
GOOD = Advice(Severity.FINE, N_("Nothing to look at."))
RIVAL = N_("The top third chooses this more often than the key: %(options)s. Check the key.")
NEAR_RIVAL = N_(
    "The top third chooses this a little more often than the key: %(options)s. It may be chance. Check the key."
)
TEMPTING = N_("Most of the top third choose what counts as wrong: %(options)s. Check the key.")
UNCHOSEN = N_("Nobody chooses this: %(options)s. A wrong answer that tempts somebody would tell you more.")


def advice_on(
    item: ItemStatistics, guess: Fraction | None, options: Sequence[PartShare] = (), *, one_key: bool = False
) -> tuple[Advice, ...]:
    """What to say of a question, worst first; never nothing.

    `guess`: what a blind guess earns. `options`: of a kind with options, `one_key` if one of them is the answer.
    """
    if not item.takers or item.facility is None:
        return (NOBODY,)
    if item.takers < FEWEST:
        return (FEW,)
    is_easy = item.facility >= EASY
    found = [*_rivals(item, options, one_key=one_key)]
    if not one_key or not found:  # a rival of the key is the reason for the rest
        found += [*_against(item), *_hard(item, guess)]
    if not is_easy:
        found += [*_unclear(item), *_unchosen(item, options)]
    rank = list(Severity)
    return tuple(sorted(found, key=lambda one: rank.index(one.severity))) or (MASTERED if is_easy else GOOD,)


def _rivals(item: ItemStatistics, options: Sequence[PartShare], *, one_key: bool) -> Iterator[Advice]:
    """Wrong options that the best people choose: more often than the one key, or more often than not."""
    key = next((one.top for one in options if one.part.right), None)
    if key is None:
        return
    if not one_key:
        names = tuple(one.part.text for one in _wrong(options) if (one.top or 0) > HALF)
        yield from [Advice(Severity.LOOK, TEMPTING, names)] if names else []
        return
    rivals = [one for one in _wrong(options) if (one.top or 0) > key]
    sure = tuple(one.part.text for one in rivals if is_more((one.top or 0) / 100, key / 100, item.takers / 3))
    if sure:
        yield Advice(Severity.CHECK, RIVAL, sure)
    elif rivals:
        yield Advice(Severity.LOOK, NEAR_RIVAL, tuple(one.part.text for one in rivals))


def is_more(one: float, other: float, people: float) -> bool:
    """Whether of so many people more choose one than the other, beyond chance: a sign test, by its normal form."""
    return (one - other) * sqrt(people) > CHANCE * sqrt(one + other)


def _against(item: ItemStatistics) -> Iterator[Advice]:
    """A negative discrimination. Among a few who were wrong at all it is chance, so an easy item is left alone then."""
    index = item.discrimination
    if index is None or index >= 0:
        return
    if is_beyond_chance(index / 100, item.takers):
        yield AGAINST
    elif (item.facility or 0) < EASY:
        yield PERHAPS_AGAINST


def is_beyond_chance(correlation: float, people: int) -> bool:
    """Whether a correlation is below zero by more than chance, by Fisher's z (R. A. Fisher, Metron 1, 1921)."""
    return correlation <= -1 or atanh(correlation) * sqrt(people - 3) < -CHANCE


def _hard(item: ItemStatistics, guess: Fraction | None) -> Iterator[Advice]:
    facility, interval, blind = item.facility or 0.0, item.interval or (0.0, 100.0), float(100 * (guess or 0))
    if interval[1] < blind:
        yield BELOW_GUESSING
    elif facility < blind:
        yield NEAR_GUESSING
    elif facility < HARD:
        yield DIFFICULT


def _unclear(item: ItemStatistics) -> Iterator[Advice]:
    if item.efficiency is not None and 0 <= item.efficiency < WEAK:
        yield UNCLEAR


def _unchosen(item: ItemStatistics, options: Sequence[PartShare]) -> Iterator[Advice]:
    wrong = item.takers * (1 - (item.facility or 0) / 100)
    names = tuple(one.part.text for one in _wrong(options) if not one.people)
    if names and wrong >= ENOUGH_WRONG:
        yield Advice(Severity.NOTE, UNCHOSEN, names)


def _wrong(options: Sequence[PartShare]) -> list[PartShare]:
    return [one for one in options if one.part.right is False and one.part.earns <= 0]
