"""The papers every provider needs, and which of them somebody has still to accept. Pure."""

from collections.abc import Iterable
from enum import StrEnum

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


def told(versions: Iterable[tuple[str, int]]) -> str:
    """Versions as a form carries them: `fees-2 terms-1`."""
    return " ".join(f"{policy}-{number}" for policy, number in sorted(versions))
