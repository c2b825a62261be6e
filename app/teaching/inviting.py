"""A list of addresses before it is sent: what would become of each row."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.teaching import queries
from app.teaching.rules import Row

INVITE, ENROLLED, INVITED, REFUSED = "invite", "enrolled", "invited", "refused"


@dataclass(frozen=True, slots=True)
class Preview:
    """Each row with what would become of it."""

    rows: Sequence[tuple[Row, str]]

    @property
    def count(self) -> int:
        """How many would be invited."""
        return sum(outcome == INVITE for _row, outcome in self.rows)

    @property
    def kept(self) -> str:
        """Those addresses, a line each, for the form that confirms."""
        return "\n".join(row.email for row, outcome in self.rows if outcome == INVITE)


def preview_of(course_id: int, rows: Sequence[Row], now: datetime) -> Preview:
    """Look at every row, in two statements."""
    emails = {row.email for row in rows if row.email}
    enrolled = queries.addresses_known(course_id, emails)
    waiting = {email for email, one in queries.invitations_to(course_id, emails).items() if one.expires_at > now}

    def outcome(row: Row) -> str:
        if row.fault:
            return REFUSED
        return ENROLLED if row.email in enrolled else INVITED if row.email in waiting else INVITE

    return Preview([(row, outcome(row)) for row in rows])


def decoded(content: bytes) -> str:
    """The text of a file as spreadsheets write it. Raises UnicodeError."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    if b"\0" in content:
        raise UnicodeError("a table has no NUL")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
