"""Rows of cells as questions."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase
from typing import Any

from app.assessment.kinds.base import N_
from app.authoring.banks.cloze import NoPassage, read_passage
from app.authoring.banks.moodle_text import clean_name, decimal, default_name, is_number, number_of, share_of
from app.authoring.banks.parts import (
    ALL,
    CLOZE,
    DESCRIPTION,
    ESSAY,
    HTML,
    MARKDOWN,
    MATCH,
    MOODLE,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    ORDERING,
    PLAIN,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    BankQuestion,
    BankReport,
    Pair,
    Refused,
    Remark,
    Text,
    Unreadable,
)
from app.authoring.banks.said import Said

QUESTION = "question"
COLUMNS = ("kind", "name", "category", QUESTION, "answer", "why", "points", "tags", "id", "text")
TRUTHS = {"true": True, "t": True, "yes": True, "1": True, "false": False, "f": False, "no": False, "0": False}
FORMATS = (PLAIN, MARKDOWN, HTML, MOODLE)
ARROW = "=>"
NO_QUESTION = N_('No column is called "question". The first row names the columns: question, answer, A, B, C …')
LEAST = 2
LONGEST_NUMBER = 100

_LETTERS = re.compile(r"[A-Za-z](?:[\s,;/&+]*[A-Za-z])*")
_RANGE = re.compile(r"(?P<low>\S+)\s*\.\.\s*(?P<high>\S+)")
_SPREAD = re.compile(r"(?P<number>\S+?)\s*(?:±|\+/?-|:)\s*(?P<spread>\S+)")

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row by the names of their columns."""

    line: int
    by_name: Mapping[str, str]
    format: str

    def get(self, name: str) -> str:
        """The cell, "" where there is none."""
        return self.by_name.get(name, "")

    def text(self, words: str) -> Text:
        """Words of this row in its format."""
        return Text(words, self.format)

    def letters(self) -> list[str]:
        """The letters of the columns that hold an answer."""
        return [letter for letter in ascii_uppercase if self.get(letter.lower())]


def read_rows(rows: Iterable[Row], form: str) -> BankReport:
    """The questions of a table whose first row names its columns."""
    names: list[str] | None = None
    questions, refused, remarks = [], [], []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = [" ".join(cell.lower().split()) for cell in cells]
            if QUESTION not in names:
                raise Unreadable(NO_QUESTION, line)
            remarks += [
                Remark(line, Said(N_('the column "%(name)s" is not known and is passed over'), name=name))
                for name in _unknown(names)
            ]
            continue
        try:
            questions.append(_question(line, dict(zip(names, map(str.strip, cells), strict=False))))
        except Unreadable as error:
            refused.append(Refused(line, error.why))
    return BankReport(form, tuple(questions), tuple(refused), tuple(remarks))


def _unknown(names: list[str]) -> list[str]:
    known = {*COLUMNS, ""}.union(*({one, f"{one} %", f"{one} says"} for one in ascii_uppercase.lower()))
    return [name for name in names if name not in known]


def _question(line: int, by_name: dict[str, str]) -> BankQuestion:
    named = by_name.get("text", "").lower() or PLAIN
    if named not in FORMATS:
        raise Unreadable(
            Said(
                N_('A text cannot be "%(named)s". Write %(formats)s or leave the cell empty.'),
                named=named[:40],
                formats=", ".join(FORMATS),
            )
        )
    cells = _Cells(line, by_name, named)
    stem = cells.get(QUESTION)
    if not stem:
        raise Unreadable(N_("The row has no question."))
    kind = _kind(cells)
    given = READERS[kind](cells)
    points = cells.get("points") or ("0" if kind == DESCRIPTION else "1")
    if not is_number(points):
        raise Unreadable(Said(N_('"%(points)s" is no number of points.'), points=points[:40]))
    return BankQuestion(
        line=line,
        name=clean_name(cells.get("name")) or default_name(stem),
        feedback=cells.text(cells.get("why")),
        category=cells.get("category"),
        idnumber=cells.get("id"),
        tags=tuple(filter(None, (tag.strip() for tag in cells.get("tags").split(",")))),
        **{"stem": cells.text(stem), "points": points, **given},
    )


def _kind(cells: _Cells) -> str:
    """The kind that the row names, or else the one that its answers look like."""
    named = cells.get("kind").lower().replace(" ", "-")
    if named:
        if named not in KINDS:
            raise Unreadable(
                Said(
                    N_('There is no kind "%(named)s". Write %(kinds)s.'),
                    named=named[:40],
                    kinds=", ".join(sorted(set(SHORT))),
                )
            )
        return KINDS[named]
    key = cells.get("answer").lower()
    if key in TRUTHS and not cells.letters():
        return TRUE_FALSE
    if cells.letters():
        return MULTICHOICE if key else SHORT_ANSWER
    return ESSAY


def _key(cells: _Cells) -> set[str]:
    """The letters that are right. Raises Unreadable if there is none, or one has no answer."""
    key = cells.get("answer")
    if not _LETTERS.fullmatch(key):
        raise Unreadable(N_("The cell under answer has to say which letters are right, such as B or A, C."))
    letters = set(re.findall("[A-Z]", key.upper()))
    if missing := letters - set(cells.letters()):
        raise Unreadable(Said(N_("The column %(name)s is right, but has no answer in this row."), name=min(missing)))
    return letters


