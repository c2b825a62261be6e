"""Questions as GIFT."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.assessment.kinds.base import N_
from app.authoring.banks.gift.escapes import FORMATS
from app.authoring.banks.gift.reader import read_gift
from app.authoring.banks.moodle_text import trim
from app.authoring.banks.parts import (
    DESCRIPTION,
    ESSAY,
    MATCH,
    MOODLE,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    ORDERING,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    BankQuestion,
    Text,
    Unreadable,
)
from app.authoring.banks.writing import Form, Written, percent, rounded, with_answers, write_each

ANY = "*"
NO_PLACE = N_("GIFT has no place for this kind of question.")
HAS_FILES = N_("GIFT cannot hold the pictures of this question.")
KINDS = frozenset({MULTICHOICE, TRUE_FALSE, SHORT_ANSWER, NUMERICAL, MATCH, ESSAY, DESCRIPTION, ORDERING})

_SPECIAL = re.compile(r"[\\#=~{}:]")
_BAD_TAG = re.compile(r"[<>`\x00-\x1f\x7f]")


def write_gift(questions: Iterable[BankQuestion]) -> Written:
    """The questions as a GIFT file, with their categories; what it cannot hold is named."""
    pieces = write_each(questions, Form(_write, _read, held))
    parts, category = [], ""
    for question, text in pieces.found:
        if question.category != category:
            category = question.category
            plain = " ".join(category.split()).replace("\\", "\\\\").replace("{", "(").replace("}", ")")
            parts.append(f"$CATEGORY: {plain}\n")
        parts.append(text)
    return pieces.as_written("\n".join(parts).encode(errors="replace"))


def held(question: BankQuestion) -> BankQuestion:
    """What GIFT holds of a question. Raises Unreadable if that is not enough."""
    if question.qtype not in KINDS:
        raise Unreadable(NO_PLACE)
    texts = [question.stem, *(one.text for one in question.answers), *(pair.left for pair in question.pairs)]
    if any(one.files for one in texts):
        raise Unreadable(HAS_FILES)
    is_text = question.qtype == DESCRIPTION
    return with_answers(
        replace(
            question,
            stem=_lines(question.stem),
            feedback=Text() if is_text else _lines(question.feedback),
            points="0" if is_text else "1",
            is_case_sensitive=False,
            is_shuffled=True,
            unit="",
            more={},
            tags=tuple(tag for tag in question.tags if tag and not _BAD_TAG.search(tag)),
        ),
        lambda one: _held_answer(question, one),
    )


def _held_answer(question: BankQuestion, answer: Answer) -> Answer:
    tolerance = answer.tolerance
    if question.qtype == NUMERICAL and answer.text.text != ANY:
        tolerance = tolerance or "0"
    # Typed answers are what they are, in whatever format they are said to be.
    is_typed = question.qtype in {SHORT_ANSWER, NUMERICAL, TRUE_FALSE}
    text = answer.text._replace(format=question.stem.format) if is_typed else _lines(answer.text)
    return Answer(text, rounded(answer.fraction), _lines(answer.feedback), tolerance)


def _lines(text: Text) -> Text:
    form = text.format if text.format in FORMATS.values() else MOODLE
    return Text(trim(text.text.replace("\r\n", "\n").replace("\r", "\n")), form)


def _read(text: str) -> tuple[BankQuestion, ...]:
    return read_gift(text).questions


def _write(question: BankQuestion) -> str:
    default = question.stem.format
    stem = f"::{_escaped(question.name)}::{_text(question.stem, MOODLE)}"
    if question.qtype == DESCRIPTION:
        return f"{_comment(question)}{stem}\n"
    feedback = f"####{_text(question.feedback, default)}" if question.feedback.text else ""
    return f"{_comment(question)}{stem}{{{_answers(question, default)}{feedback}}}\n"


def _comment(question: BankQuestion) -> str:
    marks = [f"[id:{question.idnumber}]"] if question.idnumber else []
    marks += [f"[tag:{tag}]" for tag in question.tags]
    inner = [mark[:1] + mark[1:-1].replace("]", "\\]") + mark[-1:] for mark in marks]
    return f"// {' '.join(inner)}\n" if inner else ""


def _answers(question: BankQuestion, default: str) -> str:
    if question.qtype == TRUE_FALSE:
        return _truth(question, default)
    if question.qtype == MATCH:
        rows = [f"={_text(pair.left, default)} -> {_escaped(pair.right)}" for pair in question.pairs]
    elif question.qtype == ORDERING:
        rows = [">", *(_escaped(one.text.text) for one in question.answers)]
    elif question.qtype == MULTICHOICE:
        rows = [_choice(question, one, default) for one in question.answers]
    else:
        rows = [_typed(question, one, default) for one in question.answers]
    head = "#" if question.qtype == NUMERICAL else ""
    return head + "".join(f"\n\t{row}" for row in rows) + "\n" if rows else head


def _truth(question: BankQuestion, default: str) -> str:
    right = max(question.answers, key=lambda one: one.fraction, default=Answer(Text()))
    wrong = min(question.answers, key=lambda one: one.fraction, default=Answer(Text()))
    said = [_text(one.feedback, default) for one in (wrong, right)]
    word = "TRUE" if right == question.answers[0] else "FALSE"
    return f"{word}#{said[0]}#{said[1]}" if said[1] else f"{word}#{said[0]}" if said[0] else word


def _choice(question: BankQuestion, answer: Answer, default: str) -> str:
    if answer.fraction == 1 and question.is_single:
        mark = "="
    elif answer.fraction or answer.text.text.startswith("%"):
        mark = f"~%{percent(answer.fraction)}%"
    else:
        mark = "~"
    return mark + _text(answer.text, default) + _said(answer, default)


def _typed(question: BankQuestion, answer: Answer, default: str) -> str:
    is_rest = question.qtype == NUMERICAL and answer.text.text == ANY and not answer.tolerance
    if is_rest and answer.fraction == NONE:  # what is said to any other number
        return f"~{_said(answer, default)}"
    tolerance = f":{answer.tolerance}" if answer.tolerance else ""
    return f"=%{percent(answer.fraction)}%{_escaped(answer.text.text)}{tolerance}{_said(answer, default)}"


def _said(answer: Answer, default: str) -> str:
    return f"#{_text(answer.feedback, default)}" if answer.feedback.text else ""


def _text(text: Text, default: str) -> str:
    name = next(name for name, form in FORMATS.items() if form == text.format)
    is_named = text.text and (text.format != default or text.text.startswith("["))
    return (f"[{name}]" if is_named else "") + _escaped(text.text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")
