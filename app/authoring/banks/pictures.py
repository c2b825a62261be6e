"""Pictures inside a bank: decoded, told by their first bytes, refused where they are too large to be harmless.

In a course folder a photograph is a plate like the others: an SVG whose only shape is the picture itself, with its
alternative text as the title.
"""

import base64
import binascii
import re
import struct
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from app.authoring.banks.parts import Embedded, Unreadable

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


def kind_of(data: bytes, name: str) -> tuple[str, tuple[int, int]]:
    """Its kind, and width and height in pixels, by the first bytes. Raises Unreadable."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return "png", struct.unpack(">II", data[16:24])
        if data.startswith((b"GIF87a", b"GIF89a")):
            return "gif", struct.unpack("<HH", data[6:10])
        if data.startswith(b"\xff\xd8\xff"):
            return "jpeg", _jpeg_size(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return "webp", _webp_size(data)
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable(f'The picture "{name}" is damaged.') from error
    raise Unreadable(f'"{name}" is not a picture that can be shown. Use PNG, JPEG, GIF or WebP.')


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first frame header; each segment says how long it is, so no byte is looked at twice."""
    at = 2
    while data[at] == 0xFF:  # noqa: PLR2004 - each marker begins so
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - the frame headers
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    raise ValueError(at)


def _webp_size(data: bytes) -> tuple[int, int]:
    form = data[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF
