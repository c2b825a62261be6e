"""Rosters and item statistics as CSV: safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _

from app.assessment.grading.advice import Advice
from app.reporting.analysis import Line, QuizAnalysis
from app.reporting.queries import Roster

FORMULA_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four: the same signs in full width
ITEM_HEAD = [
    "Question", "Version", "Asked now", "In use since", "Kind", "Points", "Text", "Takers", "Facility %",
    "Facility from %", "Facility to %", "Guess score %", "Standard deviation %", "Discrimination index %",
    "Discriminative efficiency %", "Intended weight %", "Effective weight %", "Negative covariance", "Advice",
]  # fmt: skip


def roster_csv(roster: Roster) -> str:
    """The roster, one student a line, with a byte order mark so that spreadsheets read accents."""
    head = [
        "Name",
        "E-mail",
        "Enrolled",
        "Units done",
        "Units",
        "Certificates",
        *(quiz.name for quiz in roster.quizzes),
    ]
    lines = (
        [line.name, line.email, line.enrolled_at.date().isoformat(), line.done, line.units, line.certificates,
         *(line.best.get(quiz.unit_id, "") for quiz in roster.quizzes)]
        for line in roster.lines
    )  # fmt: skip
    return "\ufeff" + as_csv([head, *lines])


def analysis_csv(analysis: QuizAnalysis) -> str:
    """Item statistics, a line for each version of each question. What is undefined is empty."""
    return "\ufeff" + as_csv([ITEM_HEAD, *map(_item, analysis.everything)])


def _item(line: Line) -> list[object]:
    question, found = line.question, line.statistics
    low, high = found.interval or (None, None)
    figures = [
        found.facility, low, high, line.guess, found.deviation, found.discrimination, found.efficiency,
        found.intended_weight, line.weight,
    ]  # fmt: skip
    return [
        question.key, line.number, "yes" if line.version.is_asked else "no", line.version.since.date().isoformat(),
        line.label, question.points, question.stem.strip(), found.takers,
        *("" if figure is None else round(figure, 4) for figure in figures),
        "yes" if line.works_against else "", " ".join(map(_said, line.advice)),
    ]  # fmt: skip


def _said(advice: Advice) -> str:
    said: str = _(advice.text, options="; ".join(advice.options)) if advice.options else _(advice.text)
    return said


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV, every cell quoted, none that a spreadsheet would run as a formula (OWASP, CSV injection)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    """A number is one, even below zero; everything else is text."""
    return str(value) if isinstance(value, int | float) else defused(str(value))


def defused(cell: str) -> str:
    """The cell with an apostrophe before anything that would start a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
