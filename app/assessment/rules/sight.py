"""What a student may see of an attempt, and when; pure. Pages, exports and mails all ask here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be shown of a marked question."""

    verdict: bool
    key: bool
    why: bool


LEAST_OF_A_TOPIC = {"final": 2}  # a final test asks at least two questions of each module; others one of an objective
NOTHING = Sight(verdict=False, key=False, why=False)
EVERYTHING = Sight(verdict=True, key=True, why=True)
WITHOUT_KEY = Sight(verdict=True, key=False, why=False)


def may_see(preset: str, *, submitted: bool, passed: bool) -> Sight:
    """What is shown of an attempt at a quiz with `preset` (`practice`, `check` or `final`).

    Nothing of the key before it is handed in; a final keeps the key until it is passed, since it is drawn again.
    """
    if not submitted:
        return NOTHING
    if preset == "final" and not passed:
        return WITHOUT_KEY
    return EVERYTHING


def attempts_left(allowed: int, used: int) -> int | None:
    """How many more attempts there are; None for no limit (`allowed` 0)."""
    return max(0, allowed - used) if allowed else None
