"""A plate reaches the reader as part of the page: named, described in words, and under the page's own headers."""

from pathlib import Path

from flask import Flask

from tests.authoring.folders import FIGURE, SVG, whole_course
from tests.making import LESSON, SLUG
from tests.page_checks import words
from tests.people import ANA
from tests.sitting import enrolled, publish

PAGE = f"/learn/{SLUG}/begin"
MARKER = '<defs><marker id="head" viewBox="0 0 1 1"/></defs><path d="M0 0" marker-end="url(#head)"/>'


def test_a_plate_is_an_image_with_a_name_and_a_description_anybody_can_read(app: Flask, tmp_path: Path):
    publish(app, tmp_path, whole_course())
    page = enrolled(app, ANA).get(PAGE)
    plate = page.find("//figure//*[local-name()='svg']")
    assert plate.get("role") == "img"
    assert words(page.find(f"//*[@id='{plate.get('aria-labelledby')}']")) == "Two hands"
    caption = page.find("//figure/figcaption")
    assert words(caption.find("p/strong")) == "Two warm hands"
    assert words(caption.find("details")) == "Read the description Two hands lie beside the spine."


def test_a_plate_comes_in_the_page_and_under_its_policy(app: Flask, tmp_path: Path):
    """Nothing is fetched for it, so nothing of an author's is ever served as a document of its own."""
    publish(app, tmp_path, whole_course())
    page = enrolled(app, ANA).get(PAGE)
    headers = page.response.headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert page.tree.xpath("//figure//@src | //figure//@data | //figure//@srcset | //figure//*[@href]") == []


def test_two_plates_with_the_same_marks_do_not_meet_on_one_page(app: Flask, tmp_path: Path):
    """The browser of these tests refuses a page on which an id stands twice."""
    drawing = SVG.replace("</svg>", f"{MARKER}</svg>")
    other = FIGURE.replace("hands.svg", "feet.svg")
    box = "\n::: figure figures/{name}.svg | A plate\nNot yet reviewed.\n\nWhat it shows.\n:::\n"
    files = whole_course() | {FIGURE: drawing, other: drawing.replace("hands", "feet")}
    files[f"{SLUG}/1-strokes/1-begin.md"] = LESSON + box.format(name="hands") + box.format(name="feet")
    publish(app, tmp_path, files)
    plates = enrolled(app, ANA).get(PAGE).tree.xpath("//figure//*[local-name()='svg']")
    ends = [plate.xpath(".//*[@marker-end]")[0].get("marker-end") for plate in plates]
    heads = [plate.xpath(".//*[local-name()='marker']")[0].get("id") for plate in plates]
    assert ends == [f"url(#{head})" for head in heads]
    assert len(set(heads)) == 2
