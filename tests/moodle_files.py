"""Question banks as Moodle writes them, made with a few words."""

import base64
import io
from xml.sax.saxutils import escape

from PIL import Image

ALT = "Two hands on a back"
FILE_NAME = "effleurage-is-right.png"


def png(width: int = 60, height: int = 40) -> bytes:
    """A small picture."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), (31, 111, 100)).save(written, "PNG")
    return written.getvalue()


def asked(name: str, stem: str, answers: str, files: str = "", kind: str = "multichoice", why: str = "") -> str:
    """One question of a Moodle XML file; stem and why are HTML."""
    return (
        f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html">'
        f"<text>{escape(stem)}</text>{files}</questiontext>"
        f'<generalfeedback format="html"><text>{escape(why)}</text></generalfeedback>{answers}</question>\n'
    )


def answered(right: str, *wrong: str, files: str = "") -> str:
    """Its answers."""
    texts = [(100, right), *((0, one) for one in wrong)]
    return "".join(
        f'<answer fraction="{share}" format="html"><text>{escape(text)}</text>{files}</answer>' for share, text in texts
    )


def file_of(data: bytes, name: str = FILE_NAME) -> str:
    """A file inside the XML."""
    return f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'


def shown(alt: str = ALT, name: str = FILE_NAME) -> str:
    """Its place in HTML."""
    return f'<img src="@@PLUGINFILE@@/{name}" alt="{alt}">'


def category(name: str) -> str:
    """What the questions after it belong to."""
    return f'<question type="category"><category><text>$course$/top/{name}</text></category></question>\n'


def bank(*questions: str) -> bytes:
    """A Moodle XML file."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>\n'.encode()


def pictured_bank(alt: str = ALT) -> bytes:
    """A question with a picture in category Hands, one of a kind that we have not, and one without a picture."""
    return bank(
        category("Hands"),
        asked("First stroke", f"<p>Which stroke is this? {shown(alt)}</p>",
              answered("Effleurage", "Petrissage", "Tapotement"), file_of(png()), why="<p>It glides.</p>"),
        '<question type="coderunner"><name><text>Odd</text></name></question>\n',
        category("Time"),
        asked("How long", "<p>How long does it last?</p>", answered("Ten minutes", "An hour", "A day")),
    )  # fmt: skip
