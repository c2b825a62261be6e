"""boards.toml in the data folder: what boards have approved, and how a school reports. Dated, its school's own data."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from app.catalogue.content.fields import Fields, open_fields
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.problems import ContentProblems, Findings

PATH = "boards.toml"
DECIMAL = r"\d{1,3}(?:\.\d{1,2})?"
HOURS_CURE = 'write a decimal in quotes, such as "1.5"'


@dataclass(frozen=True, slots=True)
class Approval:
    """A board's approval of the provider: its number, and from when until when it holds."""

    board: str
    number: str
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class ApprovedCourse:
    """A course as a board approved it: the title and hours in its directory, and its number there, if it has one."""

    board: str
    course: str
    title: str
    hours: str
    number: str


@dataclass(frozen=True, slots=True)
class Broker:
    """What CE Broker gave the school: its number, those of its courses, and its code for each kind of licence.

    `courses` maps the id of a course to its tracking number; `professions` maps `FL massage` to a code such as `MA`.
    """

    provider: str = ""
    courses: dict[str, str] = field(default_factory=dict, hash=False)
    professions: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Boards:
    """The whole file; empty where there is none."""

    approvals: tuple[Approval, ...] = ()
    courses: tuple[ApprovedCourse, ...] = ()
    broker: Broker = field(default_factory=Broker)

    def lines(self, course: str, title: str, hours: str, on: date) -> list[str]:
        """What may be printed for a course of this title and these hours, completed on this day: a line a board.

        Title and hours must be those that were approved, and the approval must hold on that day.
        """
        return [
            _line(approval, one)
            for one in self.courses
            for approval in self.approvals
            if approval.board == one.board and one.course == course and approval.start <= on <= approval.until
            if one.title == title and Fraction(one.hours) == Fraction(hours) > 0
        ]


def _line(approval: Approval, course: ApprovedCourse) -> str:
    numbers = f"provider number {approval.number}" + (f", course number {course.number}" if course.number else "")
    until = f"{approval.until.day} {approval.until:%B %Y}"
    return f"Approved by {approval.board}, {numbers}, valid through {until}."


def load_boards(data: Path) -> Boards:
    """The file in the data folder. Raises ContentProblems with file, line and cure; OSError when it cannot be read."""
    path = data / PATH
    if not path.is_file():
        return Boards()
    try:
        return read_boards(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        findings = Findings()
        findings.add(PATH, 1, "This is not UTF-8 text", "save it as UTF-8")
        raise ContentProblems(findings.problems) from error


def read_boards(text: str) -> Boards:
    """Read the file. Raises ContentProblems."""
    findings = Findings()
    fields = open_fields(read_toml, text, PATH, findings)
    findings.settle()
    assert fields is not None  # noqa: S101 - else settle has raised
    boards = Boards(
        approvals=tuple(_approval(one) for one in _tables(fields, "approvals")),
        courses=tuple(_course(one) for one in _tables(fields, "courses")),
        broker=_broker(fields.table_of("ce_broker")) if "ce_broker" in fields.table else Broker(),
    )
    fields.close()
    findings.settle()
    return boards


def _tables(fields: Fields, key: str) -> list[Fields]:
    return fields.tables(key) if key in fields.table else []


def _approval(fields: Fields) -> Approval:
    found = Approval(fields.text("board"), fields.text("number"), fields.day("from"), fields.day("until"))
    if found.until < found.start:
        fields.report("until", "The approval ends before it begins", "correct one of the dates")
    fields.close()
    return found


def _course(fields: Fields) -> ApprovedCourse:
    found = ApprovedCourse(
        board=fields.text("board"),
        course=fields.slug("course"),
        title=fields.text("title"),
        hours=fields.matching("hours", DECIMAL, HOURS_CURE),
        number=fields.text("number", ""),
    )
    fields.close()
    return found


def _broker(fields: Fields) -> Broker:
    provider = fields.matching("provider", r"\d{1,9}", "write the provider number without 50-, in quotes")
    courses = _texts(fields, "courses", r"\d{1,9}", "write the course's tracking number without 20-, in quotes")
    professions = _texts(fields, "professions", r"[A-Za-z0-9]{1,6}", "write CE Broker's code, such as MA, in quotes")
    fields.close()
    return Broker(provider, courses, professions)


def _texts(fields: Fields, key: str, pattern: str, cure: str) -> dict[str, str]:
    if key not in fields.table:
        return {}
    inside = fields.table_of(key)
    return {name: inside.matching(name, pattern, cure) for name in inside.table}
