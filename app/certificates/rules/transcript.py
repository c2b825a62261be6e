"""A transcript: our certificates and others', chosen by date, category and format, with totals. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.certificates.rules.reports import Reported


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate on a transcript. `code` and `serial` are "" for another provider's, which nobody has verified.

    `hours` maps category → decimal in text; `status` is a `Status`.
    """

    title: str
    provider: str
    completed_on: date
    hours: dict[str, str]
    format: str
    status: str
    code: str = ""
    serial: str = ""
    number: int = 0  # of the row, for another provider's
    reports: tuple[Reported, ...] | None = None  # of each licence it prints; None where there is nothing to report
    language: str = ""  # of title, categories and format; "" where nobody told

    @property
    def is_verified(self) -> bool:
        """Whether we issued it."""
        return bool(self.code)

    @property
    def counts(self) -> bool:
        """Whether its hours belong into a total: expired ones were earned, withdrawn and replaced ones do not count."""
        return self.status in {"valid", "expired"}

    @property
    def total(self) -> Fraction:
        """Hours of all categories."""
        return sum(map(Fraction, self.hours.values()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show; None and "" for everything."""

    since: date | None = None
    until: date | None = None
    category: str = ""
    format: str = ""

    def takes(self, entry: Entry) -> bool:
        """Whether an entry is wanted."""
        return (
            (self.since is None or entry.completed_on >= self.since)
            and (self.until is None or entry.completed_on <= self.until)
            and (not self.category or self.category in entry.hours)
            and (not self.format or self.format.casefold() == entry.format.casefold())
        )


def chosen(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """The wanted entries, newest first."""
    return sorted(filter(wanted.takes, entries), key=lambda entry: entry.completed_on, reverse=True)


def totals(entries: Iterable[Entry], category: str = "") -> dict[str, Fraction]:
    """Hours by category, exact, of what counts; one category alone where one is wanted."""
    found: dict[str, Fraction] = {}
    for entry in entries:
        for name, hours in entry.hours.items():
            if entry.counts and category in ("", name):
                found[name] = found.get(name, Fraction(0)) + Fraction(hours)
    return dict(sorted(found.items()))


def hours_text(hours: Fraction) -> str:
    """`1.25`; hours have two decimals at most."""
    return f"{float(hours):g}"
