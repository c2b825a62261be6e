"""A passage with gaps on its pages, with the real Markdown: no gap is lost, nothing typed becomes part of the page."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from markupsafe import Markup

import app.assessment
from app.assessment.kinds.base import numbered
from app.assessment.kinds.cloze import fields, mark
from app.catalogue.content.markdown import render, render_inline
from app.platform.languages import lang, lang_again, said
from tests.page_checks import words

HOSTILE = "<script>alert(1)</script><b onclick=x>"


@pytest.fixture(scope="module")
def templates() -> Environment:
    folder = Path(app.assessment.__file__).parent
    found = Environment(
        loader=FileSystemLoader(folder), extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, autoescape=True
    )
    found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    found.filters["markdown"] = lambda text: Markup(render(text))  # noqa: S704 - as the app makes them
    found.filters["markdown_inline"] = lambda text: Markup(render_inline(text))  # noqa: S704
    found.globals.update(lang=lang, lang_again=lang_again, said=said)
    return found


def asked(templates: Environment, body: str) -> Any:
    """The question's page."""
    spec = mark.read(numbered(body), {})
    ask = mark.ask(spec, ())
    form = fields.build(ask)()
    page = templates.get_template("kinds/cloze/ask.html").render(ask=ask, form=form, number=1, stem="What?")
    return html.fromstring(page)


def reviewed(templates: Environment, body: str, *given: str) -> Any:
    """The review of what was given, with the key."""
    response = {"gaps": {str(place): text for place, text in enumerate(given)}}
    review = mark.explain(mark.read(numbered(body), {}), response, with_key=True)
    return html.fromstring(f"<div>{templates.get_template('kinds/cloze/review.html').render(review=review)}</div>")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("It is **very {text: light}**, says *she*.", "//p/strong//input[@id='answer-1']"),
        ("1. First {text: a}\n2. Then {text: b}", "//ol/li[2]//input[@id='answer-2']"),
        ("| a | {text: a} |\n|---|---|\n| b | {choice: [x] b | [ ] d} |", "//td//select"),
        ("> She says {text: a}.", "//blockquote/p//input"),
        ("One {number: 1}  \ntwo", "//p/br"),
    ],
)
def test_markdown_is_kept_around_the_gaps(templates: Environment, body: str, path: str) -> None:
    assert len(asked(templates, body).xpath(path)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "{text: a} [see][x]\n\n[x]: https://example.org/{text: b}",
        "{text: a} ![plate][{text: b}]\n\n[x]: /x",
        "| a | {text: a} |\n|---|---|\n| b | c | {text: b} |",
        "{text: a}\n\n```{text: b}\nx\n```",
        "{text: a} `{text: b}`",
        "{text: a} <b title={text: b}>",
    ],
)
def test_no_gap_is_ever_lost(templates: Environment, body: str) -> None:
    page = asked(templates, body)
    assert [field.get("aria-label") for field in page.xpath("//div[@class='passage']//input")] == [
        "Gap 1 of 2",
        "Gap 2 of 2",
    ]


def test_nothing_that_is_written_or_typed_becomes_part_of_the_page(templates: Environment) -> None:
    body = (
        f"{HOSTILE} {{text: {HOSTILE}}} {{choice: [x] {HOSTILE}1 | [ ] *b*}}\n\n1. > {HOSTILE}\n2. *b*\n    > {HOSTILE}"
    )
    for page in (asked(templates, body), reviewed(templates, body, f"{HOSTILE} *x*", "*b*")):
        assert not page.xpath("//script | //*[@onclick]")
    assert "<script>alert(1)</script><b onclick=x> *x* ✗" in words(page)
    assert page.xpath("//div[@class='passage']//b//em[text()='b']"), "an option is Markdown"


def test_a_review_shows_what_was_given_in_its_place(templates: Environment) -> None:
    page = reviewed(templates, "It is {text: light} for {number: 5 .. 6} minutes.\n\n1. > So it is.", "light", "9")
    passage, *gaps = map(words, page.xpath("//div[@class='passage'] | //ul/li"))
    assert passage == "It is Gap 1: light ✓ (correct) for Gap 2: 9 ✗ (not correct) minutes."
    assert gaps[0].startswith("Gap 1 Your answer: light")
    assert "So it is." in gaps[0]
    assert "Correct answer: 5 to 6" in gaps[1]
