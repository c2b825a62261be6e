"""Plates: what a drawing may hold, and how it is made fit to stand in a page."""

import pytest
from lxml import etree

from app.catalogue.content.figures import LARGEST, clean_svg
from app.catalogue.content.problems import ContentProblems

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
TITLE = "<title>A back</title>"


def svg(inside: str, head: str = HEAD) -> str:
    """A drawing with this in it."""
    return f"{head}{TITLE}\n{inside}</svg>"


def refused(text: str) -> list[tuple[int, str]]:
    """Line and message of what is wrong with a drawing; each problem has a cure."""
    with pytest.raises(ContentProblems) as caught:
        clean_svg(text, "p-", "figures/back.svg")
    assert all(problem.path == "figures/back.svg" and problem.cure for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in caught.value.problems]


BOMB = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
HOSTILE = [
    ("<script>alert(1)</script>", "<script> is not allowed"),
    ('<script href="https://evil.example/x.js"/>', "<script> is not allowed"),
    ("<style>*{fill:red}</style>", "<style> is not allowed"),
    ("<style>@import url(https://evil.example)</style>", "<style> is not allowed"),
    ("<foreignObject><p>x</p></foreignObject>", "<foreignObject> is not allowed"),
    ('<use href="http://evil.example/x.svg#a"/>', "<use> is not allowed"),
    ('<use href="#a"/>', "<use> is not allowed"),
    ('<image href="https://evil.example/x.png"/>', '<image> may not have "href"'),
    ('<a href="javascript:alert(1)"><text>x</text></a>', "<a> is not allowed"),
    ('<animate attributeName="href" to="javascript:alert(1)"/>', "<animate> is not allowed"),
    ('<set attributeName="onclick" to="alert(1)"/>', "<set> is not allowed"),
    ('<animateTransform attributeName="transform"/>', "<animateTransform> is not allowed"),
    ('<filter id="f"><feImage href="https://evil.example"/></filter>', "<feImage> is not allowed"),
    ('<linearGradient id="g"/>', "<linearGradient> is not allowed"),
    ('<symbol id="s"/>', "<symbol> is not allowed"),
    ("<metadata>x</metadata>", "<metadata> is not allowed"),
    ("<switch/>", "<switch> is not allowed"),
    ('<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>', "<iframe> is not allowed"),
    ('<title xmlns="http://www.w3.org/1999/xhtml">x</title>', "<title> is not allowed"),
    ('<s:path xmlns:s="http://www.w3.org/2000/svg" d="M0 0"/>', "<path> is not allowed"),
    ('<i:view xmlns:i="http://www.inkscape.org/x"/>', "<view> is not allowed"),
    ("<desc><path/></desc>", "<desc> holds more than words"),
    ('<path onload="alert(1)"/>', '<path> may not have "onload"'),
    ('<path onclick="alert(1)"/>', '<path> may not have "onclick"'),
    ('<path style="fill:url(https://evil.example)"/>', '<path> may not have "style"'),
    ('<path class="x"/>', '<path> may not have "class"'),
    ('<path href="x"/>', '<path> may not have "href"'),
    ('<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x"/>', '<path> may not have "href"'),
    ('<text xml:base="https://evil.example">x</text>', '<text> may not have "base"'),
    ('<path filter="url(#f)"/>', '<path> may not have "filter"'),
    ('<path clip-path="url(#f)"/>', '<path> may not have "clip-path"'),
    ('<path tabindex="0"/>', '<path> may not have "tabindex"'),
    ('<path fill="url(https://evil.example/#a)"/>', "<path> cannot have fill="),
    ("<path fill=\"url('#a')\"/>", "<path> cannot have fill="),
    ('<path fill="URL(https://evil.example)"/>', "<path> cannot have fill="),
    ('<path fill="\\75rl(https://evil.example)"/>', "<path> cannot have fill="),
    ('<path fill="\\72 ed"/>', "<path> cannot have fill="),
    ('<path fill="red url(https://evil.example)"/>', "<path> cannot have fill="),
    ('<path stroke="image-set(x)"/>', "<path> cannot have stroke="),
    ('<path marker-end="url(other.svg#a)"/>', "<path> cannot have marker-end="),
    ('<path marker-end="url(#gone)"/>', '<path> refers to "gone"'),
    ('<g aria-labelledby="gone"/>', '<g> refers to "gone"'),
    ('<path id="a b"/>', '<path> cannot have the id "a b"'),
    ('<path id="1a"/>', '<path> cannot have the id "1a"'),
    ('<path id="a"/><path id="a"/>', '<path> cannot have the id "a"'),
]


