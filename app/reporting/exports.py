"""Rosters and item statistics as CSV: safe to open in a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice

from flask_babel import gettext as _

from app.assessment.grading.advice import Advice
from app.certificates.rules import Snapshot
from app.platform.csv_files import as_csv
from app.reporting.analysis import Line, QuizAnalysis
from app.reporting.queries import SHORT, CorrectedKey, QuizColumn, Regraded, RosterLine

LINES_AT_ONCE = 100  # of a file that is sent while it is read
ITEM_HEAD = [
    "Question", "Version", "Asked now", "In use since", "Kind", "Points", "Text", "Takers", "Facility %",
    "Facility from %", "Facility to %", "Guess score %", "Standard deviation %", "Discrimination index %",
    "Discriminative efficiency %", "Intended weight %", "Effective weight %", "Negative covariance", "Advice",
]  # fmt: skip


def roster_csv(quizzes: Sequence[QuizColumn], lines: Iterable[RosterLine]) -> Iterator[str]:
    """The roster, one student a line, with a byte order mark so that spreadsheets read accents; in pieces, as read.

    Two columns a quiz: the best result in percent, and `passed`, `waiting`, `open` or `failed`.
    """
    columns = [name for quiz in quizzes for name in (quiz.name, f"{quiz.name}: state")]
    yield "\ufeff" + as_csv(
        [["Name", "E-mail", "Enrolled", "Units done", "Units", "Certificates", "Course certified", *columns]]
    )
    waiting = iter(lines)
    while some := list(islice(waiting, LINES_AT_ONCE)):
        yield as_csv([_student(line, quizzes) for line in some])


def _student(line: RosterLine, quizzes: Iterable[QuizColumn]) -> list[object]:
    cells = [line.cells.get(quiz.unit_id) for quiz in quizzes]
    told = [("", "") if cell is None else ("" if cell.best is None else cell.best, cell.state.value) for cell in cells]
    certified = line.certificate.at.date().isoformat() if line.certificate else ""
    return [
        line.name, line.email, line.enrolled_at.date().isoformat(), line.done, line.units, line.certificates,
        certified, *(value for both in told for value in both),
    ]  # fmt: skip


CERTIFICATE_HEAD = [
    "Name", "License", "State", "License number", "Course", "Course id", "Completed", "Time zone", "Hours (CE)",
    "Hours by category", "Format", "Serial number", "Issued", "Withdrawn because",
]  # fmt: skip


def certificates_csv(found: Iterable[tuple[Snapshot, str, date, str | None]]) -> Iterator[str]:
    """Certificates, a line for each licence that is printed (one for none), for boards without a file of their own.

    The text in pieces, as they are read.
    """
    rows = (
        [snapshot.name, licence.get("text", ""), licence.get("state", ""), licence.get("number", ""),
         snapshot.course_title, snapshot.course_id, snapshot.completed_on, snapshot.time_zone, snapshot.hours,
         snapshot.categories_text, snapshot.format, serial, issued.isoformat(), because or ""]
        for snapshot, serial, issued, because in found
        for licence in snapshot.licences or [{}]
    )  # fmt: skip
    yield "\ufeff" + as_csv([CERTIFICATE_HEAD])
    for row in rows:
        yield as_csv([row])


CORRECTION_HEAD = [
    "Corrected", "Question", "Version", "Quiz", "Remedy", "Reason", "Corrected by", "Whoever had passed kept it",
    "Student", "E-mail", "Attempt", "Attempt number", "Question number", "Points before", "Points after",
    "Total before", "Total after", "Possible before", "Possible after", "Passed before", "Passed after",
]  # fmt: skip
PASSED = {True: "yes", False: "no", None: ""}


def corrections_csv(found: Iterable[tuple[CorrectedKey, Regraded | None]]) -> str:
    """Corrected keys, a line for each result that changed (one for none). What does not count has no points."""
    return "\ufeff" + as_csv([CORRECTION_HEAD, *(_corrected(*one) for one in found)])


def _corrected(key: CorrectedKey, one: Regraded | None) -> list[object]:
    erratum = key.erratum
    told = [
        erratum.at.isoformat(), key.question.key, key.question.content_hash[:SHORT], key.quiz or "", erratum.remedy,
        erratum.reason, key.by, PASSED[erratum.keep_passed],
    ]  # fmt: skip
    if one is None:
        return [*told, *[""] * (len(CORRECTION_HEAD) - len(told))]
    change = one.regrade
    points = (change.earned_before, change.earned_after, change.total_before, change.total_after)
    return [
        *told, one.name, one.email, one.attempt, one.number, change.number, *map(_points, points),
        change.possible_before, change.possible_after, PASSED[change.passed_before], PASSED[change.passed_after],
    ]  # fmt: skip


def _points(points: Fraction | None) -> object:
    """A number for spreadsheets, which would read 7/2 as a day in July."""
    return "" if points is None else int(points) if points.denominator == 1 else round(float(points), 4)


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
