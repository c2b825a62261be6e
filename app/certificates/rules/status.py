"""What a certificate is worth today: computed from facts, never stored. Pure."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """The four answers of the verification page."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def status_of(valid_until: str, today: date, *, is_replaced: bool, is_withdrawn: bool) -> Status:
    """The gravest that is true. `valid_until`: the last day in ISO form, "" for no end."""
    if is_withdrawn:
        return Status.WITHDRAWN
    if is_replaced:
        return Status.SUPERSEDED
    return Status.EXPIRED if valid_until and today > date.fromisoformat(valid_until) else Status.VALID
