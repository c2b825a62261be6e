"""What is to be told to boards, what stands in its way, and what became of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from app.catalogue.content.boards import Broker

# State → days from completion to report. Read on 2026-11-21: Georgia Rule 345-4-.03, Florida Rule 64B7-28.
DAYS_TO_REPORT: Mapping[str, int] = {"GA": 7, "FL": 30}
NO_CONSENT, NO_HOURS, NO_PROVIDER, NO_PROFESSION = "consent", "hours", "provider", "profession"


@dataclass(frozen=True, slots=True)
class Due:
    """A certificate and one of the licences it prints: what may have to be reported."""

    certificate_id: int
    serial: str
    name: str
    course_id: str
    hours: str
    completed_on: date
    state: str
    kind: str
    number: str
    may_report: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a row: `outcome` is exported, accepted or rejected; `at` is when the file, or the answer, came."""

    outcome: str
    at: datetime


class Report(StrEnum):
    """What somebody is told about one licence on a certificate of theirs."""

    EXPORTED = "exported"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAITS = "waits"
    NO_CONSENT = "no consent"
    NOT_HERE = "not here"


@dataclass(frozen=True, slots=True)
class Reported:
    """How it stands with one licence, named by `licence`; `at` is when it was told, None where it was not."""

    licence: str
    how: Report
    at: datetime | None


def obstacles(due: Due, broker: Broker) -> list[str]:
    """What keeps a row back, as words that the page explains: consent, hours, provider, profession."""
    found = {
        NO_CONSENT: not due.may_report,
        NO_HOURS: Fraction(due.hours) == 0,
        NO_PROVIDER: not broker.provider,
        NO_PROFESSION: f"{due.state} {due.kind}" not in broker.professions,
    }
    return [name for name, is_so in found.items() if is_so]


def due_on(due: Due) -> date | None:
    """The last day for the report; None where no rule is known."""
    days = DAYS_TO_REPORT.get(due.state)
    return None if days is None else due.completed_on + timedelta(days=days)


def report_of(due: Due, told: Told | None, broker: Broker) -> Reported:
    """How it stands with one licence. The school's own gaps (no number at CE Broker, no code) are one answer."""
    licence = f"{due.state} {due.number}"
    if told is not None:
        return Reported(licence, Report(told.outcome), told.at)
    if found := obstacles(due, broker):
        return Reported(licence, Report.NO_CONSENT if found == [NO_CONSENT] else Report.NOT_HERE, None)
    return Reported(licence, Report.WAITS, None)
