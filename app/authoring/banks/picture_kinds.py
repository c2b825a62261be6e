"""What a picture is, and how large, by its first bytes: a name or a header of a mail may say anything."""

import struct

from app.assessment.kinds.base import N_
from app.authoring.banks.parts import Unreadable
from app.authoring.banks.said import Said


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
        raise Unreadable(Said(N_('The picture "%(name)s" is damaged.'), name=name)) from error
    raise Unreadable(
        Said(N_('"%(name)s" is not a picture that can be shown. Use PNG, JPEG, GIF, WebP or SVG.'), name=name)
    )


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
