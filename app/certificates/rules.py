"""What a certificate says, when it may be issued, and how typed details are compared: pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

# Home study with a test is a Certificate of Achievement; "of Completion" is for attending a live course (NCBTMB).
TITLE = "Certificate of Achievement"
NO_APPROVAL = "No board approval is claimed for this course. Acceptance is decided by your board."
ATTESTATION = (
    "I am the person named above. I read the lessons and answered the quiz questions myself, "
    "and the name is spelled as on my license."
)
ATTESTATION_VERSION = "2026-11"


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

    @property
    def subject(self) -> str:
        """What was completed, in one line."""
        return f"{self.module_title} ({self.course_title})" if self.module_title else self.course_title

    @property
    def hours_text(self) -> str:
        """`0 CE (practice)` or `1.25 CE`. Never "CEU": 0.1 CEU is one hour, and boards refuse the word."""
        return "0 CE (practice)" if self.hours == "0" else f"{self.hours} CE"

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


def may_issue(missing: Sequence[str]) -> bool:
    """Whether nothing is missing any more."""
    return not missing


def is_family_name(typed: str, printed_name: str) -> bool:
    """Whether `typed` is the end of the printed name, word for word (`Lindqvist` or `van der Berg`), case aside."""
    typed_words, printed_words = _words(typed), _words(printed_name)
    return bool(typed_words) and printed_words[-len(typed_words) :] == typed_words


def _words(name: str) -> list[str]:
    return unicodedata.normalize("NFKC", name).casefold().replace("’", "'").split()
