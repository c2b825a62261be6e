"""The glossary as students read it: the words below a lesson that links them, and the list of all words."""

from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any
from unicodedata import normalize

from app.catalogue.content.boxes import LessonPage
from app.catalogue.content.labels import Labels
from app.catalogue.content.markdown import draw_phrase, render_inline
from app.catalogue.content.page import Page, back_anchor
from app.catalogue.content.parts import SourceFile, Term

NO_LETTER = "0–9"


def draw_words(page: LessonPage) -> str:
    """The list of the words that a lesson has linked, alphabetical, with ways back to the text; empty without any.

    Citations are marks like those of the lesson, but the words do not count as words of the lesson.
    """
    terms = alphabetical(term for slug, term in (page.glossary or {}).items() if slug in page.terms)
    if not terms:
        return ""
    aside = Page(sources=page.sources, cite=page.cite)
    items = "".join(_item(term, aside, page.labels) for term in terms)
    title = f'<h2 id="words"{page.labels.mark}>{escape(page.labels.words)}</h2>'
    return f'<section class="words">{title}\n<dl class="terms">\n{items}</dl></section>\n'


def _item(term: Term, page: Page, labels: Labels) -> str:
    label = escape(f"{labels.back_from_word} {term.term}")
    back = f'<a href="#{back_anchor(term.id)}" aria-label="{label}"{labels.mark}>↩</a>'
    definition = draw_phrase(term.text, page, may_link=True).html
    return f'<div id="word-{term.id}"><dt>{escape(term.term)}</dt>\n<dd>{definition} {back}</dd></div>\n'


def all_words(
    terms: Iterable[Term], sources: Mapping[str, SourceFile], used: Mapping[str, Collection[str]]
) -> list[dict[str, Any]]:
    """What a page of the whole glossary needs, alphabetical: id, term, letter, definition (HTML), slugs of lessons.

    `used` gives the terms that each lesson links, by the lesson's slug and in the order of the lessons.
    """
    return [
        {
            "id": term.id,
            "term": term.term,
            "letter": letter_of(term.term),
            "html": render_inline(term.text, sources),
            "lessons": [slug for slug, linked in used.items() if term.id in linked],
        }
        for term in alphabetical(terms)
    ]


def alphabetical(terms: Iterable[Term]) -> list[Term]:
    """The terms as a dictionary orders them: capitals, accents and signs are no difference."""
    return sorted(terms, key=lambda term: (_bare(term.term), term.id))


def letter_of(word: str) -> str:
    """The capital under which a dictionary lists a word."""
    first = _bare(word)[:1].upper()
    return first if first.isalpha() else NO_LETTER


def _bare(word: str) -> str:
    return "".join(sign for sign in normalize("NFKD", word.casefold()) if sign.isalnum() or sign == " ").strip()
