"""Moodle's passages with gaps, `{1:SHORTANSWER:=right#said~%50%half}`: read as its patterns would, but in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from html import unescape
from typing import NamedTuple

from app.assessment.kinds.base import N_
from app.authoring.banks.moodle_text import decimal, number_of, trim
from app.authoring.banks.parts import (
    ALL,
    HTML,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    PLAIN,
    SHORT_ANSWER,
    Answer,
    Gap,
    Text,
)
from app.authoring.banks.said import Said, several

ANY = "*"
LEAST = 2
NO_GAPS = N_("There is no gap such as {1:SHORTANSWER:=right} in it.")

_WORDS = {
    "NUMERICAL NM": (NUMERICAL, True, False),
    "SHORTANSWER SA MW": (SHORT_ANSWER, True, False),
    "SHORTANSWER_C SAC MWC": (SHORT_ANSWER, True, True),
    "MULTICHOICE MC MULTICHOICE_V MCV MULTICHOICE_H MCH MULTICHOICE_S MCS MULTICHOICE_VS MCVS MULTICHOICE_HS MCHS": (
        MULTICHOICE,
        True,
        False,
    ),
    "MULTIRESPONSE MR MULTIRESPONSE_H MRH MULTIRESPONSE_S MRS MULTIRESPONSE_HS MRHS": (MULTICHOICE, False, False),
}
KINDS = {word: kind for words, kind in _WORDS.items() for word in words.split()}

_START = re.compile(rf"\{{(\d*):({'|'.join(KINDS)}):", re.ASCII)
_SHARE = re.compile(r"=|%(-?\d+(?:[.,]\d*)?)%", re.ASCII)
_STOP = re.compile(r"[~#}]")
_SAID = re.compile(r"(?<!\\)[~}]")
_NUMBER = r"-?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?"
_NUMERICAL = re.compile(rf"({_NUMBER})(?::({_NUMBER}))?", re.ASCII)


class NoPassage(ValueError):  # noqa: N818 - like Unreadable, but the reader knows the line
    """A passage whose gaps cannot be read; the message says which and why."""


class Passage(NamedTuple):
    """The text with `{#1}` where the first gap is, the gaps, and the points of all of them."""

    text: str
    gaps: tuple[Gap, ...]
    points: str


@dataclass(frozen=True, slots=True)
class _Raw:
    """One alternative as it is written."""

    share: str
    text: str
    feedback: str
    end: int


def read_passage(text: str) -> Passage:
    """The passage. Raises NoPassage with everything that is wrong with its gaps."""
    parts: list[str] = []
    gaps: list[Gap] = []
    start = 0
    while found := _START.search(text, start):
        raws = _alternatives(text, found.end())
        if not raws:
            break  # no gap after this one is closed either
        parts += [text[start : found.start()], f"{{#{len(gaps) + 1}}}"]
        gaps.append(_gap(found[1] or "1", *KINDS[found[2]], raws))
        start = raws[-1].end + 1
    faults = [
        Said(N_("Gap %(number)s: %(fault)s"), number=number, fault=(fault,))
        for number, gap in enumerate(gaps, start=1)
        for fault in _faults(gap)
    ]
    if faults or not gaps:
        raise NoPassage(several(faults or [NO_GAPS]))
    points = decimal(sum((number_of(gap.points) for gap in gaps), NONE))
    return Passage("".join(parts) + text[start:], tuple(gaps), points)


def _alternatives(text: str, at: int) -> list[_Raw]:
    """The alternatives from a place to the brace that closes them; none if nothing closes them."""
    found: list[_Raw] = []
    if text[at : at + 1] == "~" and text[at + 1 : at + 2] not in {"~", "#", "}"}:
        at += 1  # one too many, which Moodle passes over
    while raw := _alternative(text, at):
        found.append(raw)
        if text[raw.end] == "}":
            return found
        at = raw.end + 1
    return []


def _alternative(text: str, at: int) -> _Raw | None:
    """One alternative: a share, an answer of one sign or more, and what is said after `#`."""
    share = _SHARE.match(text, at)
    begin = share.end() if share else at
    stop = next(_stops(text, begin + 1), None)
    if stop is None:
        return None
    end, feedback = stop, ""
    if text[stop] == "#":
        said = _SAID.search(text, stop + 1)
        if said is None:
            return None
        end, feedback = said.start(), text[stop + 1 : said.start()]
    return _Raw(share[0] if share else "", text[begin:stop], feedback, end)


def _stops(text: str, at: int) -> Iterator[int]:
    """Where an answer may end: at `~`, `#` or `}`, unless it is escaped or part of an HTML entity."""
    for found in _STOP.finditer(text, at):
        if text[found.start() - 1] not in "\\&" and not text.endswith("&amp;", at - 1, found.start()):
            yield found.start()


def _gap(points: str, kind: str, is_single: bool, is_case_sensitive: bool, raws: list[_Raw]) -> Gap:
    answers = tuple(_answer(kind, raw) for raw in raws)
    gap = Gap(kind, answers, points, is_single, is_case_sensitive)
    return gap if is_single else _balanced(gap, any(raw.share.startswith("%") for raw in raws))


def _answer(kind: str, raw: _Raw) -> Answer:
    fraction = ALL if raw.share == "=" else Fraction(raw.share.strip("%").replace(",", ".") or "0") / 100
    feedback = Text(_unquoted(raw.feedback), HTML)
    if kind == NUMERICAL and (found := _NUMERICAL.fullmatch(raw.text)):
        return Answer(Text(found[1], PLAIN), fraction, feedback, found[2] or "0")
    return Answer(Text(_unquoted(raw.text), HTML if kind == MULTICHOICE else PLAIN), fraction, feedback)


def _unquoted(text: str) -> str:
    return unescape(text).replace("\\}", "}").replace("\\#", "#")


def _balanced(gap: Gap, has_shares: bool) -> Gap:
    """A gap of several right choices: what they earn makes a whole, and unless shares were given, wrong ones cost."""
    total = sum((one.fraction for one in gap.answers if one.fraction > 0), NONE)
    if not total:
        return gap
    cost = NONE if has_shares else -1 / total
    shares = [
        one.fraction / total if one.fraction > 0 else (one.fraction if has_shares else cost) for one in gap.answers
    ]
    return replace(
        gap, answers=tuple(one._replace(fraction=share) for one, share in zip(gap.answers, shares, strict=True))
    )


def _faults(gap: Gap) -> Iterator[str]:
    """What Moodle would not have in a gap."""
    answers = [one for one in gap.answers if trim(one.text.text)]
    for one in answers:
        word = trim(one.text.text)
        if gap.kind == NUMERICAL and word != ANY and not _NUMERICAL.fullmatch(word):
            yield Said(N_('"%(word)s" is neither a number nor *.'), word=word[:40])
    least = LEAST if gap.kind == MULTICHOICE else 1
    if len(answers) < least:
        yield Said(N_("It needs at least %(least)s answers."), least=least)
    if not any(one.fraction == 1 or (not gap.is_single and one.fraction > 0) for one in answers):
        yield N_("No answer earns all of its points.")