@pytest.mark.parametrize(("inside", "message"), HOSTILE, ids=[inside for inside, _ in HOSTILE])
def test_what_is_no_drawing_is_refused_by_name_and_line(inside: str, message: str) -> None:
    assert (2, message) in [(line, told[: len(message)]) for line, told in refused(svg(inside))]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"{HEAD}</svg>", 1, "The picture has no title"),
        (f"{HEAD}<title> </title></svg>", 1, "The picture has no title"),
        (svg("", '<svg xmlns="http://www.w3.org/2000/svg">'), 1, "The picture is no <svg> with a viewBox"),
        (f'<g xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{TITLE}</g>', 1, "The picture is no <svg>"),
        (svg("").replace("http://www.w3.org/2000/svg", "x"), 1, "<svg> is not allowed"),
        (svg("", HEAD.replace("<svg", '<svg onload="alert(1)"')), 1, '<svg> may not have "onload"'),
        (f"{BOMB}{svg('&c;')}", 1, "The picture declares a document type"),
        (f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{svg("")}', 1, "The picture declares a document type"),
        (svg("&c;"), 2, "This is not XML: Entity 'c' not defined"),
        (svg("<path>"), 2, "This is not XML: Opening and ending tag mismatch"),
        ("", 1, "This is not XML: Document is empty"),
        ("GIF89a<svg>", 1, "This is not XML: Start tag expected"),
        (f'<?xml version="1.0" encoding="utf-16"?>{svg("")}', 1, "This is not XML"),
        (svg(f'<path d="{"M0 0" * LARGEST}"/>'), 1, "The picture has 241 KB"),
        (svg("<g>" * 300 + "</g>" * 300), 2, "This is not XML: Excessive depth"),
    ],
)
def test_what_is_no_picture_at_all_is_refused(text: str, line: int, message: str) -> None:
    assert (line, message) in [(at, told[: len(message)]) for at, told in refused(text)]


def test_everything_wrong_with_a_drawing_is_told_at_once() -> None:
    assert [line for line, _ in refused(svg('<a/>\n<path class="x" style="y"/>\n<b/>'))] == [2, 3, 3, 4]


def test_a_drawing_becomes_one_image_with_one_name() -> None:
    head = HEAD.replace("<svg", '<svg width="640" height="520" role="group" aria-label="x" aria-describedby="d"')
    root = etree.fromstring(clean_svg(svg('<desc id="d">x</desc>', head), "p-"))
    assert dict(root.items()) == {"viewBox": "0 0 10 10", "role": "img", "aria-labelledby": "p--title"}
    assert root[0].get("id") == "p--title"


def test_two_plates_on_one_page_have_no_id_in_common() -> None:
    drawing = svg(
        '<defs><marker id="head" viewBox="0 0 1 1" orient="auto"><path d="M0 0"/></marker></defs>'
        '<g aria-labelledby="t n"><text id="n">url(#head)</text><path marker-end="url(#head)" aria-label="url(#head)"/>'
        "</g>"
    ).replace("<title>", '<title id="t">')
    first, second = clean_svg(drawing, "a-"), clean_svg(drawing, "b-")
    assert 'aria-labelledby="a-t"' in first
    assert 'aria-labelledby="a-t a-n"' in first
    assert 'marker-end="url(#a-head)"' in first
    assert 'aria-label="url(#head)"' in first
    assert ">url(#head)<" in first
    assert first.replace('"a-', '"b-').replace("#a-", "#b-").replace(" a-", " b-") == second


def test_a_label_is_words_and_may_have_any_sign() -> None:
    assert 'aria-label="left (L4) \\"' in clean_svg(svg('<g aria-label="left (L4) \\"/>'), "p-")


def test_comments_and_instructions_of_editors_are_dropped() -> None:
    cleaned = clean_svg(f'<?xml version="1.0"?><!-- x --><?pi y?>{svg("<!-- <script> --><?php z?><path/>")}', "p-")
    assert cleaned.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert cleaned.endswith("<path/></svg>")


def test_words_in_a_drawing_stay_words() -> None:
    cleaned = clean_svg(svg("<text>a &lt;script&gt; &amp; <![CDATA[<b>]]></text>"), "p-")
    assert "<text>a &lt;script&gt; &amp; &lt;b&gt;</text>" in cleaned


def test_transforms_may_have_brackets_and_unused_names_go() -> None:
    head = HEAD.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"')
    cleaned = clean_svg(svg('<g transform="translate(1 2) rotate(3)"/>', head), "p-")
    assert 'transform="translate(1 2) rotate(3)"' in cleaned
    assert "xlink" not in cleaned


def test_a_drawing_at_the_limit_is_still_taken() -> None:
    room = LARGEST - len(svg('<path d=""/>'))
    assert clean_svg(svg(f'<path d="{"M" * room}"/>'), "p-")
    assert refused(svg(f'<path d="{"M" * (room + 1)}"/>'))[0][1] == "The picture has 61 KB"
