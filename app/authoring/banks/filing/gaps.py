"""Passages with gaps as our cloze."""

import re
from dataclasses import replace

from app.assessment.kinds.base import N_
from app.assessment.kinds.gaps import CHOICE, GAP, NUMBER, TEXT, write_passage
from app.assessment.kinds.gaps import Gap as OurGap
from app.assessment.kinds.lists import Option
from app.authoring.banks.filing.scenes import lifted
from app.authoring.banks.filing.texts import Desk
from app.authoring.banks.moodle_text import decimal, is_number, number_of
from app.authoring.banks.parts import ALL, MULTICHOICE, NONE, NUMERICAL, Answer, BankQuestion, Gap, Unreadable
from app.authoring.banks.said import Said

TASK = "Fill in the gaps."
ANY = "*"
_PLACE = re.compile(r"\{#\d+\}")


def read_gaps(question: BankQuestion, desk: Desk) -> tuple[str, str]:
    """Stem and body of a passage. Raises Unreadable if one of its gaps is none of ours."""
    passage = desk.markdown(question.stem._replace(text=_PLACE.sub(GAP, question.stem.text.replace(GAP, ""))))
    if len({gap.points for gap in question.gaps}) > 1:
        desk.note(N_("its gaps earned different points; here each earns the same"))
    gaps = [_gap(number, gap, desk) for number, gap in enumerate(question.gaps, start=1)]
    return _parted(passage, gaps, desk)


def read_selects(question: BankQuestion, desk: Desk) -> tuple[str, str]:
    """The same for a text whose gaps are chosen from lists, or filled with words that are dragged."""
    if question.qtype == "ddwtos":
        desk.note(N_("words were dragged into the text; here they are chosen from lists"))
    stem = question.stem._replace(text=question.more["passage"])
    return read_gaps(replace(question, stem=stem), desk)


def _parted(passage: str, gaps: list[OurGap], desk: Desk) -> tuple[str, str]:
    """What stands above the first paragraph with a gap is the stem; a passage without one gets the task."""
    if not gaps:
        raise Unreadable(N_("There is no gap in the text."))
    if passage.count(GAP) != len(gaps):
        raise Unreadable(N_("A gap stands where none can be, such as in the address of a link."))
    head = passage[: passage.index(GAP)]
    start = head.rfind("\n\n") + 2 if "\n\n" in head else 0
    pictures, body = lifted(passage[start:], desk)
    stem = "\n\n".join(filter(None, [*pictures, passage[:start].strip()]))
    if not passage[:start].strip():
        desk.note(Said(N_('there was no question above the passage; it now says "%(task)s"'), task=TASK))
        stem = "\n\n".join([*pictures, TASK])
    return stem, write_passage(body, gaps)


def _gap(number: int, gap: Gap, desk: Desk) -> OurGap:
    if not gap.is_single:
        raise Unreadable(Said(N_("Gap %(number)s wants several answers at once; a gap has one here."), number=number))
    if gap.is_case_sensitive:
        desk.note(N_("capital letters counted in a gap; here they do not"))
    kind = {MULTICHOICE: CHOICE, NUMERICAL: NUMBER}.get(gap.kind, TEXT)
    said = next((desk.reply(one.feedback) for one in gap.answers if kind != CHOICE and one.text.text == ANY), "")
    answers = [_answer(kind, one, desk) for one in gap.answers if kind == CHOICE or one.text.text != ANY]
    if not any(one.right for one in answers):
        raise Unreadable(Said(N_("Gap %(number)s takes any answer for right."), number=number))
    return OurGap(kind, tuple(answers), said)


def _answer(kind: str, answer: Answer, desk: Desk) -> Option:
    share = max(answer.fraction, NONE)
    part = None if share in {NONE, ALL} else share
    if kind == CHOICE:
        text = desk.row(answer.text)
    elif kind == NUMBER:
        text = _number(answer)
    else:
        text = desk.words(answer.text)
    return Option(text, share == ALL, desk.reply(answer.feedback), part)


def _number(answer: Answer) -> str:
    text = answer.text.text.replace(",", ".")
    spread = answer.tolerance.replace(",", ".") or "0"
    if not is_number(text) or not is_number(spread):
        raise Unreadable(Said(N_('"%(text)s" is not a number.'), text=answer.text.text[:40]))
    return (
        f"{decimal(number_of(text))} ± {decimal(number_of(spread))}" if number_of(spread) else decimal(number_of(text))
    )
