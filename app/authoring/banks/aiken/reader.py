"""Aiken as Moodle reads it, line by line; texts come out as HTML."""

import re
from dataclasses import dataclass, field
from html import escape

from app.assessment.kinds.base import N_
from app.authoring.banks.decoding import lines_of
from app.authoring.banks.moodle_text import default_name, trim
from app.authoring.banks.parts import (
    ALL,
    HTML,
    MULTICHOICE,
    NONE,
    Answer,
    BankQuestion,
    BankReport,
    Refused,
    Text,
)
from app.authoring.banks.said import Said

LEAST = 2
SHORTEST = 2  # bytes of a line that says something
KEY = "ANSWER:"
NOT_STARTED = N_("This line belongs to no question: the question itself comes first, then its options, then ANSWER: A.")
NOT_COMPLETE = N_("The question above this line ends without ANSWER: and the letter of the right option.")
NO_END = N_("The file ends before ANSWER: and the letter of the right option.")
FEW = Said(N_("The question has fewer than %(least)s options."), least=LEAST)

_OPTION = re.compile(r"[A-Z][).][ \t]?")


@dataclass(slots=True)
class _Open:
    """The question that is being read."""

    line: int
    stem: str
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    open: _Open | None = None
    questions: list[BankQuestion] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def read_aiken(text: str) -> BankReport:
    """The questions of an Aiken file; what cannot be read is refused with its line."""
    found = _Found()
    number = 0
    for line in lines_of(text):
        for part in line.removesuffix("\r").split("\r"):
            number += 1
            row = trim(part)
            if len(row.encode()) >= SHORTEST:
                _take(found, number, row)
    if found.open:
        found.refused.append(Refused(found.open.line, NO_END, default_name(found.open.stem)))
    return BankReport("aiken", tuple(found.questions), tuple(found.refused))


def _take(found: _Found, number: int, row: str) -> None:
    is_option, is_key = _OPTION.match(row), row.startswith(KEY)
    if not is_option and not is_key:
        if found.open:
            found.refused.append(Refused(number, NOT_COMPLETE, default_name(found.open.stem)))
        found.open = _Open(number, row)
    elif found.open is None:
        found.refused.append(Refused(number, NOT_STARTED))
    elif is_option:
        found.open.options.append(_html(trim(row[2:])))
    else:
        _close(found, found.open, number, trim(row.removeprefix(KEY)))
        found.open = None


def _close(found: _Found, one: _Open, number: int, key: str) -> None:
    name = default_name(one.stem)
    if len(one.options) < LEAST:
        found.refused.append(Refused(number, FEW, name))
        return
    right = ord(key[:1] or "\0") - ord("A")
    answers = [
        Answer(Text(option, HTML), ALL if at == right else NONE, Text("", HTML))
        for at, option in enumerate(one.options)
    ]
    stem = Text(_html(one.stem), HTML)
    question = BankQuestion(
        line=one.line, qtype=MULTICHOICE, name=name, stem=stem, feedback=Text("", HTML), answers=tuple(answers)
    )
    found.questions.append(question)


def _html(text: str) -> str:
    return escape(text, quote=False)
