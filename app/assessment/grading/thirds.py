"""Who hit a part of a question, by top and bottom third. Pure.

The thirds are of the people who sat the question, by what they earned on the rest of their paper: ranked by the whole
paper, whoever got this question right would be higher for it. People who tie at the border of a third count in part, so
that each third is exactly a third and nobody's place in a list decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.assessment.grading.moments import Counted
from app.assessment.grading.parts import Hits, Part, frequent

Thirds = Mapping[Fraction | None, tuple[Fraction, Fraction]]  # rest → how much of such a person is bottom, top


@dataclass(frozen=True, slots=True)
class PartShare:
    """How many people hit a part, what share (percent) of all, of the bottom and of the top third; and what instead."""

    part: Part
    people: int
    share: float
    bottom: float | None
    top: float | None
    instead: tuple[tuple[str, int], ...] = ()


def thirds(rests: Counted) -> Thirds:
    """How much of a person with each rest belongs to the bottom and to the top third."""
    third = Fraction(sum(rests.values()), 3)
    ranked = sorted(rests.items())
    bottom, top = _filled(ranked, third), _filled(ranked[::-1], third)
    return {rest: (bottom[rest], top[rest]) for rest in rests}


def _filled(ranked: Iterable[tuple[Fraction, int]], room: Fraction) -> dict[Fraction, Fraction]:
    found = {}
    for rest, people in ranked:
        found[rest] = min(Fraction(1), room / people)
        room -= found[rest] * people
    return found


def part_shares(parts: Sequence[Part], hits: Hits, takers: int, rests: Counted) -> tuple[list[PartShare], PartShare]:
    """Each part with who hit it, and who answered nothing. `rests`: how many people have each rest."""
    has_thirds = takers > 0 and sum(rests.values()) == takers  # a paper of one question has no rest, and so no thirds
    weights = thirds(rests) if has_thirds else {}
    nothing = _share(Part(""), hits.nothing, takers, weights)
    found: list[PartShare] = []
    for place, part in enumerate(parts):
        people = {rest: count for (at, rest), count in hits.parts.items() if at == place}
        wrong = Counter({text: count for (at, text), count in hits.instead.items() if at == place})
        found.append(_share(part, people, takers, weights, frequent(wrong)))
    return found, nothing


def _share(
    part: Part, hits: Mapping[Fraction | None, int], takers: int, weights: Thirds,
    instead: tuple[tuple[str, int], ...] = (),
) -> PartShare:  # fmt: skip
    people = sum(hits.values())
    ranked = [(weights[rest], count) for rest, count in hits.items() if rest in weights]
    third = Fraction(max(takers, 1), 3)
    low, high = (
        float(100 * sum((weight[side] * count for weight, count in ranked), Fraction(0)) / third) if weights else None
        for side in (0, 1)
    )
    return PartShare(part, people, 100 * people / max(takers, 1), low, high, instead)
