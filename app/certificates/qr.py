"""The square pattern that opens a certificate's verification page."""

import segno
from flask_babel import gettext as _

INK = "#1B2A2C"
SHEET = "#FFF"  # its own ground, so that cameras read it on a dark page too
MASK = 2  # any of the eight is read by every camera; comparing them all takes longer than the rest of the certificate


def svg(url: str) -> str:
    """An SVG to put into a page or a PDF: named by its title, sized by whoever places it, quiet zone included."""
    title = _("QR code that opens %(url)s", url=url)
    code = segno.make_qr(url, error="m", mask=MASK)
    drawing = code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark=INK, light=SHEET, title=title)
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" role="img" ', 1)
