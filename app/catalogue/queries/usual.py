"""What a course says in our words, since it has none of its own: its evaluation, the statement that is signed.

What is stored are the English words, in a revision and in what people answered, so that answers are counted together
whatever catalogue came since. They are said in the language of the course. A statement is kept as it was signed.
"""

from typing import NamedTuple

from flask_babel import gettext

from app.catalogue.content.certificate import USUAL_ATTESTATION, USUAL_VERSION
from app.catalogue.content.evaluation import USUAL
from app.platform.languages import DEFAULT, speaking, spoken

OURS = {USUAL_ATTESTATION, USUAL.intro}.union(*((one.text, *one.options) for one in USUAL.questions))


class Words(NamedTuple):
    """A text, and the tag of the language it is in."""

    text: str
    language: str


class Statement(NamedTuple):
    """What is signed, the version of its words, and the tag of their language."""

    text: str
    version: str
    language: str


def in_course(text: str, written: str) -> Words:
    """A text of an evaluation as a course in the language `written` says it: its own as it is, ours translated."""
    if text not in OURS:
        return Words(text, written)
    with speaking(spoken(written)):
        return Words(gettext(text), spoken(written))


def usual_statement(written: str) -> Statement:
    """The statement of a course without one of its own. Other words are another version: a translation has its own."""
    text, language = in_course(USUAL_ATTESTATION, written)
    return Statement(text, USUAL_VERSION if language == DEFAULT else f"{USUAL_VERSION}-{language}", language)


def language_of_signed(text: str, written: str) -> str:
    """The language of a statement as it was kept, signed in a course in the language `written`."""
    return DEFAULT if text.startswith(USUAL_ATTESTATION) else written
