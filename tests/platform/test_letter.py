"""A letter as HTML says what its text says, word for word, shows where each link leads, and fetches nothing."""

import re

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from app.platform.colours import colours
from app.platform.letter import Paper, as_html

TEXT = """Hello Ana,

due on 30 November 2026:
- Opening strokes
- <b>Petrissage</b> & more
Go on here: https://school.example/learn/warm-hands?a=1&b=2.

-- 
Ben wrote this (https://school.example/learn/x).
Questions: ce@school.example
"""  # noqa: W291 - the mark of a signature ends with a space
SIGNS = st.sampled_from([*"ab \n\n-.<>&\"'()hé手", "https://a.example/b?c=d&e", "- ", "-- \n", "\n\n"])


def page(text: str, paper: Paper | None = None, subject: str = "Due") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(as_html(subject, text, paper or Paper()))


def words(html: lxml.html.HtmlElement) -> str:
    return "".join(" ".join(html.find("body").itertext()).split())


def test_paragraphs_points_and_foot_are_told_apart():
    found = page(TEXT)
    points = ["- Opening strokes", "- <b>Petrissage</b> & more"]
    assert [point.text_content() for point in found.findall(".//li")] == points
    assert found.xpath("string(//div[@class='foot'])").split()[:3] == ["--", "Ben", "wrote"]
    assert found.find(".//b") is None


def test_each_address_is_a_link_that_shows_itself_without_the_stop_after_it():
    links = page(TEXT).findall(".//a")
    shown = ["https://school.example/learn/warm-hands?a=1&b=2", "https://school.example/learn/x"]
    assert [link.get("href") for link in links] == [link.text for link in links] == shown


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_the_two_say_the_same(text: str):
    assert words(page(text)) == "".join(text.split())


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_that_somebody_wrote_becomes_a_tag(subject: str, text: str):
    html = as_html(subject, f'{text}"><img src=x onerror=y><script>', Paper())
    assert "<img" not in html
    assert "<script" not in html


def test_it_says_its_language_wears_the_colors_in_light_and_dark_and_fetches_nothing():
    html = as_html("Due", TEXT, Paper("es", colours("#1E40AF", "#B45309", main_dark="#829BEA")))
    assert '<html lang="es">' in html
    light, dark = html.split("prefers-color-scheme:dark")
    assert "a{color:#1E40AF}" in light
    assert "a{color:#829BEA}" in dark
    assert not re.search(r"src=|url\(|@import|<link|<img", html)
