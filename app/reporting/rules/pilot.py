"""How long a course took those who took it: a pilot, one more line of the hours worksheet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.catalogue.content.hours import round_down
from app.reporting.rules.evaluation import FEWEST

STEP = Fraction(1, 4)  # hours; as the athletic trainers' board rounds, and always down
MINUTES_PER_HOUR = 60
RECOMMENDED = 10  # people: ASHA, pilot studies of self-study (asha.org/ce/for-providers/admin/pilot_study_orientation)


@dataclass(frozen=True, slots=True)
class Pilot:
    """Of how many people, the middle of the minutes they took, and the hours that gives, rounded down.

    `source`: `read` for minutes of active reading that were measured, `said` for what people answered.
    """

    source: str
    people: int
    minutes: Fraction
    hours: Fraction

    @property
    def is_small(self) -> bool:
        """Whether a board that asks for a pilot would ask for more people."""
        return self.people < RECOMMENDED

    def dump(self) -> dict[str, str | int]:
        """For the signature: with what it was computed from."""
        return {
            "people": self.people, "median_minutes": f"{float(self.minutes):.2f}", "minutes_per_hour": MINUTES_PER_HOUR,
            "step": str(STEP), "hours": f"{float(self.hours):g}",
        }  # fmt: skip


def pilot(source: str, minutes: Sequence[int | float]) -> Pilot | None:
    """The median of what people took, each person once; None where fewer than five are known."""
    if len(minutes) < FEWEST:
        return None
    ordered = sorted(map(Fraction, minutes))
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    middle = (low + high) / 2
    return Pilot(source, len(ordered), middle, round_down(middle / MINUTES_PER_HOUR, STEP))
