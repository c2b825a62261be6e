"""The glossary of a course as its author writes it: reading the file, and what may be wrong with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from app.catalogue.content.fields import Fields, open_fields
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.markdown import draw_phrase
from app.catalogue.content.page import RESERVED, Page
from app.catalogue.content.parts import Place, SourceFile, Term
from app.catalogue.content.problems import Findings, Problem
from app.catalogue.content.repeats import repeats

PATH = "glossary.toml"
MOST_WORDS = 60  # one or two sentences


def read_glossary(text: str | None, findings: Findings) -> tuple[Term, ...]:
    """The terms of glossary.toml in their order; none without the file. Faults are added to `findings`."""
    fields = open_fields(read_toml, text, PATH, findings) if text is not None else None
    if fields is None:
        return ()
    terms = tuple(_read_term(one) for one in fields.tables("terms"))
    fields.close()
    return terms


def _read_term(fields: Fields) -> Term:
    first = fields.line_of("")
    place = Place(PATH, first, {key: fields.line_of(key) for key in ("id", "term", "text")})
    text = " ".join(row.strip() for row in fields.text("text").split("\n"))
    term = Term(id=fields.slug("id"), term=fields.text("term"), text=text, place=place)
    fields.close()
    return term


def glossary_faults(
    terms: Iterable[Term], sources: Mapping[str, SourceFile], linked: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the terms. `linked` is what lessons link to."""
    terms = tuple(terms)
    for key, cure in (("id", "give each term an id of its own"), ("term", "make one term of the two")):
        named = ((term.place.keys[key], getattr(term, key)) for term in terms if getattr(term, key))
        for line, first in repeats(named):
            yield Problem(PATH, line, f"This {key} stands on line {first} already", cure)
    for term in terms:
        yield from _faults_of(term, sources)
        if term.id in RESERVED:
            cure = "choose another name"
            yield term.place.problem("id", f'The id "{term.id}" is reserved for the page itself', cure)
        if term.id and term.id not in linked:
            cure = f"write [{term.term}](glossary:{term.id}) at its first use in a lesson, or take the term out"
            yield term.place.problem("id", f'No lesson links the term "{term.id}"', cure)


def _faults_of(term: Term, sources: Mapping[str, SourceFile]) -> Iterator[Problem]:
    page = Page(path=term.path, sources=sources)
    html = draw_phrase(term.text, page, term.place.keys["text"], may_link=True).html
    yield from page.problems
    if page.words > MOST_WORDS:
        message = f'The definition of "{term.id}" has {page.words} words, more than {MOST_WORDS}'
        yield term.place.problem("text", message, "say it in one or two sentences, and leave the rest to the lesson")
    if "<a href" in html:
        cure = "leave it out; where a definition comes from, [@source-slug] says"
        yield term.place.problem("text", f'A link stands in the definition of "{term.id}"', cure)
    if term.text and not page.cited and not page.problems:
        cure = "say where it comes from: [@source-slug]"
        yield term.place.problem("text", f'The definition of "{term.id}" cites no source', cure)
