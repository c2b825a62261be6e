"""An exam paper: which questions, in what order, what they earn, and whether that passes. Pure and repeatable.

Everything that looks random comes from the attempt's stored seed by SHA-256, so that a paper can be laid out again
years later, on any machine. Nothing here knows a key.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import floor
from typing import Any

from app.assessment import grading
from app.assessment.kinds.base import Marked, Order, Response


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the bank: the key it keeps through all versions, its topic, the id of this version, its labels."""

    key: str
    topic: str
    id: int
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question on a paper, its spec as stored JSON, and what was answered; None for nothing."""

    kind: str
    spec: Mapping[str, Any]
    points: int
    response: Response | None


@dataclass(frozen=True, slots=True)
class PaperMark:
    """The mark for each question, and the sums."""

    marks: tuple[Marked, ...]
    earned: Fraction
    possible: int


def order(seed: str, number: int, count: int) -> Order:
    """The order in which question `number` of the paper shows its `count` shuffled things."""
    return tuple(sorted(range(count), key=lambda place: _rank(seed, number, place)))


def draw(
    bank: Sequence[Entry], count: int, seed: str, seen: Collection[int] = (), at_least: int = 1
) -> tuple[int, ...]:
    """The ids of `count` questions in the order of the paper; all of them if the bank has no more.

    Every topic gets `at_least` questions while `count` and its bank allow, then each in proportion to what it has in
    the bank, by Sainte-Laguë's divisors: the next goes to the topic with the smallest (2 x drawn + 1) / available.
    Within a topic unseen questions come first. The spread over the topics outranks newness, since it is what makes one
    paper as hard and as broad as the next. The listing order of the bank does not matter.
    """
    topics: dict[str, list[Entry]] = {}
    for entry in sorted(bank, key=lambda entry: (entry.id in seen, _rank(seed, "draw", entry.key))):
        topics.setdefault(entry.topic, []).append(entry)
    drawn: Counter[str] = Counter()

    def turn(topic: str) -> tuple[Fraction, bool, bytes]:
        taken, available = drawn[topic], topics[topic]
        share = Fraction(2 * taken + 1, len(available)) if taken >= at_least else Fraction(taken - at_least)
        return share, available[taken].id in seen, _rank(seed, "turn", topic)

    for _ in range(min(count, len(bank))):
        drawn[min((topic for topic in topics if drawn[topic] < len(topics[topic])), key=turn)] += 1
    chosen = [entry for topic, entries in topics.items() for entry in entries[: drawn[topic]]]
    return tuple(entry.id for entry in sorted(chosen, key=lambda entry: _rank(seed, "place", entry.key)))


def draw_pools(
    bank: Sequence[Entry], pools: Sequence[tuple[str, int]], seed: str, seen: Collection[int] = ()
) -> tuple[int, ...]:
    """The ids of a paper put together from pools: (label, count) each, in the order of the paper.

    Each pool draws like `draw` from the questions with its label that no earlier pool took, so an author puts the
    narrow pools first. A pool whose questions are used up gives what it has.
    """
    taken: dict[int, Entry] = {}
    for number, (label, count) in enumerate(pools):
        left = [entry for entry in bank if label in entry.labels and entry.id not in taken]
        chosen = set(draw(left, count, f"{seed}:{number}", seen))
        taken |= {entry.id: entry for entry in left if entry.id in chosen}
    return tuple(entry.id for entry in sorted(taken.values(), key=lambda entry: _rank(seed, "place", entry.key)))


def mark_paper(paper: Iterable[Answered]) -> PaperMark:
    """Mark every question and add up what they earn of their points."""
    answers = list(paper)
    marks = tuple(grading.mark(answer.kind, answer.spec, answer.response) for answer in answers)
    earned = total(answer.points * mark.fraction for answer, mark in zip(answers, marks, strict=True))
    return PaperMark(marks, earned, sum(answer.points for answer in answers))


def total(points: Iterable[Fraction | int]) -> Fraction:
    """The exact sum."""
    return sum(map(Fraction, points), Fraction(0))


def passed(earned: Fraction | int, possible: int, pass_mark: int) -> bool:
    """Whether the share earned reaches `pass_mark` percent. A paper with nothing to earn is passed by nobody."""
    return possible > 0 and earned * 100 >= pass_mark * possible


def verdict(earned: Fraction | int, possible: int, pass_mark: int, *, waits: bool) -> bool | None:
    """The same while answers may wait for a marker: those can only add, so whoever reaches the mark has passed.

    None: it cannot be said yet.
    """
    return passed(earned, possible, pass_mark) or (None if waits else False)


def percent(earned: Fraction | int, possible: int) -> int:
    """The whole percent to show. Always rounded down: 74.9 shown as 75 beside "not passed" would look like a fault."""
    return floor(Fraction(earned * 100, possible)) if possible else 0


def _rank(*words: object) -> bytes:
    """A place in the queue that only depends on the words."""
    return sha256(":".join(map(str, words)).encode()).digest()
