"""A question file as a QuestionFile: front matter, stem, body and why."""

import re
from collections.abc import Sequence
from datetime import date

from app.catalogue.content.fields import SLUG, Fields, open_fields
from app.catalogue.content.front_matter import leading_lines, split_front_matter
from app.catalogue.content.parts import TEXT, QuestionFile
from app.catalogue.content.problems import Findings, Problem

USES = ("quiz", "final", "practice")
STYLES = ("recall", "scenario", "evidence")
# Of our kinds; others pass through to the kind that reads them.
EXTRAS = ("rule", "keep_order", "unit", "picture", "least_words", "most_words", "template")
WHY = "## Why"
PASSAGE_CURE = 'write "lesson-slug#anchor"'

_ITEM = re.compile(r"(?:(?P<bullet>-)|\d+[.)])\s")
_MARKED = re.compile(r"\[[xX ]:|(?<!\\)\{\s*[A-Za-z-]+\s*:")
_OPTION = re.compile(r"[-*+]\s*\[(?:.?|[-+\u2212]?[\d.,]+ ?%)\]")


def read_question(slug: str, text: str, path: str, findings: Findings) -> QuestionFile | None:
    """Read a question file; None when it has no readable front matter. Faults are added to `findings`."""
    fields = open_fields(split_front_matter, text, path, findings)
    if fields is None:
        return None
    kind = fields.slug("kind")
    stem, body, why, body_line, why_line = _sections(fields.markdown, fields.place.line, has_body=kind != TEXT)
    question = QuestionFile(
        slug=slug,
        id=fields.slug("id"),
        kind=kind,
        points=fields.number("points", 0, 0, default=0) if kind == TEXT else fields.number("points", 1, default=1),
        objective=fields.slug("objective"),
        passage=fields.matching("passage", f"{SLUG}#{SLUG}", PASSAGE_CURE),
        sources=fields.texts("sources"),
        use=fields.choice("use", USES, USES[0]),
        style=fields.choice("style", STYLES, STYLES[0]),
        tags=fields.texts("tags", ()),
        extras=_extras(fields),
        stem=stem,
        body=body,
        why=why,
        body_line=body_line,
        why_line=why_line,
        place=fields.place,
    )
    findings.problems.extend(_faults(question))
    return question


def body_start(rows: Sequence[str]) -> int:
    """The index of the row where the body begins, or len(rows) if there is no list.

    The body is the last list: from the end upwards, the list items at the left margin with all that is indented, quoted
    or blank among them. It is cut off by other text at the margin, or by a list of the other sort (numbered or not). So
    a stem may hold a list if a sentence stands between the two, or if one of them is numbered and the other is not.
    Where words are marked or gaps stand in a passage, it begins with the paragraph of the first of them.
    """
    return _passage_start(rows[: _list_start(rows)])


def _list_start(rows: Sequence[str]) -> int:
    start, is_bullet = len(rows), None
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if found := _ITEM.match(row):
            if is_bullet not in {None, bool(found["bullet"])}:
                break
            start, is_bullet = at, bool(found["bullet"])
        elif row.strip() and not row.startswith((" ", "\t", ">")):
            break
    return start


def _passage_start(rows: Sequence[str]) -> int:
    first = next((at for at, row in enumerate(rows) if _MARKED.search(row)), len(rows))
    while 0 < first < len(rows) and rows[first - 1].strip():
        first -= 1
    return first


def _sections(text: str, line: int, *, has_body: bool) -> tuple[str, str, str, int, int]:
    """Stem, body, why, and the lines on which the last two begin."""
    rows = text.split("\n")
    end = next((at for at, row in enumerate(rows) if row.rstrip() == WHY), len(rows))
    start = body_start(rows[:end]) if has_body else end
    why = "\n".join(rows[end + 1 :])
    why_line = line + min(end + 1 + leading_lines(why), len(rows) - 1)
    return "\n".join(rows[:start]).strip(), "\n".join(rows[start:end]).rstrip(), why.strip(), line + start, why_line


def _extras(fields: Fields) -> dict[str, object]:
    extras = fields.extras(EXTRAS)
    for key, value in extras.items():
        if not _can_be_written(value):
            cure = "use a text, a whole number, true, false or a date"
            fields.report(key, f'"{key}" has a type we do not keep', cure)
    return extras


def _can_be_written(value: object) -> bool:
    if isinstance(value, list):
        return all(type(one) is str for one in value)
    return type(value) in {str, int, bool, date}


def _faults(question: QuestionFile) -> list[Problem]:
    place, found = question.place, []
    if not question.stem:
        found.append(place.problem(question.line, "The question has no stem", "write the question above its answers"))
    if not question.is_asked:
        return found
    if not question.body:
        cure = f"write the answers as a list between the stem and {WHY}"
        found.append(place.problem(question.line, "The question has no answers", cure))
    if not question.why:
        cure = f'end the file with a line "{WHY}" and the rationale under it'
        found.append(place.problem(question.why_line, "The question has no rationale", cure))
    for number, row in enumerate(question.stem.split("\n"), start=question.line):
        if _OPTION.match(row):
            cure = "indent what belongs to the option by four spaces, and write ordinary text above all options"
            found.append(place.problem(number, "An option stands above ordinary text", cure))
    return found
