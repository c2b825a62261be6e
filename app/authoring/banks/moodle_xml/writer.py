"""Questions as Moodle XML, with the pictures that they show."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from app.assessment.kinds.base import N_
from app.authoring.banks.cloze_writer import write_passage
from app.authoring.banks.moodle_text import trim
from app.authoring.banks.moodle_xml.reader import read_moodle_xml
from app.authoring.banks.moodle_xml.texts import FORMATS
from app.authoring.banks.parts import (
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MATCH,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    PLAIN,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    BankQuestion,
    Text,
    Unreadable,
)
from app.authoring.banks.writing import Form, Written, percent, rounded, with_answers, write_each

HEAD, FOOT = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n', "</quiz>\n"
NO_PLACE = N_("Moodle XML has no place for this kind of question.")
NAMES = {MATCH: "matching", CLOZE: "cloze"}
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")

_FORMATS = {form: name for name, form in FORMATS.items()}
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[^\s<>&]+(?: [^\s<>&]+)*")


def write_moodle_xml(questions: Iterable[BankQuestion]) -> Written:
    """The questions as a Moodle XML file, with their categories; what it cannot hold is named."""
    pieces = write_each(questions, Form(_write, _read, held))
    parts, category = [], ""
    for question, text in pieces.found:
        if question.category != category:
            category = question.category
            shown = _valid(category)
            parts.append(f'<question type="category">\n<category>{_tag("text", shown)}</category>\n</question>\n')
        parts.append(text)
    return pieces.as_written((HEAD + "".join(parts) + FOOT).encode(errors="replace"))


def held(question: BankQuestion) -> BankQuestion:
    """What Moodle XML holds of a question. Raises Unreadable if that is not enough."""
    if question.qtype not in WRITERS:
        raise Unreadable(NO_PLACE)
    is_choice = question.qtype == MULTICHOICE
    kept = replace(
        question,
        name=_valid(question.name),
        stem=_valid_text(question.stem),
        feedback=_valid_text(question.feedback),
        idnumber=_valid(question.idnumber),
        points=_points(question),
        tags=tuple(filter(None, map(_valid, question.tags))),
        is_single=question.is_single if is_choice else True,
        is_shuffled=question.is_shuffled if is_choice or question.qtype == MATCH else True,
        is_case_sensitive=question.is_case_sensitive and question.qtype == SHORT_ANSWER,
        unit=question.unit if question.qtype == NUMERICAL else "",
        pairs=tuple(pair._replace(left=_valid_text(pair.left), right=_valid(pair.right)) for pair in question.pairs),
        more={key: value for key, value in question.more.items() if question.qtype == ESSAY and key != "hints"},
    )
    return with_answers(kept, lambda one: _held_answer(question, one))


def _points(question: BankQuestion) -> str:
    return "0" if question.qtype == DESCRIPTION else question.points


def _held_answer(question: BankQuestion, answer: Answer) -> Answer:
    text = _valid_text(answer.text)
    if question.qtype in {SHORT_ANSWER, NUMERICAL}:
        text = text._replace(format=PLAIN)
    if question.qtype == TRUE_FALSE:
        text = text._replace(format=question.stem.format)
    tolerance = answer.tolerance if question.qtype in {NUMERICAL, CLOZE} else ""
    fraction = answer.fraction if question.qtype == ORDERING else rounded(answer.fraction)
    return Answer(text, fraction, _valid_text(answer.feedback), tolerance)


def _valid(text: str) -> str:
    return trim(_INVALID.sub("", text))


def _valid_text(text: Text) -> Text:
    return text._replace(text=_valid(text.text))


def _read(text: str) -> tuple[BankQuestion, ...]:
    return read_moodle_xml(f"{HEAD}{text}{FOOT}").questions


def _write(question: BankQuestion) -> str:
    kind = NAMES.get(question.qtype, question.qtype)
    stem = question.stem
    if question.qtype == CLOZE:
        stem = stem._replace(text=write_passage(stem.text, question.gaps))
    parts = [
        f"<name>{_tag('text', question.name)}</name>",
        _formatted("questiontext", stem),
        _formatted("generalfeedback", question.feedback),
        "" if question.qtype == CLOZE else _tag("defaultgrade", question.points),
        _tag("idnumber", question.idnumber) if question.idnumber else "",
        *WRITERS[question.qtype](question),
        _tags(question.tags),
    ]
    return f'<question type="{kind}">\n' + "".join(f"{part}\n" for part in parts if part) + "</question>\n"


def _tags(tags: tuple[str, ...]) -> str:
    inner = "".join(f"<tag>{_tag('text', tag)}</tag>" for tag in tags)
    return f"<tags>{inner}</tags>" if tags else ""


def _choices(question: BankQuestion) -> list[str]:
    return [
        _tag("single", _yes(question.is_single)),
        _tag("shuffleanswers", _yes(question.is_shuffled)),
        _tag("answernumbering", "abc"),
        *_combined(question),
        *(_answer(one, _formatted_parts(one.text)) for one in question.answers),
    ]


def _typed(question: BankQuestion) -> list[str]:
    answers = [_answer(one, _tag("text", one.text.text)) for one in question.answers]
    return [_tag("usecase", "1" if question.is_case_sensitive else "0"), *answers]


def _numbers(question: BankQuestion) -> list[str]:
    answers = [_answer(one, _tag("text", one.text.text), _tag("tolerance", one.tolerance)) for one in question.answers]
    unit = f"<units><unit><multiplier>1</multiplier>{_tag('unit_name', question.unit)}</unit></units>"
    return [*answers, unit if question.unit else ""]


def _truth(question: BankQuestion) -> list[str]:
    return [_answer(one, _tag("text", one.text.text.lower())) for one in question.answers]


def _pairs(question: BankQuestion) -> list[str]:
    pairs = [
        f'<subquestion format="{_FORMATS[pair.left.format]}">{_formatted_parts(pair.left)}'
        f"<answer>{_tag('text', pair.right)}</answer></subquestion>"
        for pair in question.pairs
    ]
    return [_tag("shuffleanswers", _yes(question.is_shuffled)), *_combined(question), *pairs]


def _essay(question: BankQuestion) -> list[str]:
    more, form = question.more, question.stem.format
    return [
        _formatted("responsetemplate", Text(more["template"], form)) if "template" in more else "",
        _formatted("graderinfo", Text(more["marker"], form)) if "marker" in more else "",
        _tag("minwordlimit", more["least_words"]) if "least_words" in more else "",
        _tag("maxwordlimit", more["most_words"]) if "most_words" in more else "",
        _tag("attachments", more["attachments"]) if "attachments" in more else "",
    ]


def _order(question: BankQuestion) -> list[str]:
    return [_answer(one, _formatted_parts(one.text)) for one in question.answers]


def _nothing(question: BankQuestion) -> list[str]:
    return []


def _answer(answer: Answer, *parts: str) -> str:
    feedback = _formatted("feedback", answer.feedback) if answer.feedback.text else ""
    form = _FORMATS[answer.text.format]
    return f'<answer fraction="{percent(answer.fraction)}" format="{form}">{"".join(parts)}{feedback}</answer>'


def _combined(question: BankQuestion) -> list[str]:
    return [_formatted(name, text) for name, text in zip(COMBINED, question.combined, strict=True) if text.text]


def _formatted(tag: str, text: Text) -> str:
    return f'<{tag} format="{_FORMATS[text.format]}">{_formatted_parts(text)}</{tag}>'


def _formatted_parts(text: Text) -> str:
    files = [
        f'<file name="{escape(_valid(one.name))}" path="{escape(_valid(one.path))}" encoding="base64">'
        f"{escape(_valid(one.encoded))}</file>"
        for one in text.files
    ]
    return _tag("text", text.text) + "".join(files)


def _tag(tag: str, text: str) -> str:
    if text and not _PLAIN.fullmatch(text):
        text = f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return f"<{tag}>{text}</{tag}>"


def _yes(one: bool) -> str:
    return "true" if one else "false"


WRITERS: dict[str, Callable[[BankQuestion], list[str]]] = {
    MULTICHOICE: _choices,
    TRUE_FALSE: _truth,
    SHORT_ANSWER: _typed,
    NUMERICAL: _numbers,
    MATCH: _pairs,
    ESSAY: _essay,
    DESCRIPTION: _nothing,
    ORDERING: _order,
    CLOZE: _nothing,
}
