"""Options as rows of a form: what an author of a choice question fills in instead of writing a list. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from app.assessment.grading import KINDS
from app.assessment.kinds.base import N_, ContentError, numbered
from app.assessment.kinds.lists import LEAST, Option, write_options

IN_ROWS = {"single-choice": "radio", "multiple-response": "checkbox"}  # kind → how the right ones are marked
MOST = 20


class Row(NamedTuple):
    """One option: its words, whether it is right, and why it holds or tempts."""

    text: str
    is_right: bool = False
    reply: str = ""


def rows_of(kind: str, body: str) -> list[Row] | None:
    """The options of a question as rows; None where its kind has none, or where they earn shares of their own."""
    if kind not in IN_ROWS:
        return None
    if not body.strip():
        return []
    try:
        options: Sequence[Option] = KINDS[kind].read(numbered(body), {}).options
    except ContentError:
        return None
    if any(one.fraction is not None for one in options):
        return None
    return [Row(one.text, one.right, one.feedback) for one in options]


def body_of(rows: Sequence[Row]) -> str:
    """The list that the rows mean; rows without words are left out."""
    options = [Option(" ".join(row.text.split()), row.is_right, row.reply.strip()) for row in rows if row.text.strip()]
    return write_options(options)


def faults_of(kind: str, rows: Sequence[Row]) -> list[str]:
    """What keeps the rows from being a question, in words for their author."""
    named = [row for row in rows if row.text.strip()]
    right, texts = sum(row.is_right for row in named), {" ".join(row.text.casefold().split()) for row in named}
    found = []
    if len(named) < LEAST:
        found.append(N_("Write at least two options."))
    if not right:
        found.append(N_("Mark the option that is right."))
    if right > 1 and kind == "single-choice":
        found.append(N_("Only one option can be right."))
    if len(texts) < len(named):
        found.append(N_("Two options read the same. Change one of them."))
    return found
