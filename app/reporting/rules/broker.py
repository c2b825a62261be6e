"""A row of CE Broker's roster (a new .xls for every report, columns A to J, no header), and what stands in its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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


def obstacles(due: Due, broker: Broker) -> list[str]:
    """What keeps a row back, as words that the page explains: consent, hours, provider, profession."""
    found = {
        NO_CONSENT: not due.may_report,
        NO_HOURS: Fraction(due.hours) == 0,
        NO_PROVIDER: not broker.provider,
        NO_PROFESSION: f"{due.state} {due.kind}" not in broker.professions,
    }
    return [name for name, is_so in found.items() if is_so]


def cells_of(due: Due, broker: Broker) -> list[str]:
    """The cells A to J: A the provider's number without 50-, B the course's without 20- or else C its own id, D empty,
    E the licence number as on the licence, F the completion date in ISO form (the file makes it a date), G, H, and I, J
    empty, which are for partial credit.
    """
    tracking = broker.courses.get(due.course_id, "")
    profession = broker.professions.get(f"{due.state} {due.kind}", "")
    return [
        broker.provider, tracking, "" if tracking else due.course_id, "", due.number, due.completed_on.isoformat(),
        f"State={due.state}", f"Profession={profession}", "", "",
    ]  # fmt: skip


def due_on(due: Due) -> date | None:
    """The last day for the report; None where no rule is known."""
    days = DAYS_TO_REPORT.get(due.state)
    return None if days is None else due.completed_on + timedelta(days=days)
