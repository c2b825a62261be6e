"""The square pattern by which an authenticator app reads its key from the screen."""

import base64

import segno
from flask_babel import gettext as _

from app.accounts.rules.totp import address_for_app

INK, GROUND = "#1B2A2C", "#FFF"  # a ground of its own: cameras want dark on light, whatever the theme
GROUP = 4


def as_text(secret: bytes) -> str:
    """The key as people type it: base 32 in groups of four."""
    plain = _base32(secret)
    return " ".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def svg(secret: bytes, email: str, site: str) -> str:
    """An SVG to put into a page, sized by whoever places it, quiet zone included."""
    code = segno.make_qr(address_for_app(_base32(secret), email, site), error="m")
    title = _("QR code for your authenticator app")
    drawing = code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark=INK, light=GROUND, title=title)
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" role="img" ', 1)


def _base32(secret: bytes) -> str:
    return base64.b32encode(secret).decode().rstrip("=")
