"""The gates before a certificate: each a fact with its time. Pure."""

from collections.abc import Collection, Sequence
from enum import StrEnum


class Gate(StrEnum):
    """What has to be done before a certificate is issued, in this order."""

    COMPLETED = "completed"
    EVALUATED = "evaluated"
    CONFIRMED = "confirmed"
    ATTESTED = "attested"


def gates_needed(*, asks_evaluation: bool) -> Sequence[Gate]:
    """The gates of a certificate. A module's, and a course whose provider asks for none, have no evaluation."""
    return [gate for gate in Gate if gate is not Gate.EVALUATED or asks_evaluation]


def may_issue(missing_units: Sequence[object], needed: Collection[Gate] = (), passed: Collection[Gate] = ()) -> bool:
    """Whether nothing is missing any more: no unit, and no gate."""
    return not missing_units and set(needed) <= set(passed)
