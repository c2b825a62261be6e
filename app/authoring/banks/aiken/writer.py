"""Questions with one choice as Aiken: plain words, without feedback."""

from collections.abc import Iterable
from string import ascii_uppercase

from app.assessment.kinds.base import N_
from app.authoring.banks.aiken.reader import read_aiken
from app.authoring.banks.moodle_text import default_name, trim
from app.authoring.banks.parts import (
    ALL,
    HTML,
    MULTICHOICE,
    NONE,
    Answer,
    BankQuestion,
    Text,
    Unreadable,
)
from app.authoring.banks.plain_words import as_html, words_of
from app.authoring.banks.said import Said
from app.authoring.banks.writing import Form, Written, write_each

NO_PLACE = N_("Aiken holds only questions with one choice.")
HAS_FILES = N_("Aiken cannot hold the pictures of this question.")
ONE_RIGHT = N_("Aiken wants exactly one option that earns all of the points.")
TOO_MANY = Said(N_("Aiken has letters for %(count)s options."), count=len(ascii_uppercase))


def write_aiken(questions: Iterable[BankQuestion]) -> Written:
    """The questions as an Aiken file; what it cannot hold is named."""
    pieces = write_each(questions, Form(_write, lambda text: read_aiken(text).questions, held))
    return pieces.as_written("\n".join(text for _, text in pieces.found).encode(errors="replace"))


def held(question: BankQuestion) -> BankQuestion:
    """What Aiken holds of a question. Raises Unreadable if that is not enough."""
    if question.qtype != MULTICHOICE or not question.is_single:
        raise Unreadable(NO_PLACE)
    if question.stem.files:
        raise Unreadable(HAS_FILES)
    if sum(one.fraction == 1 for one in question.answers) != 1:
        raise Unreadable(ONE_RIGHT)
    if len(question.answers) > len(ascii_uppercase):
        raise Unreadable(TOO_MANY)
    stem = words_of(question.stem)
    answers = [
        Answer(Text(as_html(words_of(one.text)), HTML), ALL if one.fraction == 1 else NONE) for one in question.answers
    ]
    return BankQuestion(
        line=question.line,
        qtype=MULTICHOICE,
        name=default_name(stem),
        stem=Text(as_html(stem), HTML),
        answers=tuple(answers),
    )


def _write(question: BankQuestion) -> str:
    rows = [words_of(question.stem)]
    rows += [f"{letter}) {words_of(one.text)}" for letter, one in zip(ascii_uppercase, question.answers, strict=False)]
    right = next(at for at, one in enumerate(question.answers) if one.fraction == 1)
    return "\n".join([*map(trim, rows), f"ANSWER: {ascii_uppercase[right]}", ""])
