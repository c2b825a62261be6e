"""What stands in the braces of a GIFT question, kind by kind. Each reader takes it and the format of the stem."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import N_
from app.authoring.banks.gift.escapes import formatted, plain
from app.authoring.banks.moodle_text import decimal, is_number, number_of, share_of, trim
from app.authoring.banks.parts import (
    ALL,
    MATCH,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    ORDERING,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    Pair,
    Text,
    Unreadable,
)
from app.authoring.banks.said import Said

LEAST = 2
FEW = Said(N_("There are not enough answers: this kind of question needs at least %(least)s."), least=LEAST)
NO_PAIR = N_("Every pair of a matching question is written =left -> right.")
NO_NUMBERS = N_("There is no number between {# and }. A nought alone is written {#=0}.")

_WEIGHT = re.compile(r"%-*[0-9]{1,2}\.?[0-9]*%")
# What may stand behind `>` of an ordering question: how many items are shown, how, and how they are marked.
_ORDER_WORD = re.compile(
    r"\d+|ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG|HORIZONTAL|HORI|H|VERTICAL|VERT|V|ALL_OR_NOTHING|ABSOLUTE_POSITION"
    r"|ABSOLUTE|ABS|RELATIVE\w*|LONGEST\w+|SHOW|HIDE|TRUE|FALSE|YES|NO|none|abc|ABCD|123|iii|IIII"
)


def _cut(text: str, sign: str) -> list[str]:
    """The parts between signs, without what is empty before the first."""
    parts = text.split(sign)
    parts[0] = trim(parts[0])
    return parts[1:] if parts[0] in {"", "0"} else parts


def _said(text: str, default: str) -> tuple[Text, Text]:
    """The answer before the first `#`, and the feedback after it."""
    answer, _, feedback = text.partition("#")
    return formatted(trim(answer), default), formatted(trim(feedback), default) if feedback else Text("", default)


def _weighed(text: str, otherwise: Fraction) -> tuple[Fraction, str]:
    """The weight before an answer, and the answer without it."""
    if not _WEIGHT.match(text):
        return otherwise, text
    weight, _, rest = text[1:].partition("%")
    return share_of(weight), rest


def read_choices(text: str, default: str) -> dict[str, Any]:
    """`~wrong =right ~%50%half`; without any `=` several may be chosen."""
    is_single = "=" in text
    parts = _cut(text.replace("=", "~="), "~")
    if len(parts) < LEAST:
        raise Unreadable(FEW)
    return {"answers": tuple(_choice(trim(part), default) for part in parts), "is_single": is_single}


def _choice(part: str, default: str) -> Answer:
    fraction, part = (ALL, part[1:]) if part.startswith("=") else _weighed(part, NONE)
    text, feedback = _said(part, default)
    return Answer(text, fraction, feedback)


def read_pairs(text: str, default: str) -> dict[str, Any]:
    """`=left -> right`."""
    parts = [trim(part) for part in _cut(text, "=")]
    if len(parts) < LEAST:
        raise Unreadable(FEW)
    if not all("->" in part for part in parts):
        raise Unreadable(NO_PAIR)
    cut = [part.partition("->") for part in parts]
    return {"pairs": tuple(Pair(formatted(left, default), trim(plain(right))) for left, _, right in cut)}


def read_truth(text: str, default: str) -> dict[str, Any]:
    """`TRUE#said when wrong#said when right`."""
    answer, wrong, right = [*text.split("#", 2), "", ""][:3]
    said_wrong, said_right = (formatted(trim(one), default) for one in (wrong, right))
    is_true = formatted(trim(answer), default).text in {"T", "TRUE"}
    said = (said_right, said_wrong) if is_true else (said_wrong, said_right)
    return {
        "answers": (
            Answer(Text("True", default), ALL if is_true else NONE, said[0]),
            Answer(Text("False", default), NONE if is_true else ALL, said[1]),
        )
    }


def read_short(text: str, default: str) -> dict[str, Any]:
    """`=right =%50%half`; a lone answer needs no sign."""
    parts = _cut(text, "=")
    if not parts:
        raise Unreadable(N_("There is no answer between { and }."))
    return {"answers": tuple(_short(trim(part), default) for part in parts)}


def _short(part: str, default: str) -> Answer:
    fraction, part = _weighed(part, ALL)
    text, feedback = _said(part, default)
    return Answer(text, fraction, feedback)


def read_numbers(text: str, default: str) -> dict[str, Any]:
    """`#5`, `#5:1`, `#4..6`, several with `=`; what follows `~` is said to whoever is wrong."""
    text, tilde, wrong = text[1:].partition("~")
    parts = _cut(text, "=")
    if not parts:
        raise Unreadable(NO_NUMBERS)
    answers = [_number(trim(part), default) for part in parts]
    if tilde:
        answers.append(Answer(Text("*", default), NONE, _said(f"~{wrong}", default)[1]))
    return {"answers": tuple(answers)}


def _number(part: str, default: str) -> Answer:
    fraction, part = _weighed(part, ALL)
    text, feedback = _said(part, default)
    number, tolerance = _spread(text.text)
    return Answer(Text(number, text.format), fraction, feedback, tolerance)


def _spread(text: str) -> tuple[str, str]:
    """A number and its tolerance. Moodle takes whatever is no number for `*`, which any number is."""
    if text.find("..") > 0:
        low, _, high = text.partition("..")
        ends = number_of(trim(low)), number_of(trim(high))
        return decimal(sum(ends, NONE) / 2), decimal((ends[1] - ends[0]) / 2)
    number, _, tolerance = text.partition(":") if text.find(":") > 0 else (text, "", "0")
    number, tolerance = trim(number), trim(tolerance)
    if not is_number(tolerance):
        raise Unreadable(
            Said(N_('"%(tolerance)s" is not a tolerance. Write a number after the colon.'), tolerance=tolerance[:40])
        )
    return (number if is_number(number) else "*"), tolerance


def read_order(text: str, default: str) -> dict[str, Any]:
    """`>` and the items, one a line, in their right order."""
    head, _, rest = text[1:].partition("\n")
    rows = rest.split("\n") if all(map(_ORDER_WORD.fullmatch, head.split())) else [head, *rest.split("\n")]
    items = [plain(row) for row in map(trim, rows) if row]
    if len(items) < LEAST:
        raise Unreadable(FEW)
    return {"answers": tuple(Answer(Text(item, default), ALL) for item in items)}


READERS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    MULTICHOICE: read_choices,
    MATCH: read_pairs,
    TRUE_FALSE: read_truth,
    SHORT_ANSWER: read_short,
    NUMERICAL: read_numbers,
    ORDERING: read_order,
}
