"""Measuring in rounds: short slices of everything in turn, so that a busy moment of the machine falls on all alike."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench import load
from tests.bench.client import Address, Visit
from tests.bench.load import Slice


@dataclass(frozen=True, slots=True)
class Target:
    """Something to load: a name, where it is served, its visits for so many clients, the CPU its server used."""

    name: str
    address: Address
    visits: Callable[[int], list[Visit]]
    cpu: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figures:
    """All slices of one target at one number of clients."""

    slices: Sequence[Slice]

    @property
    def rate(self) -> float:
        """Units a second, the median of the rounds."""
        return median(one.rate for one in self.slices)

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's CPU a unit, the median of the rounds."""
        return median(one.cpu for one in self.slices) * 1000

    @property
    def client_cpu(self) -> float:
        """Microseconds of the client's CPU a request."""
        return median(one.client_cpu for one in self.slices) * 1e6

    @property
    def failures(self) -> int:
        """Units that went wrong."""
        return sum(one.failures for one in self.slices)

    @property
    def words(self) -> list[str]:
        """What went wrong, a few."""
        return [word for one in self.slices for word in one.words]

    def percentile(self, percent: int) -> float:
        """In milliseconds, over all rounds together."""
        times = [second for one in self.slices for second in one.times]
        return quantiles(times, n=100, method="inclusive")[percent - 1] * 1000 if len(times) > 1 else 0.0

    def rate_to(self, other: "Figures") -> float:
        """This rate to another's, the median of the rounds' own ratios."""
        return median(mine.rate / (theirs.rate or 1) for mine, theirs in zip(self.slices, other.slices, strict=True))

    def cpu_to(self, other: "Figures") -> float:
        """This CPU time to another's, likewise."""
        pairs = zip(self.slices, other.slices, strict=True)
        return median(mine.cpu / theirs.cpu if theirs.cpu else 0.0 for mine, theirs in pairs)


def measure(targets: Sequence[Target], clients: int, seconds: float, rounds: int) -> dict[str, Figures]:
    """Every target with so many clients, `seconds` each, shared out over the rounds."""
    found: defaultdict[str, list[Slice]] = defaultdict(list)
    for _ in range(rounds):
        for target in targets:
            found[target.name].append(load.run(target.address, target.visits(clients), seconds / rounds, target.cpu))
    return {name: Figures(slices) for name, slices in found.items()}
