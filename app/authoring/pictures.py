"""A picture from an instructor's device as a plate of the course format.

Drawings (SVG) stay what they are, or are refused. Photographs are decoded and written anew, smaller and without what
cameras note in them (place, device), and stand inside an SVG: so a plate is text, questions can point into it, and
nothing of the original bytes reaches a reader.
"""

import base64
import io
import re
from html import escape

from flask_babel import gettext as _
from PIL import Image, ImageOps

from app.catalogue.content.figures import LARGEST_PHOTO, clean_svg
from app.catalogue.content.problems import ContentProblems

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000  # a telephone's camera has fewer; decoded, it would take 120 MB
WIDEST = 1200  # pixels; twice what a lesson shows on a wide screen
ROOM = LARGEST_PHOTO * 3 // 4 - 2048  # bytes that stay below the limit as base64
QUALITIES = (82, 70, 55, 40)
SMALLER = 0.75
GROUND = (255, 253, 249)  # of a plate


class PictureRefused(ValueError):  # noqa: N818 - an answer to the person, not a programmer's error
    """The file is no picture that a course can show; the message says why, and the cure."""


def as_plate(data: bytes, title: str) -> str:
    """The SVG of a plate made from a file. Raises PictureRefused."""
    if b"<svg" in data[:4096].lower():
        return _drawing(data, title)
    picture = _decoded(data)
    webp = _small(picture)
    width, height = picture.size
    encoded = base64.b64encode(webp).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n<title>{escape(title)}</title>\n'
        f'<image width="{width}" height="{height}" href="data:image/webp;base64,{encoded}"/>\n</svg>\n'
    )


def _drawing(data: bytes, title: str) -> str:
    """The drawing as it is, with a title where it had none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PictureRefused(_("The drawing is no UTF-8 text. Save it again as SVG.")) from error
    text = re.sub(r"\A\s*<\?xml[^>]*\?>\s*", "", text)
    if "<title" not in text:
        text = re.sub(r"(<svg\b[^>]*>)", lambda found: f"{found[1]}\n<title>{escape(title)}</title>", text, count=1)
    try:
        clean_svg(text, "")
    except ContentProblems as error:
        first = error.problems[0]
        said = _("The drawing cannot be shown: line %(line)s, %(what)s. To mend it: %(cure)s.",
                 line=first.line, what=first.message, cure=first.cure)  # fmt: skip
        raise PictureRefused(said) from error
    return f"{text.strip()}\n"


def _decoded(data: bytes) -> Image.Image:
    """The pixels, upright, on the ground of a plate, no larger than a lesson needs."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise PictureRefused(_("The picture has more than 40 million pixels. Make it smaller."))
            found.draft("RGB", (WIDEST, WIDEST))
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused(_("This is no picture that can be read. Use PNG, JPEG, WebP or SVG.")) from error
    picture = Image.new("RGB", upright.size, GROUND)
    picture.paste(upright, mask=upright.getchannel("A"))
    picture.thumbnail((WIDEST, WIDEST))
    return picture


def _small(picture: Image.Image) -> bytes:
    """The picture in as many bytes as a plate has room for, the best quality first; it shrinks where none is enough."""
    while True:
        for quality in QUALITIES:
            written = io.BytesIO()
            picture.save(written, "WEBP", quality=quality)
            if written.tell() <= ROOM:
                return written.getvalue()
        picture.thumbnail((int(picture.width * SMALLER), int(picture.height * SMALLER)))
