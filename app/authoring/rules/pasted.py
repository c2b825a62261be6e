"""Questions as plain text, to be pasted twenty at a time. Pure.

    What comes before the first stroke?
    * One slow breath
    - A firm press
      > It startles.
    - A cold towel
    Why: The lesson says so.

An empty line ends a question. `*` marks a right option, `-` a wrong one, `>` what is said to whoever chose the option
above. Also read: options as `A)` or `A.` with a line `Answer: B` below them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.assessment.kinds.base import N_
from app.authoring.rules.rows import Row, faults_of

OPTION = re.compile(r"\s*(?P<sign>[*+-])\s+(?P<text>\S.*)")
LETTER = re.compile(r"\s*(?P<letter>[A-Za-z])[).]\s+(?P<text>\S.*)")
ANSWER = re.compile(r"\s*answers?\s*:\s*(?P<letters>[A-Za-z](?:\s*,\s*[A-Za-z])*)\s*", re.IGNORECASE)
WHY = re.compile(r"\s*why\s*:\s*(?P<text>.*)", re.IGNORECASE)
MOST = 200


@dataclass(frozen=True, slots=True)
class Pasted:
    """One question as it was read: the line it begins on, its own text, and what is wrong with it."""

    line: int
    text: str
    stem: str
    rows: tuple[Row, ...]
    why: str
    faults: tuple[str, ...]

    @property
    def kind(self) -> str:
        """One right option makes a single choice, several a multiple response."""
        return "multiple-response" if sum(row.is_right for row in self.rows) > 1 else "single-choice"


@dataclass(slots=True)
class _Draft:
    stem: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_pasted(text: str) -> list[Pasted]:
    """Every question in the text, with its faults; no more than the first 200."""
    return [_read(line, rows) for line, rows in list(_blocks(text))[:MOST]]


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    rows: list[str] = []
    first = 1
    for number, row in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], start=1):
        if row.strip():
            first = first if rows else number
            rows.append(row.rstrip())
        elif rows:
            yield first, rows
            rows = []


def _read(line: int, rows: list[str]) -> Pasted:
    draft = _Draft()
    for row in rows:
        _take(draft, row)
    stem, options = " ".join(draft.stem), tuple(draft.rows)
    faults = [] if stem else [N_("The question itself is missing.")]
    if any(row.startswith("#") for row in draft.stem):
        faults.append(N_("A question cannot begin with #."))
    kind = "multiple-response" if sum(row.is_right for row in options) > 1 else "single-choice"
    found = (*draft.faults, *faults, *faults_of(kind, options))
    return Pasted(line, "\n".join(rows), stem, options, "\n".join(draft.why), found)


def _take(draft: _Draft, row: str) -> None:
    """One line, by what it looks like."""
    if draft.why:
        draft.why.append(row.strip())
    elif found := WHY.fullmatch(row):
        draft.why.append(found["text"])
    elif draft.rows and row.lstrip().startswith(">"):
        last = draft.rows[-1]
        reply = "\n".join(filter(None, [last.reply, row.lstrip()[1:].strip()]))
        draft.rows[-1] = last._replace(reply=reply)
    elif draft.rows and (answer := ANSWER.fullmatch(row)):
        _mark(draft, re.findall(r"[A-Za-z]", answer["letters"]))
    elif found := (OPTION.fullmatch(row) if draft.stem else None):
        draft.rows.append(Row(found["text"].strip(), found["sign"] == "*"))
        draft.letters.append("")
    elif found := (LETTER.fullmatch(row) if draft.stem else None):
        draft.rows.append(Row(found["text"].strip()))
        draft.letters.append(found["letter"].upper())
    elif draft.rows:
        draft.faults.append(N_("A line below the options cannot be read."))
    else:
        draft.stem.append(row.strip())


def _mark(draft: _Draft, letters: list[str]) -> None:
    for letter in map(str.upper, letters):
        if letter not in draft.letters:
            draft.faults.append(N_("The answer names an option that is not there."))
        else:
            at = draft.letters.index(letter)
            draft.rows[at] = draft.rows[at]._replace(is_right=True)
