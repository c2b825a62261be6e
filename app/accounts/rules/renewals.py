"""When a licence is renewed and what its board asks for then, as far as is known; and when to remind of it. Pure."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "renewals.toml"


@dataclass(frozen=True, slots=True)
class Renewal:
    """What one board asks. `months` from renewal to renewal: None where nobody says, 0 where nothing is asked.

    `source` is where that was read, on the day `read`; `edition` is the date of that text, "" where it has none.
    """

    state: str
    kind: str
    asks: str
    source: str
    edition: str
    read: date
    months: int | None = None


@cache
def renewals() -> dict[tuple[str, str], Renewal]:
    """Everything that is known, by state and type of licence."""
    found = [Renewal(**one) for one in tomllib.loads(FILE.read_text("utf-8"))["rules"]]
    return {(one.state, one.kind): one for one in found}


def renewal_of(state: str, kind: str) -> Renewal | None:
    """What is known of such a licence; None for "ask your board"."""
    return renewals().get((state, kind))


def lead_for(expires_on: date, today: date, leads: Sequence[int]) -> int | None:
    """The reminder that is due: the smallest of `leads`, in days, that the licence has come within.

    So somebody who enters a licence late gets one reminder and not all that went by. None while it is too early, and
    after the licence has expired.
    """
    left = (expires_on - today).days
    return None if left < 0 else min((lead for lead in leads if left <= lead), default=None)
