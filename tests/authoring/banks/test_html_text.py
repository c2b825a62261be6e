"""HTML of a bank becomes Markdown that says the same; what could do something is left out and named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.banks.html_text import html_to_markdown
from app.catalogue.content.markdown import render


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <b>big </b>word</p><p>next</p>", "One **big** word\n\nnext"),
        ("a<br>b<br/>", "a\\\nb"),
        ("<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>", "- one\n    - in\n- two"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("H<sub>2</sub>O, x<sup>2</sup>, x<sup>n</sup>", "H₂O, x², xn"),
        ("<h2>Title</h2>text", "**Title**\n\ntext"),
        ("<p># 1. no list</p><p>- none</p><p>2. none</p>", "\\# 1. no list\n\n\\- none\n\n2\\. none"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2|3</td></tr></table>",
         "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |"),
        ("<a href='https://example.org/a_b'>there</a>", "[there](https://example.org/a_b)"),
        ("2 * 3 [x] {y} _a_ `b`", "2 \\* 3 \\[x\\] \\{y\\} \\_a\\_ \\`b\\`"),
        ("is _____ here, snake_case", "is _____ here, snake_case"),
        ("<code>a`b</code>", "``a`b``"),
        ("<b></b>x<i> </i>", "x"),
        ("plain & simple", "plain & simple"),
    ],
)  # fmt: skip
def test_what_is_said_stays(html: str, markdown: str):
    assert html_to_markdown(html).text == markdown


def test_what_could_do_something_is_left_out_and_named():
    marked = html_to_markdown("a<script>alert(1)</script>b<a href='javascript:x()'>c</a><iframe src='//x'>d</iframe>e")
    assert marked.text == "abce"
    assert marked.lost == ["<script>", "the link to javascript:x()", "<iframe>"]


def test_pictures_are_found_with_their_words():
    marked = html_to_markdown("<img src='@@PLUGINFILE@@/a b.png' alt='A  back'>")
    assert marked.pictures == {"@@PLUGINFILE@@/a b.png": "A back"}
    assert marked.text == "![A back](@@PLUGINFILE@@/ab.png)"


@given(st.text("ab 1.#-*_`~+=>|<&[](){}\\:!$'\"\n\t/", max_size=40))
def test_plain_words_show_as_they_are(words: str):
    """Every sign that Markdown knows is a sign again, wherever it stands."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    shown = re.sub(r"<[^>]*>", "", render(html_to_markdown(f"<p>{escaped}</p>").text))
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert " ".join(plain.split()) == " ".join(words.split())


@given(st.text("<>/pbiulra href='x'=&;#\"!-", max_size=60))
def test_broken_html_never_raises_and_nothing_of_it_survives(text: str):
    assert "<" not in re.sub(r"\\<|`[^`]*`", "", html_to_markdown(text).text)
