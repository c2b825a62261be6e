"""The certificate as a PDF: tagged (PDF/UA-1) and fit for archives (PDF/A-3a), one sheet, its Open Badge attached."""

import json
import logging
import re
import threading
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import typst

from app.certificates import qr
from app.certificates.packing import packed
from app.certificates.rules import Snapshot
from app.platform import ids

SOURCE = Path(__file__).with_name("certificate.typ")
PACKAGES = "source_serif_4 atkinson_hyperlegible amiri noto_sans_devanagari noto_sans_thai".split()
FONTS = [Path(str(files(f"fontpkg_{package}") / "files")) for package in PACKAGES]
JOINERS = "\u200c\u200d"  # cannot be seen, but words in Persian and in the scripts of India need them
log = logging.getLogger(__name__)
_press = threading.Lock()  # a Compiler serves one thread at a time, and two at once would be no faster


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one certificate is printed from."""

    snapshot: Snapshot
    code: str
    serial: str
    verify_url: str
    sealed_url: str  # for the pattern: the same with what can be checked without a server
    credential: str  # the Open Badge as VC-JWT
    paper: str  # "us-letter" or "a4"
    logo: str = ""  # of the provider, as SVG


def render(sheet: Sheet) -> bytes:
    """The PDF, unsigned.

    Letters that our fonts lack come from the machine's. Where it lacks them too the standards, which forbid that, are
    given up: a certificate that shows boxes, and says so, is better than none.
    """
    given = inputs(sheet)
    with _press:
        try:
            return _compiled(given)
        except typst.TypstError as error:
            log.warning("certificate %s: %s; trying the fonts of this machine", sheet.serial, error)
        given["families"] = json.dumps(_noto())
        try:
            return _compiled(given, system_fonts=True)
        except typst.TypstError as error:
            log.warning("certificate %s: %s; printed without PDF/A and PDF/UA", sheet.serial, error)
        return _compiled({**given, "boxes": "yes"}, system_fonts=True, standards=False)


def inputs(sheet: Sheet) -> dict[str, str]:
    """What certificate.typ reads: text as text, never as source."""
    snapshot = tidied(sheet.snapshot)
    told = {
        **snapshot.dump(),
        "completed": snapshot.module_title or snapshot.course_title,
        "part_of": snapshot.course_title if snapshot.module_title else "",
        "hours_text": snapshot.hours_text,
        "instructor_text": snapshot.instructor_text,
        "categories_text": snapshot.categories_text,
        "licences": [one["text"] for one in snapshot.licences],
        "until": _parts_of(date.fromisoformat(snapshot.valid_until)) if snapshot.valid_until else None,
        "day": _parts_of(snapshot.day),
        "language": _language(snapshot.language),
        "code": sheet.code,
        "grouped_code": ids.grouped(sheet.code),
        "serial": sheet.serial,
        "verify_url": sheet.verify_url,
        "paper": sheet.paper,
    }
    return {
        "certificate": json.dumps(told),
        "qr": qr.picture(sheet.sealed_url),
        "credential": sheet.credential,
        **({"logo": sheet.logo} if sheet.logo else {}),
    }


def tidied(snapshot: Snapshot) -> Snapshot:
    """The snapshot with every text in it tidied, for whatever is made of it."""

    def each(value: Any) -> Any:
        if isinstance(value, str):
            return tidy(value)
        if isinstance(value, list):
            return [each(one) for one in value]
        return {name: each(one) for name, one in value.items()} if isinstance(value, dict) else value

    return Snapshot.load(each(snapshot.dump()))


def tidy(text: str) -> str:
    """`text` on one line, composed, without what cannot be seen: such characters can reorder what is printed."""
    seen = "".join(letter for letter in text if letter in JOINERS or unicodedata.category(letter) not in {"Cf", "Cs"})
    return unicodedata.normalize("NFC", " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", seen).split()))


def _parts_of(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _language(tag: str) -> str:
    found = re.match(r"[a-z]{2,3}(?![a-z])", tag.lower())
    return found[0] if found else "en"


def _compiled(given: dict[str, str], *, system_fonts: bool = False, standards: bool = True) -> bytes:
    pdf = _compiler(system_fonts).compile(
        format="pdf", sys_inputs=given, pdf_standards=["a-3a", "ua-1"] if standards else []
    )
    # Where the data of a stream happens to end with CR, CR LF reads as one line end and validators miss a byte.
    return packed(cast(bytes, pdf)).replace(b"\r\nendstream", b"\r\rendstream")


@cache
def _compiler(system_fonts: bool) -> typst.Compiler:
    """Made once: it reads its fonts at the start, and a certificate then takes milliseconds."""
    return typst.Compiler(SOURCE, font_paths=FONTS, ignore_system_fonts=not system_fonts)


@cache
def _noto() -> list[str]:
    """The Noto families of this machine, which together cover nearly every script: serif ones first, as ours is one."""
    found = [name for name in typst.Fonts().families() if name.startswith("Noto S")]
    return sorted(found, key=lambda name: ("Serif" not in name, "CJK" in name and not name.endswith("SC"), name))
