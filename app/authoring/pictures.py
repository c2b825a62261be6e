"""A picture from an instructor's device as a plate of the course format.

Drawings (SVG) stay what they are, or are refused. Photographs are decoded and written anew, smaller and without what
cameras note in them (place, device), and stand inside an SVG: so a plate is text, questions can point into it, and
nothing of the original bytes reaches a reader.
"""

import base64
import re
from html import escape

from flask_babel import gettext as _

from app.authoring.rules.photos import FOR_A_LESSON, NoPhoto, Photo, TooManyPixels, Wanted, made_anew
from app.catalogue.content.figures import clean_svg
from app.catalogue.content.problems import ContentProblems


class PictureRefused(ValueError):  # noqa: N818 - an answer to the person, not a programmer's error
    """The file is no picture that a course can show; the message says why, and the cure."""


def as_plate(data: bytes, title: str, wanted: Wanted = FOR_A_LESSON) -> str:
    """The SVG of a plate made from a file; `wanted`: of a photograph. Raises PictureRefused."""
    if b"<svg" in data[:4096].lower():
        return _drawing(data, title)
    photo = _photo(data, wanted)
    encoded = base64.b64encode(photo.webp).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {photo.width} {photo.height}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<image width="{photo.width}" height="{photo.height}" href="data:image/webp;base64,{encoded}"/>\n</svg>\n'
    )


def _photo(data: bytes, wanted: Wanted) -> Photo:
    try:
        return made_anew(data, wanted=wanted)
    except TooManyPixels as error:
        raise PictureRefused(_("The picture has more than 40 million pixels. Make it smaller.")) from error
    except NoPhoto as error:
        raise PictureRefused(_("This is no picture that can be read. Use PNG, JPEG, WebP or SVG.")) from error


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
