"""The glossary of a course: what its file may say, where lessons may link it, and the words below a lesson."""

import re

import pytest

from app.catalogue.content.labels import Labels
from app.catalogue.content.lesson import RenderedLesson, render_lesson
from app.catalogue.content.parts import Place, Term
from app.catalogue.content.words import all_words, alphabetical, letter_of
from tests.catalogue.safe_html import faults_in
from tests.catalogue.tiny_course import FILES, GLOSSARY, LESSON, OTHER, QUESTION, changed, problems_of, read, sources
from tests.catalogue.tiny_lesson import drawing, lesson, rendered

ENTRY = FILES[GLOSSARY]
LINK = "[moderate](glossary:moderate)"
SECOND = """+++
id = "l-second"
title = "More"
objectives = ["strokes-1"]
reviewed = 2026-11-21
+++

All [moderate](glossary:moderate) [@techniques].
"""


def term(slug: str, name: str = "", text: str = "Said [@techniques].") -> Term:
    """A term as it is read from a file."""
    return Term(id=slug, term=name or slug.capitalize(), text=text, place=Place(GLOSSARY))


def drawn(text: str, *terms: Term, labels: Labels | None = None) -> RenderedLesson:
    """A lesson that may link these terms."""
    known = {one.id: one for one in terms}
    return render_lesson(lesson(text), sources(), drawing, labels=labels or Labels(), glossary=known)


def words_in(page: RenderedLesson) -> str:
    """The section of words."""
    found = re.search(r'<section class="words">.*?</section>\n', page.html, re.DOTALL)
    return found[0] if found else ""


def test_the_file_reads_as_terms_in_its_order_each_in_one_paragraph() -> None:
    more = '\n[[terms]]\nid = "light"\nterm = "Light"\ntext = """\nLess\n  than moderate \\\n  [@techniques]."""\n'
    files = changed(LESSON, "How firm {", "How firm {") | {GLOSSARY: ENTRY + more}
    files["1-strokes/2-second.md"] = SECOND.replace(LINK, "[light](glossary:light)")
    found = read(files).glossary
    assert [(one.id, one.term, one.text) for one in found] == [
        ("moderate", "Moderate pressure", "Between light and firm [@moyer-2004]."),
        ("light", "Light", "Less than moderate [@techniques]."),
    ]
    assert (found[1].path, found[1].line, dict(found[1].place.keys)) == (GLOSSARY, 6, {"id": 7, "term": 8, "text": 9})


def test_a_course_may_do_without() -> None:
    files = changed(LESSON, LINK, "moderate")
    del files[GLOSSARY]
    assert read(files).glossary == ()


