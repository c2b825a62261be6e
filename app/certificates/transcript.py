"""A transcript as a PDF by Typst: tagged (PDF/UA-1), text as text, on as many sheets as it takes."""

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import cast

import typst

from app.certificates.pdf import FONTS, tidy

SOURCE = Path(__file__).with_name("transcript.typ")
_press = threading.Lock()  # a Compiler serves one thread at a time


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a transcript, as they are shown. `rows` have as many cells as `head`; `totals` have two."""

    title: str
    name: str
    period: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    nothing: str  # said where there is no row
    totals_title: str
    totals: Sequence[Sequence[str]]
    note: str
    footer: str
    site: str
    paper: str
    language: str = "en"  # of these words


def render(sheet: Sheet) -> bytes:
    """The PDF. Letters that our fonts lack come from the machine's; where it lacks them too, tags are given up."""
    given = {"transcript": json.dumps(_tidied(asdict(sheet)))}
    with _press:
        try:
            return _compiled(given, system_fonts=False, is_tagged=True)
        except typst.TypstError:
            return _compiled(given, system_fonts=True, is_tagged=False)


def _tidied(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {key: _tidied(one) for key, one in value.items()}
    return [_tidied(one) for one in cast(Sequence[object], value)]


def _compiled(given: dict[str, str], *, system_fonts: bool, is_tagged: bool) -> bytes:
    pdf = _compiler(system_fonts).compile(format="pdf", sys_inputs=given, pdf_standards=["ua-1"] if is_tagged else [])
    return cast(bytes, pdf)


@cache
def _compiler(system_fonts: bool) -> typst.Compiler:
    return typst.Compiler(SOURCE, font_paths=FONTS, ignore_system_fonts=not system_fonts)
