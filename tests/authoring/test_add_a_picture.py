"""A picture for a lesson: what it shows comes first, and nothing of the file reaches a reader as it was sent."""

import base64
import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from app.authoring.pictures import PictureRefused, as_plate
from app.catalogue.content.figures import LARGEST_PHOTO, clean_svg
from tests.browser import Browser
from tests.drafting import files, opened
from tests.making import DRAWING, a_course
from tests.people import BEN, signed_in

WORDS = "Two hands lie flat beside the spine, thumbs towards it."
ADDRESS = "/studio/warm-hands/lessons/begin/picture"


def photograph(width: int = 800, height: int = 600, kind: str = "JPEG", **more: object) -> bytes:
    """A picture with many colors, and a note by the camera in it."""
    picture = Image.effect_noise((width, height), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "taken at Ana's home"
    written = io.BytesIO()
    picture.save(written, kind, exif=exif, **more)
    return written.getvalue()


def sent(app: Flask, data: bytes, name: str = "hands.jpg", status: int = 200, at: str = "", **words: str):
    """Ben fills in the form and sends a file."""
    browser = Browser(signed_in(app, BEN))
    page = browser.get(ADDRESS)
    token = page.find("//main//input[@name='csrf_token']").get("value")
    fields = {"description": WORDS, "title": "Two hands", "caption": "Not yet reviewed."} | words
    return browser.post(f"{ADDRESS}{at}", {**fields, "csrf_token": token, "picture": (io.BytesIO(data), name)}, status)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_written_anew_without_what_the_camera_noted(kind: str):
    data = photograph(kind=kind)
    assert b"Ana's home" in data
    plate = as_plate(data, "Two hands & a back")
    assert len(plate) < LARGEST_PHOTO
    assert "data:image/webp;base64," in plate
    assert "Two hands &amp; a back" in plate
    written = base64.b64decode(plate.partition("base64,")[2].partition('"')[0])
    assert b"home" not in written
    assert "<image" in clean_svg(plate, "p-")


def test_a_large_photograph_shrinks_until_it_has_room():
    plate = as_plate(photograph(3000, 2400), "Noise")
    assert len(plate) < LARGEST_PHOTO
    assert clean_svg(plate, "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture", "no picture"),
        (b"GIF89a" + bytes(40), "no picture"),
        (photograph()[:400], "no picture"),
        (DRAWING.replace("<path", "<script>alert(1)</script><path").encode(), "<script> is not allowed"),
        (DRAWING.replace("<path", '<image href="https://example.org/a.png"/><path').encode(), "may not have"),
        (DRAWING.replace("<path", '<path onload="x()"').encode(), "may not have"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><title>x</svg>", "This is not XML"),
    ],
)
@pytest.mark.sqlite_only
def test_what_is_no_picture_is_refused_with_its_reason(app: Flask, data: bytes, said: str):
    with pytest.raises(PictureRefused) as caught, app.test_request_context():
        as_plate(data, "A picture")
    assert said in str(caught.value)


@pytest.mark.sqlite_only
def test_a_bomb_is_not_decoded(app: Flask):
    bomb = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(bomb, "PNG")
    assert bomb.tell() < 100_000
    with pytest.raises(PictureRefused, match="40 million"), app.test_request_context():
        as_plate(bomb.getvalue(), "A bomb")


def test_a_drawing_without_a_title_gets_one_and_stays_what_it_is():
    plate = as_plate(DRAWING.replace("<title>A back, seen from behind</title>\n", "").encode(), "A back")
    assert "<title>A back</title>" in plate
    assert plate.count("ellipse") == 1


def test_the_picture_and_its_words_stand_in_the_lesson(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    opened(app)
    page = sent(app, photograph()).says("The picture stands in the lesson.", "Two hands", "Not yet reviewed.")
    assert page.heading == "How to begin"
    found = files(app)
    assert found["1-strokes/1-begin.md"].endswith(
        f"{{#long-and-light}}\n\n::: figure figures/two-hands.svg | Two hands\nNot yet reviewed.\n\n{WORDS}\n:::\n"
    )
    assert "data:image/webp" in found["1-strokes/figures/two-hands.svg"]


def test_it_goes_where_the_cursor_was(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    opened(app)
    sent(app, DRAWING.encode(), "back.svg", at="?at=3")
    text = files(app)["1-strokes/1-begin.md"]
    assert text.index("{#warm}") < text.index("::: figure") < text.index("## Strokes")


def test_without_words_there_is_no_picture(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    opened(app)
    before = files(app)
    sent(app, photograph(), status=422, description="").says("Say in words what the picture shows")
    sent(app, b"nothing", status=422).says("This is no picture", WORDS)
    assert files(app) == before