def _choices(cells: _Cells) -> dict[str, Any]:
    has_shares = any(cells.get(f"{letter.lower()} %") for letter in cells.letters())
    right = set() if has_shares and not cells.get("answer") else _key(cells)
    named = KIND_WORDS.get(cells.get("kind").lower().replace(" ", "-"), "")
    is_single = named == "single" or (not named and len(right) == 1)
    if len(cells.letters()) < LEAST:
        raise Unreadable(Said(N_("There are fewer than %(least)s options."), least=LEAST))
    whole = ALL if is_single else Fraction(1, max(len(right), 1))
    answers = [_answer(cells, letter, whole if letter in right else NONE) for letter in cells.letters()]
    return {"qtype": MULTICHOICE, "answers": tuple(answers), "is_single": is_single}


def _answer(cells: _Cells, letter: str, otherwise: Fraction) -> Answer:
    column = letter.lower()
    share = cells.get(f"{column} %").rstrip("% ").replace(",", ".")
    fraction = share_of(share) if share else otherwise
    return Answer(cells.text(cells.get(column)), fraction, cells.text(cells.get(f"{column} says")))


def _truth(cells: _Cells) -> dict[str, Any]:
    key = cells.get("answer").lower()
    if key not in TRUTHS:
        raise Unreadable(N_("The cell under answer has to be TRUE or FALSE."))
    pairs = (("a", "True", TRUTHS[key]), ("b", "False", not TRUTHS[key]))
    answers = [
        Answer(cells.text(word), ALL if is_right else NONE, cells.text(cells.get(f"{column} says")))
        for column, word, is_right in pairs
    ]
    return {"qtype": TRUE_FALSE, "answers": tuple(answers)}


def _typed(cells: _Cells) -> list[Answer]:
    letters = cells.letters()
    if not letters:
        raise Unreadable(N_("There is no answer in the columns A, B, C …"))
    right = _key(cells) if cells.get("answer") else set(letters)
    return [_answer(cells, letter, ALL if letter in right else NONE) for letter in letters]


def _short(cells: _Cells) -> dict[str, Any]:
    answers = [one._replace(text=Text(one.text.text, PLAIN)) for one in _typed(cells)]
    return {"qtype": SHORT_ANSWER, "answers": tuple(answers)}


def _numbers(cells: _Cells) -> dict[str, Any]:
    return {"qtype": NUMERICAL, "answers": tuple(map(_spread, _typed(cells)))}


def _spread(answer: Answer) -> Answer:
    words = answer.text.text.replace("−", "-")
    if len(words) > LONGEST_NUMBER:
        raise Unreadable(Said(N_('"%(words)s" is not a number.'), words=words[:40]))
    if found := _RANGE.fullmatch(words):
        low, high = number_of(found["low"]), number_of(found["high"])
        return answer._replace(text=Text(decimal((low + high) / 2), PLAIN), tolerance=decimal((high - low) / 2))
    found = _SPREAD.fullmatch(words)
    number, spread = (found["number"], found["spread"]) if found else (words, "0")
    if number != "*":
        number_of(number)
    number_of(spread)
    return answer._replace(text=Text(number, PLAIN), tolerance=spread if number != "*" or found else "")


def _pairs(cells: _Cells) -> dict[str, Any]:
    cut = [cells.get(letter.lower()).partition(ARROW) for letter in cells.letters()]
    if len(cut) < LEAST or not all(arrow for _, arrow, _ in cut):
        raise Unreadable(
            Said(N_("Each pair stands in a column of its own, A, B, C …, as left %(arrow)s right."), arrow=ARROW)
        )
    return {"qtype": MATCH, "pairs": tuple(Pair(cells.text(left.strip()), right.strip()) for left, _, right in cut)}


def _order(cells: _Cells) -> dict[str, Any]:
    items = [Answer(cells.text(cells.get(letter.lower())), ALL) for letter in cells.letters()]
    if len(items) < LEAST:
        raise Unreadable(N_("The items stand in their right order in the columns A, B, C …"))
    return {"qtype": ORDERING, "answers": tuple(items)}


def _gaps(cells: _Cells) -> dict[str, Any]:
    try:
        passage = read_passage(cells.get(QUESTION))
    except NoPassage as error:
        raise Unreadable(
            Said(N_("The gaps of the passage cannot be read. %(error)s"), error=(error.args[0],))
        ) from error
    return {"qtype": CLOZE, "stem": cells.text(passage.text), "gaps": passage.gaps, "points": passage.points}


READERS: dict[str, Callable[[_Cells], dict[str, Any]]] = {
    MULTICHOICE: _choices,
    TRUE_FALSE: _truth,
    SHORT_ANSWER: _short,
    NUMERICAL: _numbers,
    MATCH: _pairs,
    ORDERING: _order,
    CLOZE: _gaps,
    ESSAY: lambda cells: {"qtype": ESSAY},
    DESCRIPTION: lambda cells: {"qtype": DESCRIPTION},
}
SHORT = {
    "single": MULTICHOICE,
    "multiple": MULTICHOICE,
    "true-false": TRUE_FALSE,
    "short": SHORT_ANSWER,
    "numerical": NUMERICAL,
    "matching": MATCH,
    "ordering": ORDERING,
    "essay": ESSAY,
    "description": DESCRIPTION,
    "cloze": CLOZE,
}
LONG = {"single-choice": "single", "multiple-response": "multiple", "short-answer": "short", "multiple-choice": ""}
KIND_WORDS = {word: word for word in SHORT} | LONG
KINDS = SHORT | {long: SHORT.get(short, MULTICHOICE) for long, short in LONG.items()}
