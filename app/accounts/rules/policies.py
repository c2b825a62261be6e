"""The papers every provider needs, and which of them somebody has still to accept. Pure."""

from collections.abc import Iterable
from enum import StrEnum

PLACEHOLDER = "to be filled in by the provider"  # as in the texts of courses
LONGEST_POLICY = 60_000  # characters


class Policy(StrEnum):
    """One paper; its value is its address below `/policies`."""

    TERMS = "terms"
    REGISTRATION = "registration"
    FEES = "fees"
    REFUNDS = "refunds"
    GRIEVANCE = "grievance"
    RECORDS = "records"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"
    HELP = "help"


# The program says what it knows of itself on these pages; the provider adds to it, and begins with nothing.
ADDED = frozenset({Policy.PRIVACY, Policy.ACCESSIBILITY, Policy.HELP})


def policy_at(address: str) -> Policy | None:
    """The paper with this address."""
    return Policy(address) if address in list(Policy) else None


def unfilled(text: str) -> list[int]:
    """The lines, from 1 on, that say that the provider has still to fill something in."""
    return [number for number, line in enumerate(text.splitlines(), 1) if PLACEHOLDER in line.casefold()]


def told(versions: Iterable[tuple[str, int]]) -> str:
    """Versions as a form carries them: `fees-2 terms-1`."""
    return " ".join(f"{policy}-{number}" for policy, number in sorted(versions))