LONG = "Word " * 60 + "and more [@techniques]."
LIGHT = '\n[[terms]]\nid = "light"\nterm = "Light"\ntext = "Less [@techniques]."\n'
FAULTS = [
    # the file
    (changed(GLOSSARY, "[[terms]]", "[terms]"), GLOSSARY, 1, '"terms" has the wrong type', "[[terms]]"),
    (changed(GLOSSARY, "[[terms]]", "[[words]]"), GLOSSARY, 1, 'The key "terms" is missing', "[[terms]]"),
    (changed(GLOSSARY, "term =", "trem ="), GLOSSARY, 3, 'The key "trem" is unknown', "use one of id, term"),
    (changed(GLOSSARY, '"Moderate pressure"', '" "'), GLOSSARY, 3, '"term" is empty', "at least one word"),
    (changed(GLOSSARY, '"Between light and firm [@moyer-2004]."', '""'), GLOSSARY, 4, '"text" is empty', "one word"),
    ({**FILES, GLOSSARY: ENTRY + '\n[[terms]]\nid = "light"\nterm = "Light"\n'}, GLOSSARY, 6,
     'The key "text" is missing', "add text"),
    (changed(GLOSSARY, '"moderate"', '"Moderate"'), GLOSSARY, 2, '"id" cannot be "Moderate"', "lower-case"),
    # its terms
    ({**FILES, GLOSSARY: ENTRY + "\n" + ENTRY.replace("Mod", "Very mod")}, GLOSSARY, 7,
     "This id stands on line 2 already", "an id of its own"),
    ({**FILES, GLOSSARY: ENTRY + LIGHT.replace('"Light"', '"moderate PRESSURE"')}, GLOSSARY, 8,
     "This term stands on line 3 already", "one term of the two"),
    ({**FILES, GLOSSARY: ENTRY + LIGHT}, GLOSSARY, 7, 'No lesson links the term "light"', "[Light](glossary:light)"),
    (changed(GLOSSARY, "moyer-2004", "moyer-2005"), GLOSSARY, 4,
     'The source "moyer-2005" is not in the folder of sources', 'did you mean "moyer-2004"'),
    (changed(GLOSSARY, " [@moyer-2004]", ""), GLOSSARY, 4, 'The definition of "moderate" cites no source', "[@"),
    (changed(GLOSSARY, "Between light and firm [@moyer-2004].", LONG), GLOSSARY, 4,
     'The definition of "moderate" has 62 words, more than 60', "two sentences"),
    (changed(GLOSSARY, "Between", "[Between](https://example.com)"), GLOSSARY, 4,
     'A link stands in the definition of "moderate"', "[@source-slug]"),
    (changed(GLOSSARY, "Between", "[Between](glossary:moderate)"), GLOSSARY, 4,
     'A link to the glossary ("moderate") cannot stand here', "in the paragraphs"),
    (changed(GLOSSARY, "Between", "<b>Between</b>"), GLOSSARY, 4, "Raw HTML would show as text", "Markdown"),
    (changed(GLOSSARY, '"Moderate pressure"', f'"{"w" * 81}"'), GLOSSARY, 3,
     "The term has 81 letters, more than 80", "shorten it"),
    (changed(GLOSSARY, '"moderate"', f'"{"m" * 61}"'), GLOSSARY, 2, "The id has 61 letters, more than 60", "shorten"),
    (changed(GLOSSARY, '"moderate"', '"main"'), GLOSSARY, 2, 'The id "main" is reserved for the page itself', "name"),
    # links in lessons
    (changed(LESSON, "glossary:moderate", "glossary:moderat"), LESSON, 12,
     'The glossary has no term "moderat"', 'did you mean "moderate"'),
    (changed(LESSON, "glossary:moderate", "glossary:kneading"), LESSON, 12,
     'The glossary has no term "kneading"', "use one of moderate"),
    (changed(LESSON, "A back with one", f"A {LINK} back with one"), LESSON, 17,
     'The lesson links the term "moderate" twice', "first use only"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "line", "message", "cure"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_told_with_file_line_and_cure(
    files: dict[str, str], path: str, line: int, message: str, cure: str
) -> None:
    told = {(problem.path, problem.line, problem.message): problem.cure for problem in problems_of(files)}
    assert (path, line, message) in told
    assert cure in told[path, line, message]


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        (LESSON, "## How firm", f"## How {LINK}", 10),
        (LESSON, "| A back", f"| A {LINK} back", 14),
        (LESSON, ":::\n", f":::\n\n::: check\nHow?\n\n- [x] So {LINK}\n    > Yes.\n- [ ] No\n    > No.\n:::\n", 23),
        (QUESTION, "How firm is", f"How {LINK} is", 9),
        (QUESTION, "[x] Light", f"[x] {LINK}", 11),
        (QUESTION, "The document", f"The {LINK} document", 17),
        (OTHER, "They warm", f"They {LINK} warm", 20),
        ("FACTS.md", "Strokes are", f"{LINK} strokes are", 5),
    ],
)
def test_outside_the_prose_of_a_lesson_a_word_is_no_link(path: str, old: str, new: str, line: int) -> None:
    files = changed(path, old, new)
    if path == LESSON:  # so that it is not the second link there
        files[path] = files[path].replace(f"light to {LINK}", "light to moderate")
    told = [(one.path, one.line, one.message) for one in problems_of(files)]
    assert (path, line, 'A link to the glossary ("moderate") cannot stand here') in told


@pytest.mark.parametrize(
    "text",
    [
        f"So {LINK}.",
        f"- So {LINK}",
        f"> So {LINK}",
        f"| a |\n|---|\n| {LINK} |",
        f"::: note | Oil\nSo {LINK}.\n:::",
        f"::: check\nHow {LINK}?\n\n- [x] So\n    > Yes.\n- [ ] No\n    > No.\n:::",
        f"::: check\nHow?\n\n- [x] So\n    > Yes, {LINK}.\n- [ ] No\n    > No.\n:::",
        f"::: figure figures/a.svg | Title\nCaption.\n\nA {LINK} stroke.\n:::",
    ],
)
def test_in_the_prose_of_a_lesson_and_its_boxes_a_word_is_linked_and_explained(text: str) -> None:
    page = drawn(text, term("moderate"))
    (link,) = re.findall("<a ([^>]*)>moderate</a>", page.html)
    assert dict(re.findall('([a-z]+)="(.*?)"', link)) == {
        "class": "term", "href": "#word-moderate", "id": "word-moderate--use",
    }  # fmt: skip
    assert page.terms == ("moderate",)
    assert '<div id="word-moderate"><dt>Moderate</dt>' in words_in(page)
    assert faults_in(words_in(page)) == []


