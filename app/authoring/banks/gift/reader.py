"""GIFT as Moodle 4.5 reads it: blocks between empty lines, each a category, a text or a question.

Moodle's reader works on PHP strings and has its quirks (a line "0" is empty, a `}` may stand before its `{`). A bank
that it takes has to give the same question here, so the quirks are kept; what it refuses is refused with a line.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from app.assessment.kinds.base import N_
from app.authoring.banks.gift.answers import READERS
from app.authoring.banks.gift.blocks import Block, blocks
from app.authoring.banks.gift.escapes import formatted, guarded, plain
from app.authoring.banks.moodle_text import clean_name, default_name, trim
from app.authoring.banks.parts import (
    DESCRIPTION,
    ESSAY,
    MATCH,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORT_ANSWER,
    TRUE_FALSE,
    BankQuestion,
    BankReport,
    Refused,
    Text,
    Unreadable,
)

CATEGORY = "$CATEGORY:"
BLANK = "_____"
TRUTHS = ("T", "TRUE", "F", "FALSE")
BRACES = N_("An answer needs both braces, { and }. A brace that is text is written \\{ or \\}.")
SWALLOWED = N_("This stands in the same block as the category above it and is taken for its name. Leave an empty line.")

_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f]){1,255})\]")


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    category: str = ""
    questions: list[BankQuestion] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def read_gift(text: str) -> BankReport:
    """The questions of a GIFT file; what cannot be read is refused with its line."""
    found = _Found()
    for block in blocks(text):
        try:
            _read(block, found)
        except Unreadable as error:
            found.refused.append(Refused(block.line, error.why))
    return BankReport("gift", tuple(found.questions), tuple(found.refused))


def _read(block: Block, found: _Found) -> None:
    text = guarded(block.text)
    if text.startswith(CATEGORY):
        found.category = trim(text.removeprefix(CATEGORY))
        if "{" in found.category:
            row = next(at for at, one in enumerate(block.text.split("\n")) if "{" in one)
            found.refused.append(Refused(block.line + row, SWALLOWED))
    else:
        found.questions.append(_question(text, block, found.category))


def _question(text: str, block: Block, category: str) -> BankQuestion:
    name, text = _named(text)
    inner, stem_text = _parted(text)
    answers, feedback = _feedback(inner or "")
    stem = formatted(stem_text)
    qtype = DESCRIPTION if inner is None else _type_of(answers)
    given: dict[str, Any] = READERS[qtype](answers, stem.format) if qtype in READERS else {}
    if qtype == DESCRIPTION:
        given["points"] = "0"
    if block.comments:
        given |= _marks(block.comments)
    return BankQuestion(
        line=block.line,
        qtype=qtype,
        name=default_name(stem.text) if name is None else name,
        stem=stem,
        feedback=formatted(feedback, stem.format) if feedback else Text("", stem.format),
        category=category,
        **given,
    )


def _named(text: str) -> tuple[str | None, str]:
    """The name between `::` and `::`, None without one, and the rest."""
    if not text.startswith("::"):
        return None, text
    name, end, rest = text[2:].partition("::")
    return (clean_name(plain(name)), trim(rest)) if end else (None, text[2:])


def _parted(text: str) -> tuple[str | None, str]:
    """What is in the braces, None without any; and the stem, with a blank where they stood inside a sentence."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return None, text
    if start < 0 or end < 0:
        raise Unreadable(BRACES)
    blank = "" if text.endswith("}") else BLANK
    if end > start:
        return trim(text[start + 1 : end]), text[:start] + blank + text[end + 1 :]
    # The braces stand the wrong way round: PHP counts a length below zero from the end.
    length = end - start
    inner = text[start + 1 : length - 1] if length - 1 < 0 else ""
    after = max(start, len(text) + length + 1) if length + 1 else start
    return trim(inner), text[:start] + blank + text[after:]


def _feedback(inner: str) -> tuple[str, str]:
    """The answers, and the general feedback after the last `####`."""
    answers, mark, feedback = inner.rpartition("####")
    return (trim(answers), feedback) if mark else (inner, "")


def _type_of(answers: str) -> str:
    if not answers:
        return ESSAY
    if answers.startswith(">"):
        return ORDERING
    if answers.startswith("#"):
        return NUMERICAL
    if "~" in answers:
        return MULTICHOICE
    if "=" in answers and "->" in answers:
        return MATCH
    return TRUE_FALSE if trim(answers.partition("#")[0]) in TRUTHS else SHORT_ANSWER


def _marks(comments: str) -> dict[str, Any]:
    """The id and the tags that comments name."""
    comments = "\n".join(row for row in comments.split("\n") if "]" in row)  # no other is worth a search
    found = _ID.search(comments)
    number = trim(found[1]).replace("\\]", "]") if found else ""
    return {"idnumber": number, "tags": tuple(trim(one).replace("\\]", "]") for one in _TAG.findall(comments))}
