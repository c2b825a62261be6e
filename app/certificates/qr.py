"""QR codes as SVG that can stand in a page."""

import io

import segno


def svg(url: str) -> str:
    """The address as a QR code, with a title for those who do not see it."""
    out = io.BytesIO()
    segno.make(url, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, title="QR code that opens the verification page"
    )
    return out.getvalue().decode()