def test_the_words_stand_before_the_references_in_the_order_of_a_dictionary() -> None:
    text = "[z](glossary:zone) [e](glossary:easy) [a](glossary:away) [@moyer-2004]."
    page = drawn(text, term("away"), term("zone"), term("unused"), term("easy", "Éasy"))
    assert re.findall("<dt>(.*?)</dt>", words_in(page)) == ["Away", "Éasy", "Zone"]
    assert page.html.index('class="words"') < page.html.index('class="references"')
    assert page.html.count("<section") == 2


def test_each_word_leads_back_to_where_it_was_linked() -> None:
    page = drawn("[z](glossary:zone).", term("zone", "Zone <b>(Z)"))
    back = '<a href="#word-zone--use" aria-label="Back to the text from the word Zone &lt;b&gt;(Z)">↩</a>'
    assert "<dt>Zone &lt;b&gt;(Z)</dt>\n<dd>Said<sup" in words_in(page)
    assert back in words_in(page)


def test_the_sources_of_a_definition_join_those_of_the_lesson_and_follow_them() -> None:
    page = drawn("So [@moyer-2004], [z](glossary:zone).", term("zone", text="Said [@techniques; @moyer-2004]."))
    assert [(one.number, one.source.slug) for one in page.references] == [(1, "moyer-2004"), (2, "techniques")]
    assert '<a href="#ref-2" id="cite-2" aria-label="Source 2">2</a>, <a href="#ref-1" id="cite-1-2"' in words_in(page)


def test_definitions_are_no_words_of_the_lesson_and_take_no_minutes() -> None:
    long = term("zone", text="word " * 50 + "[@techniques].")
    page, plain = drawn("So it is, [zone](glossary:zone).", long), rendered("So it is, zone.")
    assert (page.words, page.minutes) == (plain.words, plain.minutes)
    assert "word-zone" not in page.anchors


def test_a_lesson_that_links_no_word_has_no_list() -> None:
    assert words_in(drawn("So.", term("zone"))) == ""


def test_the_list_has_its_words_in_the_language_of_the_course() -> None:
    labels = Labels(words="Wörter dieser Lektion", back_from_word="Zurück von")
    page = words_in(drawn("[z](glossary:zone).", term("zone"), labels=labels))
    assert '<h2 id="words">Wörter dieser Lektion</h2>' in page
    assert 'aria-label="Zurück von Zone"' in page


@pytest.mark.parametrize("anchor", ["words", "word-zone"])
def test_the_ids_of_the_list_are_no_authors(anchor: str) -> None:
    message = f'The anchor "{anchor}" is reserved for the page itself'
    told = problems_of(changed(LESSON, "{#first}", f"{{#{anchor}}}"))
    assert message in [problem.message for problem in told]


def test_a_draft_with_faults_is_drawn_with_every_id_once() -> None:
    page = drawn("[a](glossary:zone) [b](glossary:zone) [c](glossary:nowhere)", term("zone"))
    assert page.html.count('id="word-zone--use"') == 1
    assert page.html.count('href="#word-zone"') == 2
    assert faults_in(page.html) == []


def test_the_whole_list_tells_letter_definition_and_lessons() -> None:
    terms = [term("zone"), term("away", "“Away”", "Not *here* [@moyer-2004; @techniques].")]
    used = {"first": ("zone", "away"), "second": ("zone",), "third": ()}
    name = "<cite>Techniques to target the back</cite>"
    assert all_words(terms, sources(), used) == [
        {"id": "away", "term": "“Away”", "letter": "A", "lessons": ["first"],
         "html": f"Not <em>here</em> (<cite>Moyer et al. 2004</cite>; {name})."},
        {"id": "zone", "term": "Zone", "letter": "Z", "lessons": ["first", "second"], "html": f"Said ({name})."},
    ]  # fmt: skip


def test_capitals_accents_and_signs_are_no_difference_in_the_order() -> None:
    names = ["edema", "Éclair", "“Eager”", "e-mail", "ear", "Zone", "Ärger"]
    terms = [term(f"t{number}", name) for number, name in enumerate(names)]
    assert [one.term for one in alphabetical(terms)] == ["Ärger", "“Eager”", "ear", "Éclair", "edema", "e-mail", "Zone"]


LETTERS = {"range": "R", "Éclair": "E", "“Knot”": "K", "10 minutes": "0–9", "Жук": "Ж", "!": "0–9"}


@pytest.mark.parametrize(("word", "letter"), LETTERS.items())
def test_a_word_is_listed_under_its_first_letter(word: str, letter: str) -> None:
    assert letter_of(word) == letter
