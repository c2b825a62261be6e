"""The square pattern by which an authenticator app reads its key from the screen."""

import base64

import segno
from flask_babel import gettext as _

from app.accounts.rules.totp import address_for_app
from app.platform.qr import drawn

GROUP = 4


def as_text(secret: bytes) -> str:
    """The key as people type it: base 32 in groups of four."""
    plain = _base32(secret)
    return " ".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def svg(secret: bytes, email: str, site: str) -> str:
    """An SVG to put into a page, sized by whoever places it, quiet zone included."""
    code = segno.make_qr(address_for_app(_base32(secret), email, site), error="m")
    return drawn(code, _("QR code for your authenticator app"))


def _base32(secret: bytes) -> str:
    return base64.b32encode(secret).decode().rstrip("=")
