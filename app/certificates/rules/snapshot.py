"""Everything a certificate says, copied when it is issued. Pure."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

# Home study with a test is a Certificate of Achievement; "of Completion" is for attending a live course (NCBTMB).
TITLE = "Certificate of Achievement"
NO_APPROVAL = "No board approval is claimed for this course. Acceptance is decided by your board."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every field a certificate prints, copied when it is issued (ce-rules 1.5)."""

    title: str
    name: str
    course_title: str
    module_title: str  # "" for the certificate of a whole course
    completed_on: str  # ISO date in `time_zone`
    time_zone: str
    format: str
    hours: str  # "0" or "1.25"; the label is always "CE"
    category: str
    instructor: str
    credentials: str
    provider: str
    provider_contact: str
    result: str
    approval: str
    revision: int
    content_hash: str
    language: str = "en"
    # From here on, what older snapshots lack. A licence is {"state", "kind", "number", "text"}, as it was confirmed;
    # hours by category are [category, hours] pairs; `valid_until` is the last day, "" for no end.
    licences: list[dict[str, str]] = field(default_factory=list)
    hours_by_category: list[list[str]] = field(default_factory=list)
    valid_until: str = ""
    profiles: list[str] = field(default_factory=list)
    completed_at: str = ""  # the moment in UTC, ISO
    course_id: str = ""
    # The provider's look on that day: main and accent color as "#RRGGBB", and the hash of its logo; none for ours.
    colours: list[str] = field(default_factory=list)
    logo: str = ""

    @property
    def subject(self) -> str:
        """What was completed, in one line."""
        return f"{self.module_title} ({self.course_title})" if self.module_title else self.course_title

    @property
    def hours_text(self) -> str:
        """`0 CE (practice)` or `1.25 CE`. Never "CEU": 0.1 CEU is one hour, and boards refuse the word."""
        return "0 CE (practice)" if self.hours == "0" else f"{self.hours} CE"

    @property
    def licences_text(self) -> str:
        """The licences as they are printed, "" for none."""
        return "; ".join(one["text"] for one in self.licences)

    @property
    def categories_text(self) -> str:
        """`Ethics 0.5 CE, Technique theory 0.75 CE`, or the one category there is."""
        if len(self.hours_by_category) > 1:
            return ", ".join(f"{category} {hours} CE" for category, hours in self.hours_by_category)
        return self.category

    @property
    def day(self) -> date:
        """The completion date."""
        return date.fromisoformat(self.completed_on)

    @property
    def instructor_text(self) -> str:
        """Name and credentials; once only where both are the same words, that the provider has to fill them in."""
        names = dict.fromkeys(filter(None, [self.instructor, self.credentials]))
        return ", ".join(names)

    def dump(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Snapshot":
        """From the database."""
        return cls(**data)


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier, below nought), the month's last where there is none."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
