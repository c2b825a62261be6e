"""Each kind of a bank as one of ours: kind, keys of its head, body. What has no place is refused, in words."""

from collections.abc import Callable
from fractions import Fraction
from html import unescape

from app.assessment.kinds.base import N_
from app.assessment.kinds.lists import Option, write_options
from app.assessment.kinds.numbers import SLACK
from app.authoring.banks.filing.essays import essay
from app.authoring.banks.filing.filed import Filed
from app.authoring.banks.filing.gaps import read_gaps, read_selects
from app.authoring.banks.filing.texts import Desk
from app.authoring.banks.moodle_text import decimal, is_number, number_of
from app.authoring.banks.parts import (
    ALL,
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MATCH,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    ORDERING,
    PLAIN,
    SELECT,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    BankQuestion,
    Text,
    Unreadable,
)
from app.authoring.banks.said import Said

ANY = "*"
ARROW = "=>"
LEAST = 2
SEVERAL = "right-minus-wrong"
SHARES = "fractions"


def to_kind(question: BankQuestion, desk: Desk) -> Filed:
    """The question as one of our kinds. Raises Unreadable with the reason where there is none for it."""
    if question.qtype == MULTICHOICE and not question.is_single:
        return _several(question, desk)
    if question.qtype not in KINDS:
        raise Unreadable(
            Said(N_('There is no kind of question here that could hold "%(qtype)s".'), qtype=question.qtype)
        )
    return KINDS[question.qtype](question, desk)


def _options(answers: tuple[Answer, ...], desk: Desk, *, may_cost: bool = False) -> list[Option]:
    found = []
    for answer in answers:
        text = desk.row(answer.text)
        if not text:
            raise Unreadable(N_("An answer is empty."))
        share = answer.fraction
        if share < 0 and not may_cost:
            desk.note(Said(N_('the answer "%(text)s" took points away; here it earns none'), text=text[:60]))
            share = NONE
        part = None if share in {NONE, ALL} else share
        found.append(Option(text, share > 0 if may_cost else share == ALL, desk.reply(answer.feedback), part))
    return found


def _single(question: BankQuestion, desk: Desk) -> Filed:
    options = _options(question.answers, desk)
    right = sum(option.right for option in options)
    if right != 1:
        raise Unreadable(
            Said(
                N_("%(right)s options earn all of the points; a question with one choice has one such option."),
                right=right,
            )
        )
    extras: dict[str, object] = {} if question.is_shuffled else {"keep_order": True}
    return Filed("single-choice", extras, write_options(options))


def _several(question: BankQuestion, desk: Desk) -> Filed:
    options = _options(question.answers, desk, may_cost=True)
    whole = sum((one.earns for one in options if one.earns > 0), NONE)
    if not whole:
        raise Unreadable(N_("No option earns anything, so none is right."))
    right = sum(one.right for one in options)
    if all(
        abs(abs(one.earns) * right - 1) <= SLACK for one in options
    ):  # what each right one earns, each wrong one costs
        plain = [Option(one.text, one.right, one.feedback) for one in options]
        return Filed("multiple-response", {"rule": SEVERAL}, write_options(plain))
    if abs(whole - 1) <= SLACK:
        return Filed("multiple-response", {"rule": SHARES}, write_options(_rounded(options, whole)))
    desk.note(N_("what the options earn does not make 100% together; each right one now earns the same"))
    plain = [Option(one.text, one.earns > 0, one.feedback) for one in options]
    return Filed("multiple-response", {"rule": SEVERAL}, write_options(plain))


def _rounded(options: list[Option], whole: Fraction) -> list[Option]:
    """The options, with shares that only rounding kept from making a whole."""
    return [
        Option(
            one.text, one.right, one.feedback, one.fraction / whole if one.fraction and one.earns > 0 else one.fraction
        )
        for one in options
    ]


