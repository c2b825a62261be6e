"""Questions as rows of a table, as CSV or as a workbook."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from string import ascii_uppercase

from app.assessment.kinds.base import N_
from app.authoring.banks.cloze_writer import write_passage
from app.authoring.banks.parts import (
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MATCH,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    ORDERING,
    PLAIN,
    SHORT_ANSWER,
    TRUE_FALSE,
    WIKI,
    Answer,
    BankQuestion,
    Text,
    Unreadable,
)
from app.authoring.banks.said import Said
from app.authoring.banks.tables.cells import LARGEST_CELL, valid
from app.authoring.banks.tables.comma import csv_rows, write_csv
from app.authoring.banks.tables.rows import ARROW, SHORT, read_rows
from app.authoring.banks.tables.workbook_writer import write_xlsx
from app.authoring.banks.writing import Form, Written, percent, rounded, with_answers, write_each

NO_PLACE = N_("A table has no place for this kind of question.")
MIXED = N_("Its texts are written in different formats, and a row has one for all.")
HAS_FILES = N_("A table cannot hold the pictures of this question.")
TOO_MANY = Said(N_("A table has columns for %(count)s answers."), count=len(ascii_uppercase))
TOO_LONG = N_("A text is longer than a cell may be.")
HEAD = ("kind", "name", "category", "question", "answer", "why", "points", "tags", "id", "text")
KINDS = {qtype: word for word, qtype in SHORT.items()}
PARTS = ("", " %", " says")


def write_csv_bank(questions: Iterable[BankQuestion]) -> Written:
    """The questions as CSV; what it cannot hold is named."""
    return _write(questions, write_csv)


def write_xlsx_bank(questions: Iterable[BankQuestion]) -> Written:
    """The questions as an Excel workbook; what it cannot hold is named."""
    return _write(questions, write_xlsx)


def _write(questions: Iterable[BankQuestion], pack: Callable[[Iterable[list[str]]], bytes]) -> Written:
    pieces = write_each(questions, Form(lambda one: _table([one]).decode(), _read, held))
    kept = [replace(held(one), category=valid(one.category)) for one, _ in pieces.found]
    return pieces.as_written(pack(_rows(kept)))


def _table(questions: list[BankQuestion]) -> bytes:
    return write_csv(_rows(questions))


def _read(text: str) -> tuple[BankQuestion, ...]:
    return read_rows(csv_rows(text), "csv").questions


def held(question: BankQuestion) -> BankQuestion:
    """What a row holds of a question. Raises Unreadable if that is not enough."""
    if question.qtype not in KINDS:
        raise Unreadable(NO_PLACE)
    if max(len(question.answers), len(question.pairs)) > len(ascii_uppercase):
        raise Unreadable(TOO_MANY)
    form = PLAIN if question.stem.format == WIKI else question.stem.format
    return with_answers(
        replace(
            question,
            name=valid(question.name),
            idnumber=valid(question.idnumber),
            stem=_one(question.stem, form),
            feedback=_one(question.feedback, form),
            pairs=tuple(pair._replace(left=_one(pair.left, form), right=valid(pair.right)) for pair in question.pairs),
            is_shuffled=True,
            is_case_sensitive=False,
            unit="",
            more={},
            tags=tuple(" ".join(valid(tag).replace(",", " ").split()) for tag in question.tags),
        ),
        lambda one: _held_answer(question, one, form),
    )


def _held_answer(question: BankQuestion, answer: Answer, form: str) -> Answer:
    if question.qtype == CLOZE:
        return answer._replace(fraction=rounded(answer.fraction))
    if question.qtype in {SHORT_ANSWER, NUMERICAL}:
        text = Text(valid(answer.text.text), PLAIN)
    else:
        text = _one(answer.text, form)
    tolerance = (answer.tolerance or "0") if question.qtype == NUMERICAL and text.text != "*" else answer.tolerance
    return Answer(text, rounded(answer.fraction), _one(answer.feedback, form), tolerance)


def _one(text: Text, form: str) -> Text:
    if text.files:
        raise Unreadable(HAS_FILES)
    if text.text and text.format not in {form, WIKI}:
        raise Unreadable(MIXED)
    if len(text.text) > LARGEST_CELL - 1:
        raise Unreadable(TOO_LONG)
    return Text(valid(text.text), form)


def _rows(questions: list[BankQuestion]) -> list[list[str]]:
    most = max((max(len(one.answers), len(one.pairs)) for one in questions), default=0)
    letters = ascii_uppercase[:most]
    head = [*HEAD, *(f"{letter}{part}" for letter in letters for part in PARTS)]
    return [head, *(_row(one, most) for one in questions)]


def _row(question: BankQuestion, most: int) -> list[str]:
    kind = KINDS[question.qtype]
    if question.qtype == MULTICHOICE:
        kind = "single" if question.is_single else "multiple"
    stem = question.stem.text
    if question.qtype == CLOZE:
        stem = write_passage(stem, question.gaps)
    cells = [cell for one in _answers(question) for cell in one]
    return [
        kind,
        question.name,
        question.category,
        stem,
        _key(question),
        question.feedback.text,
        question.points,
        ", ".join(question.tags),
        question.idnumber,
        question.stem.format,
        *cells,
        *[""] * (most * len(PARTS) - len(cells)),
    ]


def _key(question: BankQuestion) -> str:
    if question.qtype == TRUE_FALSE:
        return "TRUE" if question.answers and question.answers[0].fraction == 1 else "FALSE"
    if question.qtype in {MATCH, ORDERING, ESSAY, DESCRIPTION, CLOZE}:
        return ""
    letters = zip(ascii_uppercase, question.answers, strict=False)
    return ", ".join(letter for letter, one in letters if one.fraction > NONE)


def _answers(question: BankQuestion) -> list[tuple[str, str, str]]:
    if question.qtype == MATCH:
        return [(f"{pair.left.text} {ARROW} {pair.right}".strip(), "", "") for pair in question.pairs]
    if question.qtype in {TRUE_FALSE, ORDERING}:
        return [(one.text.text, "", one.feedback.text) for one in question.answers]
    return [(_worded(one), percent(one.fraction), one.feedback.text) for one in question.answers]


def _worded(answer: Answer) -> str:
    return f"{answer.text.text} ± {answer.tolerance}" if answer.tolerance not in {"", "0"} else answer.text.text
