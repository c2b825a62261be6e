"""The square pattern that opens a certificate's verification page."""

import base64
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno
from flask_babel import gettext as _

from app.platform.qr import GROUND, drawn

MASK = 2  # any of the eight is read by every camera; comparing them all takes longer than the rest of the certificate
QUIET_ZONE = 4  # modules
DOTS = 3  # a module in the PDF: a program that smooths pictures leaves its middle as it is


def svg(url: str) -> str:
    """An SVG to put into a page: named by its title, sized by whoever places it, quiet zone included."""
    return _drawn(url, _("QR code that opens %(url)s", url=url.partition("#")[0]))


@lru_cache(256)  # drawing it takes as long as the rest of the page
def _drawn(url: str, title: str) -> str:
    return drawn(_code(url), title)


def picture(url: str) -> str:
    """The same in black as a picture in an SVG, for the PDF, where a thousand strokes would take thrice the room."""
    code, data = _code(url), BytesIO()
    code.save(data, kind="png", scale=DOTS, border=QUIET_ZONE, dark="#000", light=GROUND)
    size, _height = code.symbol_size(border=QUIET_ZONE)
    dots = base64.b64encode(data.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><image width="{size}" height="{size}" '
        f'image-rendering="optimizeSpeed" href="data:image/png;base64,{dots}"/></svg>'
    )


def _code(url: str) -> segno.QRCode:
    """Digits behind a `#` (see seal.py) are written as digits, three in ten bits."""
    address, mark, digits = url.partition("#")
    # Its types leave out that it takes several parts, each with its own alphabet.
    parts: Any = [(address + mark, None, None), (digits, None, None)] if digits.isdecimal() else url
    return segno.make_qr(parts, error="l", mask=MASK)
