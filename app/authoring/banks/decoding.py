"""The bytes of a bank as text: UTF-8, or what somebody says it is. What has to be guessed is told."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from app.assessment.kinds.base import N_
from app.authoring.banks.parts import Refused, Unreadable
from app.authoring.banks.said import Said

OLD = "windows-1252"  # what Windows programs of the West call "ANSI"
LARGEST = 20 * 1024 * 1024
LARGEST_TEXT = 8 * 1024 * 1024  # of a format without pictures
CURE = N_("Save it as UTF-8, or say how it is encoded (on the command line with --encoding).")


class Decoded(NamedTuple):
    """The text, and what is to be said of its encoding."""

    text: str
    doubts: tuple[Refused, ...] = ()


def decode(data: bytes, encoding: str = "", largest: int = LARGEST_TEXT) -> Decoded:
    """The text of a file. Raises Unreadable with the line where reading ends."""
    if len(data) > largest:
        raise Unreadable(
            Said(
                N_("The file has %(size)s MB, more than %(most)s. Split it."),
                size=len(data) // 2**20,
                most=largest // 2**20,
            ),
            1,
        )
    if encoding:
        return Decoded(_by_name(data, encoding).replace("\0", ""))
    if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) or data[:1024].count(0) > len(data[:1024]) // 5:
        raise Unreadable(Said(N_("The file is UTF-16, not UTF-8. %(cure)s"), cure=(CURE,)), 1)
    data = data.replace(b"\0", b"")  # which no text means, and no database keeps
    try:
        return Decoded(data.removeprefix(BOM_UTF8).decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        doubt = Said(
            N_("The file is not UTF-8; it is shown as %(old)s, which is a guess. Nothing is imported yet. %(cure)s"),
            old=OLD,
            cure=(CURE,),
        )
        return Decoded(data.decode(OLD, "replace"), (Refused(line, doubt),))


def _by_name(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:
        raise Unreadable(
            Said(
                N_('There is no encoding "%(encoding)s". Write utf-8, windows-1252 or utf-16.'), encoding=encoding[:40]
            ),
            1,
        ) from error
    except (UnicodeError, ValueError) as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise Unreadable(Said(N_("The file is not %(encoding)s."), encoding=encoding), line) from error


def lines_of(text: str) -> list[str]:
    """The lines of a text; those of an old Macintosh only if it has no others."""
    return text.split("\n") if "\n" in text or "\r" not in text else text.split("\r")
