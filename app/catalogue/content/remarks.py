"""What the provider of a course has to fill in or ought to know; none of it stops an import. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

from app.catalogue.content.parts import CourseFolder, SourceFile
from app.catalogue.content.placeholders import PLACEHOLDER
from app.catalogue.content.sheet import Sheet, decimal

REVIEW_YEARS = 3  # at most, between two reviews (ACCME, enduring materials)
# What would ask a question that nobody meets.
WOULD_ASK = {
    "practice": 'add a quiz with preset = "practice", for the whole course',
    "final": "add a final test",
    "quiz": "let the quiz of this module draw them",
}
NOTICE = timedelta(days=90)
OWN_TEXTS = {"changes", "facts", "slug"}  # not keys of course.toml


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One remark: the file, from the folder that holds courses and sources, its line, and a sentence without a stop."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def remarks_on(course: CourseFolder, cited: Iterable[SourceFile], sheet: Sheet, today: date) -> tuple[Remark, ...]:
    """Every remark on a course by line, then those on the sources it cites."""
    found = [*_placeholders(course), *_dates(course, today), *_claims(course, sheet), *_undrawn(course)]
    return (*sorted(found), *sorted(_years(cited)))


def review_due(reviewed: date) -> date:
    """The day by which a course has to be reviewed again."""
    try:
        return reviewed.replace(year=reviewed.year + REVIEW_YEARS)
    except ValueError:  # 29 February
        return date(reviewed.year + REVIEW_YEARS, 2, 28)


def _placeholders(course: CourseFolder) -> Iterator[Remark]:
    for field in fields(course):
        value = getattr(course, field.name)
        texts = value if isinstance(value, tuple) else (value,)
        told = any(isinstance(text, str) and PLACEHOLDER in text.casefold() for text in texts)
        if told and field.name not in OWN_TEXTS:
            yield _on_course(course, field.name, f"{PLACEHOLDER}: {field.name}")
    if not course.reviewer:
        yield _on_course(course, "reviewer", 'no reviewer is named: add reviewer = "…"')


def _dates(course: CourseFolder, today: date) -> Iterator[Remark]:
    due = review_due(course.reviewed)
    if today > course.expires:
        yield _on_course(course, "expires", f"the course expired on {course.expires}: review it and set a new date")
    if today > due:
        yield _on_course(course, "reviewed", f"a review was due by {due}, {REVIEW_YEARS} years after the last one")
    elif today >= due - NOTICE:
        yield _on_course(course, "reviewed", f"a review is due by {due}, {REVIEW_YEARS} years after the last one")


def _claims(course: CourseFolder, sheet: Sheet) -> Iterator[Remark]:
    rule = sheet.claimed_by
    if sheet.claimed > rule.hours:
        message = f"the claim is {decimal(sheet.claimed)} CE, but the {rule.label} gives {decimal(rule.hours)}"
        yield _on_course(course, "hours", message)


def _undrawn(course: CourseFolder) -> Iterator[Remark]:
    """Questions that were written, and that no student will ever meet."""
    drawn = {
        question.id
        for module in course.modules
        if module.quiz
        for _, question in course.bank_of(module)
        if question.use in module.quiz.uses
    }
    for module in course.modules:
        lost = Counter(one.use for one in module.questions if one.is_asked and one.id not in drawn)
        for use, count in sorted(lost.items()):
            said = f'questions with use = "{use}" that no quiz draws: {count}; {WOULD_ASK[use]}'
            yield Remark(f"{course.slug}/{module.path}", 1, said)


def _years(cited: Iterable[SourceFile]) -> Iterator[Remark]:
    for source in cited:
        if source.kind == "publication" and source.year is None:
            yield Remark(f"sources/{source.path}", 1, "a publication without a year: add year = … if it is known")


def _on_course(course: CourseFolder, key: str, message: str) -> Remark:
    return Remark(f"{course.slug}/{course.path}", course.place.keys.get(key, 1), message)
