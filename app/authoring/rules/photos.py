"""Photographs made anew: decoded, upright, small, and without what a camera notes in them (place, device). Pure."""

import io
from typing import NamedTuple

from PIL import Image, ImageOps

from app.catalogue.content.figures import LARGEST_PHOTO

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000  # a telephone's camera has fewer; decoded, it would take 120 MB
WIDEST = 1200  # pixels; twice what a lesson shows on a wide screen
ROOM = LARGEST_PHOTO * 3 // 4 - 2048  # bytes that stay below the limit as base64
QUALITIES = (82, 70, 55, 40)
SMALLER = 0.75
GROUND = (255, 253, 249)  # of a plate


class NoPhoto(ValueError):  # noqa: N818 - an answer about a file
    """The bytes are no picture that can be read."""


class TooManyPixels(ValueError):  # noqa: N818
    """It would take too much memory to decode."""


class Photo(NamedTuple):
    """A picture as WebP, with its width and height in pixels."""

    webp: bytes
    width: int
    height: int


class Wanted(NamedTuple):
    """How a picture is made: at most so many pixels on a side, and bytes; what stands behind what is see-through."""

    widest: int = WIDEST
    room: int = ROOM
    ground: tuple[int, int, int] = GROUND


FOR_A_LESSON = Wanted()


def made_anew(data: bytes, formats: tuple[str, ...] = FORMATS, wanted: Wanted = FOR_A_LESSON) -> Photo:
    """The picture in a file. Raises NoPhoto, TooManyPixels."""
    picture = _decoded(data, formats, wanted)
    webp = _small(picture, wanted.room)
    return Photo(webp, *picture.size)


def _decoded(data: bytes, formats: tuple[str, ...], wanted: Wanted) -> Image.Image:
    """The pixels, upright, on the ground of a plate, no larger than a lesson needs."""
    try:
        with Image.open(io.BytesIO(data), formats=formats) as found:
            if found.width * found.height > MOST_PIXELS:
                raise TooManyPixels
            found.draft("RGB", (wanted.widest, wanted.widest))
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, TooManyPixels):
            raise
        raise NoPhoto from error
    picture = Image.new("RGB", upright.size, wanted.ground)
    picture.paste(upright, mask=upright.getchannel("A"))
    picture.thumbnail((wanted.widest, wanted.widest))
    return picture


def _small(picture: Image.Image, room: int) -> bytes:
    """The picture in as many bytes as a plate has room for, the best quality first; it shrinks where none is enough."""
    while True:
        for quality in QUALITIES:
            written = io.BytesIO()
            picture.save(written, "WEBP", quality=quality)
            if written.tell() <= room:
                return written.getvalue()
        picture.thumbnail((int(picture.width * SMALLER), int(picture.height * SMALLER)))
