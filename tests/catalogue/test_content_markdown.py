"""Markdown to HTML: what authors may use, and that nothing else gets through."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.content import markdown
from app.catalogue.content.lesson import render_lesson
from app.catalogue.content.markdown import draw, draw_phrase, render, render_inline
from app.catalogue.content.page import Page, count_words, short_name
from app.catalogue.content.parts import SourceFile
from tests.catalogue.payloads import MARKDOWN
from tests.catalogue.safe_html import faults_in, ids_in
from tests.catalogue.tiny_course import sources
from tests.catalogue.tiny_lesson import lesson

QUICK = settings(max_examples=150, deadline=None)
# Text that hits on syntax more often than chance would.
SYNTAX = ["[", "]", "(", ")", "<", ">", "{#a}", "[@techniques]", "\n", "\n\n", ":::", "|", "-", " ", "\n::: check\n"]
TEXTS = st.lists(st.sampled_from([*MARKDOWN, *SYNTAX]) | st.text(max_size=12), max_size=8).map("".join)


def no_figure(name: str) -> str:
    """There are no drawings here."""
    raise KeyError(name)


@pytest.mark.parametrize("payload", MARKDOWN)
def test_a_hostile_text_comes_out_inert(payload: str) -> None:
    in_box = f"::: note | {payload}\n{payload}\n:::"
    for text in (payload, f"before {payload} after", f"- {payload}\n\n> {payload}", in_box):
        assert faults_in(render(text, sources())) == []
        assert faults_in(render_inline(text, sources())) == []
        page = render_lesson(lesson(text), sources(), no_figure)
        assert faults_in(page.html) == []
        assert len(set(ids_in(page.html))) == len(ids_in(page.html))


def test_the_second_opinion_sees_what_it_should() -> None:
    hostile = ["<script>", "<p onclick=x>", '<a href="javascript:x">', "<!-- x -->", "<p style=x>", "<?x>", "<!x>"]
    assert all(faults_in(html) for html in [*hostile, "a < b"])
    assert faults_in('<p id="a">x <a href="https://example.com">y</a></p>') == []


@pytest.mark.parametrize("payload", [*MARKDOWN, '<a href="javascript:alert(1)">x</a>', '<a href="http://x">x</a>'])
def test_the_allow_list_holds_alone_if_raw_html_ever_got_past_the_parser(
    payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(markdown._MARKDOWN.options, "html", True)
    assert faults_in(render(payload)) == []


def test_there_are_enough_payloads() -> None:
    assert len(set(MARKDOWN)) > 150


@QUICK
@given(TEXTS)
def test_no_text_becomes_anything_but_plain_markup(text: str) -> None:
    assert faults_in(render(text, sources())) == []
    assert faults_in(render_inline(text, sources())) == []


@QUICK
@given(TEXTS)
def test_no_lesson_becomes_anything_but_plain_markup_with_ids_of_its_own(text: str) -> None:
    page = render_lesson(lesson(text), sources(), no_figure)
    assert faults_in(page.html) == []
    assert len(set(ids_in(page.html))) == len(ids_in(page.html))
    assert page.anchors <= set(ids_in(page.html))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One *two* **three** `four`", "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>\n"),
        ("## Two\n\n### Three", "<h2>Two</h2>\n<h3>Three</h3>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("a  \nb\nc", "<p>a<br>\nb\nc</p>\n"),
        ("[x](https://example.com/?a=1&b=2)", '<p><a href="https://example.com/?a=1&amp;b=2">x</a></p>\n'),
        ("<https://example.com>", '<p><a href="https://example.com">https://example.com</a></p>\n'),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example">x</a></p>\n'),
        ('a < b & c -- "d" (c)', '<p>a &lt; b &amp; c -- "d" (c)</p>\n'),
        ("![a *b*](x.png)", '<p><span class="picture">a b</span></p>\n'),
        ("![a < b & <i>](x.png)", '<p><span class="picture">a &lt; b &amp; &lt;i&gt;</span></p>\n'),
    ],
)
def test_plain_markdown_becomes_plain_html(text: str, html: str) -> None:
    assert render(text) == html


def test_columns_are_aligned_by_classes_and_headed_by_cells_that_say_so() -> None:
    html = render("| a | b | c |\n|---|--:|:-:|\n| 1 | 2 | 3 |")
    assert '<th scope="col">a</th>\n<th class="right" scope="col">b</th>\n<th class="center" scope="col">c</th>' in html
    assert '<td>1</td>\n<td class="right">2</td>\n<td class="center">3</td>' in html
    assert "style" not in html


def test_headings_outside_the_outline_are_drawn_inside_it() -> None:
    assert render("# One\n\n#### Four") == "<h2>One</h2>\n<h3>Four</h3>\n"


def test_a_link_in_the_course_becomes_an_address_of_the_site() -> None:
    def link(target: str) -> str:
        return f"/learn/tiny/{target}"

    html = render("[a](opening#firm) [b](quiz/strokes) [c](https://example.com)", link=link)
    assert '<a href="/learn/tiny/opening#firm">a</a>' in html
    assert '<a href="/learn/tiny/quiz/strokes">b</a>' in html
    assert '<a href="https://example.com">c</a>' in html


def test_a_link_that_cannot_be_followed_keeps_its_words() -> None:
    assert render("[x](http://example.com)") == "<p><a>x</a></p>\n"


def test_citations_outside_a_lesson_are_short_names() -> None:
    html = render("So [@moyer-2004; @techniques].", sources())
    assert html == "<p>So (<cite>Moyer et al. 2004</cite>; <cite>Techniques to target the back</cite>).</p>\n"
    assert render_inline("So [@nobody].", sources()) == "So [nobody?]."


def test_citations_are_left_out_where_no_sources_are_given() -> None:
    assert render("So [@moyer-2004].") == "<p>So.</p>\n"


@pytest.mark.parametrize(
    ("authors", "year", "name"),
    [("Moyer CA", 2004, "Moyer 2004"), ("Moyer CA, Rounds J", 2004, "Moyer et al. 2004"),
     ("Ingraham P", None, "A title"), ("", 2004, "A title"), (" , X", 2004, "A title")],
)  # fmt: skip
def test_a_source_is_called_by_its_first_author_and_year_or_by_its_title(authors: str, year: int, name: str) -> None:
    source = SourceFile(slug="s", kind="publication", title="A title", publisher="P", authors=authors, year=year)
    assert short_name(source) == name


def test_an_option_may_have_emphasis_but_no_link() -> None:
    assert render_inline("*a* `b` [c](https://example.com) ~~d~~") == "<em>a</em> <code>b</code> c ~~d~~"


def test_an_option_is_one_paragraph_whatever_it_holds() -> None:
    assert render_inline("- a\n\n# b") == "- a\n\n# b"


def test_a_phrase_tells_its_words_and_its_anchor() -> None:
    page = Page()
    phrase = draw_phrase("What *it* is {#what}", page)
    assert (phrase.html, phrase.plain, phrase.name) == ("What <em>it</em> is", "What it is", "what")
    assert page.words == 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\nb [@One]", 2, "This citation cannot be read"),
        ("a {#One}", 1, None),
        ("a {# one}", 1, "This anchor cannot be read"),
        ("a\n\nb\n[c](javascript:x)", 4, "This link cannot be followed"),
        ("a\n[b](http://c)", 2, 'The link to "http://c" cannot be followed'),
        ("a\n[b]()", 2, 'The link to "" cannot be followed'),
        ("a ::: note", 1, "This box mark is out of place"),
        ("a  \n<b>c</b>", 2, "Raw HTML would show as text"),
        ("a <!-- b -->", 1, "Raw HTML would show as text"),
        ("a ![b](c)", 1, "A picture stands in the text"),
        ("a {#b} c\nd", 1, "The anchor {#b} is not at the end of its paragraph"),
        ("| a {#b} |\n|---|\n| c |", 1, "The anchor {#b} is in a table"),
        ("x\n\n# a", 3, "A heading has the wrong level"),
        ("a\n---", 1, "A heading has the wrong level"),
        ("#### a", 1, "A heading has the wrong level"),
        ("a [@nobody]", 1, 'The source "nobody" is not in the folder of sources'),
    ],
)
def test_what_markdown_left_standing_is_told_with_its_line(text: str, line: int, message: str | None) -> None:
    page = Page(path="a.md", sources=sources())
    draw(text, page)
    told = [(problem.path, problem.line, problem.message) for problem in page.problems]
    assert told == ([] if message is None else [("a.md", line, message)])


def test_code_may_show_any_mark() -> None:
    page = Page(sources=sources())
    assert draw("`[@x] {#y} <b> ](` and\n\n```\n:::\n```", page)
    assert page.problems == []


def test_words_are_runs_with_a_letter_or_a_digit() -> None:
    assert count_words("One two – three: 10% of ______ it’s") == 6


HOSTILE_SOURCE = {
    "techniques": replace(
        sources()["techniques"], title="<b onclick=x> & co", publisher="<script>p</script>", authors="<img src=x>, Y",
    )
}  # fmt: skip


def test_what_a_source_says_of_itself_is_only_text() -> None:
    html = render_lesson(lesson("So [@techniques]."), HOSTILE_SOURCE, no_figure).html
    assert faults_in(html) == []
    assert "&lt;img src=x&gt;, Y. <cite>&lt;b onclick=x&gt; &amp; co</cite>. &lt;script&gt;p&lt;/script&gt;." in html
    assert "(<cite>&lt;b onclick=x&gt; &amp; co</cite>)" in render("So [@techniques].", HOSTILE_SOURCE)


def test_a_source_whose_address_is_no_https_is_not_linked() -> None:
    hostile = {"techniques": replace(sources()["techniques"], url="javascript:alert(1)")}
    assert "javascript" not in render_lesson(lesson("So [@techniques]."), hostile, no_figure).html
