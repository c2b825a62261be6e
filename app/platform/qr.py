"""How a square pattern is drawn into a page, whatever it says."""

import segno

INK, GROUND = "#1B2A2C", "#FFF"  # a ground of its own: cameras want dark on light, whatever the theme


def drawn(code: segno.QRCode, title: str) -> str:
    """An SVG to put into a page: named by its title, sized by whoever places it, quiet zone included."""
    drawing = code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark=INK, light=GROUND, title=title)
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" role="img" ', 1)
