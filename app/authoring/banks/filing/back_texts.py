"""Texts, numbers and gaps of question files as a bank has them."""

import re

from app.assessment.kinds import gaps as our
from app.assessment.kinds.lists import Option
from app.assessment.kinds.numbers import read_accepted
from app.authoring.banks.moodle_text import decimal
from app.authoring.banks.parts import (
    HTML,
    MARKDOWN,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    PLAIN,
    SHORT_ANSWER,
    Answer,
    Gap,
    Text,
)
from app.catalogue.content.markdown import render, render_inline

CITATION = re.compile(r"(?<!\s)\s*\[@[a-z0-9;@ -]+\]")
_INNER_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\((?!https?:|mailto:)[^()\s]*\)")


def text_of(markdown: str) -> Text:
    """The Markdown without what only a course understands: citations, links inside the course."""
    return Text(_INNER_LINK.sub(r"\1", CITATION.sub("", markdown)).strip(), MARKDOWN)


def number_of(option: Option) -> Answer:
    """Accepted numbers as the middle of them and a tolerance."""
    accepted = read_accepted(option.text)
    middle, spread = (accepted.low + accepted.high) / 2, (accepted.high - accepted.low) / 2
    return Answer(Text(decimal(middle), PLAIN), option.earns, text_of(option.feedback), decimal(spread))


def gap_of(gap: our.Gap) -> Gap:
    """A gap of a passage."""
    kind = {our.CHOICE: MULTICHOICE, our.NUMBER: NUMERICAL}.get(gap.kind, SHORT_ANSWER)
    answers = [_gap_answer(kind, one) for one in gap.answers]
    if gap.feedback:
        answers.append(Answer(Text("*", PLAIN), NONE, _html(gap.feedback)))
    return Gap(kind, tuple(answers))


def _gap_answer(kind: str, option: Option) -> Answer:
    if kind == NUMERICAL:
        return number_of(option)._replace(feedback=_html(option.feedback))
    text = _html(option.text) if kind == MULTICHOICE else Text(option.text, PLAIN)
    return Answer(text, option.earns, _html(option.feedback))


def _html(markdown: str) -> Text:
    """What is said in a gap, which is HTML in every bank."""
    draw = render if "\n\n" in markdown else render_inline
    return Text(draw(text_of(markdown).text).strip(), HTML)
