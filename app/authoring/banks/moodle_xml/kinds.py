"""What each kind of question has of its own in Moodle XML. Each reader takes the element and the format of the stem."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import N_
from app.authoring.banks.moodle_text import is_number, number_of, share_of, trim
from app.authoring.banks.moodle_xml.selects import read_selects
from app.authoring.banks.moodle_xml.texts import content, text_of
from app.authoring.banks.moodle_xml.tree import Node
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
    Pair,
    Text,
    Unreadable,
)
from app.authoring.banks.said import Said

Given = dict[str, Any]
ONE = "1"
CALCULATED = ("calculated", "calculatedsimple", "calculatedmulti")


def read_choices(node: Node, default: str) -> Given:
    """Options with weights; one or several may be chosen."""
    answers = [_answer(one, text_of(one, default), default) for one in node.all("answer")]
    return {
        "answers": tuple(answers),
        "is_single": _is_yes(node, "single", "true"),
        "is_shuffled": _is_yes(node, "shuffleanswers", "false"),
        "combined": _combined(node, default),
    }


def read_short(node: Node, default: str) -> Given:
    """Accepted answers as plain texts."""
    return {"answers": tuple(_plain(node, default)), "is_case_sensitive": trim(content(node, "usecase")) == ONE}


def read_numbers(node: Node, default: str) -> Given:
    """Numbers with tolerances, and the unit that counts as one."""
    found = []
    for one, answer in zip(node.all("answer"), _plain(node, default), strict=True):
        share = trim(content(one, "fraction"))  # as files of long ago have it
        fraction = number_of(share) if share else answer.fraction
        tolerance = trim(content(one, "tolerance")) if one.first("tolerance") else "0"
        if tolerance and not is_number(tolerance):
            raise Unreadable(Said(N_('"%(tolerance)s" is not a tolerance.'), tolerance=tolerance[:40]), one.line)
        found.append(answer._replace(fraction=fraction, tolerance=tolerance))
    units = node.first("units")
    names = [trim(content(unit, "unit_name")) for unit in (units.all("unit") if units else [])]
    return {"answers": tuple(found), "unit": names[0] if names else ""}


def read_truth(node: Node, default: str) -> Given:
    """True and False. Where they are called something else, the first one is True."""
    answers: dict[bool, Answer] = {}
    right: bool | None = None
    for at, one in enumerate(node.all("answer")):
        word = trim(content(one, "text"))
        is_true = word == "true" if word in {"true", "false"} else at == 0
        share = trim(one.attributes.get("fraction", "0"))
        is_right = is_number(share) and number_of(share) == share_whole()
        right = is_right if is_true else not is_right
        answers[is_true] = Answer(
            Text("True" if is_true else "False", default), NONE, text_of(one.first("feedback"), default)
        )
    if right is None:
        return {}
    both = [answers.get(one, Answer(Text(str(one), default), NONE, Text("", default))) for one in (True, False)]
    return {
        "answers": tuple(
            one._replace(fraction=Fraction(right is at)) for one, at in zip(both, (True, False), strict=True)
        )
    }


def share_whole() -> Fraction:
    """What all of the points are, in percent."""
    return Fraction(100)


def read_pairs(node: Node, default: str) -> Given:
    """Left sides, each with its right one."""
    pairs = [Pair(text_of(one, default), trim(content(one, "answer", "text"))) for one in node.all("subquestion")]
    is_shuffled = _is_yes(node, "shuffleanswers", "1")
    return {"pairs": tuple(pairs), "is_shuffled": is_shuffled, "combined": _combined(node, default)}


def read_essay(node: Node, default: str) -> Given:
    """What the answer begins with, and what its marker is told."""
    more = {
        "template": trim(content(node, "responsetemplate", "text")),
        "marker": text_of(node.first("graderinfo"), default).text,
        "least_words": trim(content(node, "minwordlimit")),
        "most_words": trim(content(node, "maxwordlimit")),
        "attachments": trim(content(node, "attachments")),
    }
    return {"more": {name: value for name, value in more.items() if value not in {"", "0"}}}


def read_order(node: Node, default: str) -> Given:
    """The items, in their right order."""
    return {"answers": tuple(Answer(text_of(one, default), ALL) for one in node.all("answer"))}


def read_calculated(node: Node, default: str) -> Given:
    """Formulas instead of numbers."""
    answers = [_answer(one, text_of(one, default), default) for one in node.all("answer")]
    return {"answers": tuple(answers)}


def _answer(node: Node, text: Text, default: str) -> Answer:
    return Answer(text, _share(node), text_of(node.first("feedback"), default), trim(content(node, "tolerance")))


def _plain(node: Node, default: str) -> list[Answer]:
    """The answers of a kind whose answers are typed."""
    return [_answer(one, Text(trim(content(one, "text")), PLAIN), default) for one in node.all("answer")]


def _share(node: Node) -> Fraction:
    try:
        return share_of(node.attributes.get("fraction", "0"))
    except Unreadable as error:
        raise Unreadable(
            Said(N_("The fraction of an answer cannot be read. %(error)s"), error=(error.args[0],)), node.line
        ) from error


def _is_yes(node: Node, name: str, default: str) -> bool:
    return trim(content(node, name) if node.first(name) else default) not in {"false", "", "0"}


def _combined(node: Node, default: str) -> tuple[Text, Text, Text]:
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    first, second, third = (text_of(node.first(name), default) for name in names)
    return first, second, third


NAMES = {name: name for name in (MULTICHOICE, TRUE_FALSE, SHORT_ANSWER, NUMERICAL, DESCRIPTION, ESSAY, *CALCULATED)}
NAMES |= {name: name for name in (ORDERING, SELECT, "ddwtos")}
NAMES |= {"matching": MATCH, "match": MATCH, "cloze": CLOZE, "multianswer": CLOZE}

READERS: dict[str, Callable[[Node, str], Given]] = {
    MULTICHOICE: read_choices,
    TRUE_FALSE: read_truth,
    SHORT_ANSWER: read_short,
    NUMERICAL: read_numbers,
    MATCH: read_pairs,
    ESSAY: read_essay,
    ORDERING: read_order,
    SELECT: read_selects,
    "ddwtos": read_selects,
    **dict.fromkeys(CALCULATED, read_calculated),
}
