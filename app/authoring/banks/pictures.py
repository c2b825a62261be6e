"""Pictures inside a bank: decoded, told by their first bytes, refused where they are too large to be harmless.

In a course folder a photograph is a plate like the others: an SVG whose only shape is the picture itself, with its
alternative text as the title. What is small and plain stays byte for byte; what is large, is a GIF, or carries notes of
a camera (place, device) is made anew. Drawings (SVG) stay what they are.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from app.assessment.kinds.base import N_
from app.authoring.banks.parts import Embedded, Unreadable
from app.authoring.banks.picture_kinds import kind_of
from app.authoring.banks.said import Said
from app.authoring.rules.photos import FORMATS, NoPhoto, TooManyPixels, made_anew
from app.catalogue.content.figures import clean_svg
from app.catalogue.content.problems import ContentProblems

LARGEST = 130 * 1024  # as a plate a third more
LARGEST_SENT = 6 * 1024 * 1024
MOST_PIXELS = 16_000_000  # of one picture
MOST_DECODED = 100_000_000  # of all that have to be made anew: a few seconds
MB = 1024 * 1024

NO_ALT = "A picture without a description"

_WHITE = re.compile(r"\s+")
_PIXELS = re.compile(r'<image[^>]* href="data:image/(png|gif|jpeg|webp);base64,([A-Za-z0-9+/=]+)"')
_NOTES = (b"Exif\0\0", b"eXIf", b"EXIF", b"ns.adobe.com/xap", b"XMP ")
_SHOWN = frozenset({"png", "jpeg", "webp"})  # what a plate may hold


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the file of a plate: its name, and its SVG. `is_anew`: it is not the very file of the bank."""

    name: str
    svg: str
    is_anew: bool = False


@dataclass(slots=True)
class Budget:
    """How many pixels of a bank may still be decoded."""

    pixels: int = MOST_DECODED

    def spend(self, pixels: int) -> None:
        """Take some. Raises Unreadable when there are not enough left."""
        if pixels > self.pixels:
            raise Unreadable(N_("The pictures of this bank are too large to be made smaller at once. Split the file."))
        self.pixels -= pixels


def read_picture(file: Embedded, stem: str, alt: str, budget: Budget | None = None) -> Picture:
    """The picture as a plate, its name made of `stem` and of what is in it. Raises Unreadable."""
    data = _decoded(file)
    if b"<svg" in data[:4096]:
        return _named(stem, _drawing(data, file, alt), is_anew=False)
    kind, (width, height) = kind_of(data, file.name)
    if not 0 < width * height <= MOST_PIXELS:
        raise Unreadable(
            Said(
                N_('The picture "%(name)s" has %(width)s × %(height)s pixels. Save it smaller.'),
                name=file.name,
                width=width,
                height=height,
            )
        )
    is_plain = kind in _SHOWN and len(data) <= LARGEST and not any(note in data for note in _NOTES)
    if not is_plain:
        (budget or Budget()).spend(width * height)
        kind, data, width, height = _anew(data, file)
    pixels = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n'
        f"<title>{escape(alt or NO_ALT, quote=False)}</title>\n"
        f'<image href="{pixels}" width="{width}" height="{height}"/>\n</svg>\n'
    )
    return _named(stem, svg, is_anew=not is_plain)


def _decoded(file: Embedded) -> bytes:
    if len(file.encoded) > LARGEST_SENT * 3 // 2:
        raise Unreadable(
            Said(
                N_('The picture "%(name)s" has more than %(most)s MB. Save it smaller.'),
                name=file.name,
                most=LARGEST_SENT // MB,
            )
        )
    try:
        return base64.b64decode(_WHITE.sub("", file.encoded), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(Said(N_('The picture "%(name)s" is damaged: it is not base64.'), name=file.name)) from error


def _anew(data: bytes, file: Embedded) -> tuple[str, bytes, int, int]:
    try:
        photo = made_anew(data, (*FORMATS, "GIF"))
    except (NoPhoto, TooManyPixels) as error:
        raise Unreadable(Said(N_('The picture "%(name)s" is damaged.'), name=file.name)) from error
    return "webp", photo.webp, photo.width, photo.height


def _drawing(data: bytes, file: Embedded, alt: str) -> str:
    """A drawing as it is, with a title where it had none. Raises Unreadable if it cannot stand in a page."""
    text = re.sub(r"\A\s*<\?xml[^>]*\?>\s*", "", data.decode("utf-8-sig", "replace")).replace("\r\n", "\n")
    if "<title" not in text:
        title = f"<title>{escape(alt or NO_ALT, quote=False)}</title>"
        text = re.sub(r"(<svg\b[^>]*>)", lambda found: f"{found[1]}\n{title}", text, count=1)
    try:
        clean_svg(text, "")
    except ContentProblems as error:
        first = error.problems[0]
        raise Unreadable(
            Said(
                N_('The drawing "%(name)s" cannot be shown: %(message)s; %(cure)s.'),
                name=file.name,
                message=first.message,
                cure=first.cure,
            )
        ) from error
    return f"{text.strip()}\n"


def _named(stem: str, svg: str, *, is_anew: bool) -> Picture:
    return Picture(f"{stem}-{sha256(svg.encode()).hexdigest()[:8]}.svg", svg, is_anew)


def embedded(svg: str, name: str) -> Embedded | None:
    """The picture of a plate as a file again: the photograph in it, or the drawing itself; None for no plate."""
    if found := _PIXELS.search(svg):
        return Embedded(f"{name}.{found[1]}", "/", found[2])
    drawing = f"{svg.strip()}\n".encode()
    return Embedded(f"{name}.svg", "/", base64.b64encode(drawing).decode()) if svg else None