def _truth(question: BankQuestion, desk: Desk) -> Filed:
    if len(question.answers) != LEAST:
        raise Unreadable(N_("The file does not say whether it is true or false."))
    options = [
        Option(word, answer.fraction == 1, desk.reply(answer.feedback))
        for word, answer in zip(("True", "False"), question.answers, strict=True)
    ]
    return Filed("true-false", {}, write_options(options))


def _short(question: BankQuestion, desk: Desk) -> Filed:
    if question.is_case_sensitive:
        desk.note(N_("capital letters counted; here they do not"))
    options, why = [], ""
    for answer in question.answers:
        text, feedback = desk.words(answer.text), desk.reply(answer.feedback)
        if text == ANY and answer.fraction <= 0:
            why = feedback  # said to everybody else; here everybody reads it afterwards
            if feedback:
                desk.note(N_("what was said to any other answer now stands under Why"))
        elif text:
            share = max(answer.fraction, NONE)
            options.append(Option(text, share == ALL, feedback, None if share in {NONE, ALL} else share))
    return Filed("short-answer", {}, write_options(options), why=why)


def _numbers(question: BankQuestion, desk: Desk) -> Filed:
    options, why = [], ""
    for answer in question.answers:
        feedback, share = desk.reply(answer.feedback), max(answer.fraction, NONE)
        if answer.text.text in {ANY, ""}:
            if share:
                raise Unreadable(N_("It gives points for any number at all."))
            why = feedback
            if feedback:
                desk.note(N_("what was said to any other number now stands under Why"))
            continue
        options.append(Option(_accepted(answer), share == ALL, feedback, None if share in {NONE, ALL} else share))
    extras: dict[str, object] = {"unit": question.unit} if question.unit else {}
    return Filed("numerical", extras, write_options(options), why=why)


def _accepted(answer: Answer) -> str:
    text = answer.text.text.replace(",", ".")
    if not is_number(text):
        raise Unreadable(Said(N_('"%(text)s" is not a number.'), text=answer.text.text[:40]))
    number, spread = decimal(number_of(text)), number_of(answer.tolerance or "0")
    return f"{number} ± {decimal(abs(spread))}" if spread else number


def _pairs(question: BankQuestion, desk: Desk) -> Filed:
    rows = []
    for pair in question.pairs:
        left, right = (
            desk.row(pair.left).replace(ARROW, "⇒"),
            desk.row(Text(unescape(pair.right), PLAIN)).replace(ARROW, "⇒"),
        )
        if not right and left:
            raise Unreadable(Said(N_('"%(left)s" has nothing to be matched with.'), left=left[:60]))
        if right:
            rows.append(f"- {left} {ARROW} {right}" if left else f"- {ARROW} {right}")
    return Filed("matching", {}, "\n".join(rows))


def _order(question: BankQuestion, desk: Desk) -> Filed:
    rows = [f"{number}. {desk.row(answer.text)}" for number, answer in enumerate(question.answers, start=1)]
    return Filed("ordering", {}, "\n".join(rows))


def _description(question: BankQuestion, desk: Desk) -> Filed:
    texts = [desk.markdown(question.stem), desk.markdown(question.feedback)]
    return Filed("description", {}, "", stem="\n\n".join(filter(None, texts)))


def _gaps(question: BankQuestion, desk: Desk) -> Filed:
    stem, body = read_gaps(question, desk)
    return Filed("cloze", {}, body, stem=stem)


def _selects(question: BankQuestion, desk: Desk) -> Filed:
    stem, body = read_selects(question, desk)
    return Filed("cloze", {}, body, stem=stem)


KINDS: dict[str, Callable[[BankQuestion, Desk], Filed]] = {
    MULTICHOICE: _single,
    TRUE_FALSE: _truth,
    SHORT_ANSWER: _short,
    NUMERICAL: _numbers,
    MATCH: _pairs,
    ESSAY: essay,
    ORDERING: _order,
    DESCRIPTION: _description,
    CLOZE: _gaps,
    SELECT: _selects,
    "ddwtos": _selects,
}
