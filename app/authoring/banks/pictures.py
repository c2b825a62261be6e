"""Pictures inside a bank: decoded, told by their first bytes, refused where they are too large to be harmless.

In a course folder a photograph is a plate like the others: an SVG whose only shape is the picture itself, with its
alternative text as the title.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from app.authoring.banks.parts import Embedded, Unreadable
from app.authoring.banks.picture_kinds import kind_of

LARGEST = 130 * 1024  # as a plate a third more
MOST_PIXELS = 16_000_000
KB = 1024

NO_ALT = "A picture without a description"

_WHITE = re.compile(r"\s+")
_PIXELS = re.compile(r'<image[^>]* href="data:image/(png|gif|jpeg|webp);base64,([A-Za-z0-9+/=]+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the file of a plate: its name, and its SVG."""

    name: str
    svg: str


def read_picture(file: Embedded, stem: str, alt: str) -> Picture:
    """The picture as a plate, its name made of `stem` and of what is in it. Raises Unreadable."""
    if len(file.encoded) > LARGEST * 3 // 2:
        raise Unreadable(f'The picture "{file.name}" has more than {LARGEST // KB} KB. Save it smaller.')
    try:
        data = base64.b64decode(_WHITE.sub("", file.encoded), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(f'The picture "{file.name}" is damaged: it is not base64.') from error
    kind, (width, height) = kind_of(data, file.name)
    if len(data) > LARGEST:
        raise Unreadable(f'The picture "{file.name}" has {len(data) // KB} KB, more than {LARGEST // KB}.')
    if not 0 < width * height <= MOST_PIXELS:
        raise Unreadable(f'The picture "{file.name}" has {width} × {height} pixels. Save it smaller.')
    pixels = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n'
        f"<title>{escape(alt or NO_ALT, quote=False)}</title>\n"
        f'<image href="{pixels}" width="{width}" height="{height}"/>\n</svg>\n'
    )
    return Picture(f"{stem}-{sha256(svg.encode()).hexdigest()[:8]}.svg", svg)


def embedded(svg: str, name: str) -> Embedded | None:
    """The picture of a plate again; None for a plate that is drawn."""
    found = _PIXELS.search(svg)
    return Embedded(f"{name}.{found[1]}", "/", found[2]) if found else None
