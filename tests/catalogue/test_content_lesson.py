"""A lesson as a page: ids, outline, citations, references, words and minutes."""

import pytest

from app.catalogue.content.labels import Labels
from app.catalogue.content.lesson import reading_minutes, render_lesson
from app.catalogue.content.page import Section
from tests.catalogue.tiny_course import sources
from tests.catalogue.tiny_lesson import drawing, faults, lesson, made_of, rendered


def test_paragraphs_headings_and_list_items_have_ids() -> None:
    page = rendered("## What {#what}\n\nOne. {#one}\n\nTwo.\n\n- a {#a}\n- b\n\n> said {#said}")
    assert page.html == (
        '<h2 id="what">What</h2>\n<p id="one">One.</p>\n'
        f'<p id="{made_of("two.")}">Two.</p>\n'
        f'<ul>\n<li id="a">a</li>\n<li id="{made_of("b")}">b</li>\n</ul>\n'
        '<blockquote>\n<p id="said">said</p>\n</blockquote>\n'
    )
    assert page.anchors == {"what", "one", made_of("two."), "a", made_of("b"), "said"}


def test_the_first_paragraph_of_a_loose_item_gives_its_id_to_the_item() -> None:
    page = rendered("- a {#a}\n\n  more {#more}\n\n- b {#b}")
    assert '<li id="a">\n<p>a</p>\n<p id="more">more</p>\n</li>\n<li id="b">\n<p>b</p>' in page.html


def test_made_up_ids_depend_on_the_words_alone() -> None:
    assert rendered("Some *words*\nhere [@techniques].").anchors == rendered("some   **words** here.").anchors
    assert rendered("Some words.").anchors != rendered("Other words.").anchors


def test_repeated_paragraphs_have_ids_of_their_own() -> None:
    first = made_of("again.")
    page = rendered("Again.\n\nAgain.\n\nagain.")
    assert list(page.plain) == [first, f"{first}-2", f"{first}-3"]


def test_plain_text_can_be_looked_up_by_anchor() -> None:
    text = "One\n`two` [x](https://example.com) [@techniques]. {#c}"
    page = rendered(f"## A *b* {{#a}}\n\n{text}\n\n::: note | Box {{#d}}\nx\n:::")
    assert page.plain == {"a": "A b", "c": "One two x.", "d": "Box", made_of("x"): "x"}


def test_the_outline_has_the_headings_of_the_text() -> None:
    page = rendered("## One {#one}\n\n### Two\n\n::: note | Three\nx\n:::\n\n## Four {#four}")
    assert page.sections == (Section("one", "One", 2), Section(made_of("two"), "Two", 3), Section("four", "Four", 2))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a {#one}\n\nb {#one}", (10, 'The anchor "one" stands twice in the lesson')),
        ("a {#main}", (8, 'The anchor "main" is reserved for the page itself')),
        ("a {#ref-1}", (8, 'The anchor "ref-1" is reserved for the page itself')),
        ("a\n\nb\nc {#p-1}", (10, 'The anchor "p-1" is reserved for the page itself')),
        ("a {#One}", (8, 'An anchor cannot be called "One"')),
        ("a {#}", (8, "This anchor cannot be read")),
        ("::: note | A {#a}\nb {#a}\n:::", (9, 'The anchor "a" stands twice in the lesson')),
    ],
)
def test_an_anchor_that_cannot_be_taken_is_told_and_replaced(text: str, told: tuple[int, str]) -> None:
    assert faults(text) == [told]
    assert len(rendered(text).anchors) >= 1


def test_a_heading_in_a_box_is_in_no_outline() -> None:
    assert rendered("::: note | a\n## b {#b}\n:::").sections == ()


def test_citations_are_numbered_by_first_appearance() -> None:
    page = rendered("So [@moyer-2004]. And [@techniques; @moyer-2004].")
    assert '<sup class="cite"><a href="#ref-1" id="cite-1" aria-label="Source 1">1</a></sup>.' in page.html
    assert (
        '<sup class="cite"><a href="#ref-2" id="cite-2" aria-label="Source 2">2</a>, '
        '<a href="#ref-1" id="cite-1-2" aria-label="Source 1">1</a></sup>.'
    ) in page.html
    assert [(one.number, one.source.slug) for one in page.references] == [(1, "moyer-2004"), (2, "techniques")]


def test_references_lead_to_the_source_and_back_to_the_text() -> None:
    page = rendered("So [@moyer-2004; @techniques].")
    back = '<a href="#cite-{}" aria-label="Back to the text from source {}">↩</a>'
    address = "https://doi.org/10.1037/x?a=1&amp;b=2"
    assert page.html.endswith(
        '<section class="references"><h2 id="references">References</h2>\n<ol>\n'
        '<li id="ref-1">Moyer CA, Rounds J. <cite>A meta-analysis: does it help?</cite> '
        f'Psychological Bulletin, 2004. <a href="{address}">{address}</a> {back.format(1, 1)}</li>\n'
        f'<li id="ref-2"><cite>Techniques to target the back</cite>. A web page. {back.format(2, 2)}</li>\n'
        "</ol></section>\n"
    )


def test_a_lesson_without_citations_has_no_references() -> None:
    page = rendered("So.")
    assert (page.references, "references" in page.html) == ((), False)


def test_an_unknown_source_is_shown_and_told() -> None:
    assert faults("a\nb [@nobody]") == [(9, 'The source "nobody" is not in the folder of sources')]
    assert "b [nobody?]" in rendered("a\nb [@nobody]").html
    assert "<sup" not in rendered("b [@nobody]").html


def test_a_citation_is_a_link_and_so_stands_in_no_other() -> None:
    text = "See [the one [@techniques] there](https://example.com)."
    assert faults(text) == [(8, "This link cannot be followed")]
    assert '<a href="https://example.com">' not in rendered(text).html


def test_an_anchor_in_the_words_of_a_link_is_told() -> None:
    assert faults("[a {#b} c](https://example.com)") == [
        (8, "The anchor {#b} is not at the end of its paragraph"),
    ]


def test_words_leave_out_title_citations_and_references() -> None:
    assert rendered("One two [@techniques].\n\n## Three {#x}\n\n| four | five |\n|---|---|\n| six | – |").words == 6


def test_words_of_boxes_count() -> None:
    page = rendered(
        "::: figure figures/a.svg | one two\nthree\n\nfour\n:::\n\n::: evidence mixed | five\nsix\n:::\n\n"
        "::: check\nseven\n\n- [x] eight\n    > nine\n- [ ] ten\n    > eleven\n:::"
    )
    assert page.words == 11


@pytest.mark.parametrize(
    ("words", "figures", "minutes"),
    [(0, 0, 1), (1, 0, 1), (200, 0, 1), (201, 0, 2), (200, 1, 2), (300, 1, 2), (301, 1, 3), (0, 2, 1), (0, 3, 2)],
)
def test_minutes_are_rounded_up_with_half_a_minute_a_figure(words: int, figures: int, minutes: int) -> None:
    assert reading_minutes(words, figures) == minutes


def test_minutes_of_a_lesson_count_its_figures() -> None:
    figure = "::: figure figures/a.svg | a\nb\n\nc\n:::\n\n"
    page = rendered(figure * 3)
    assert (page.words, page.minutes) == (9, 2)


def test_links_in_the_course_become_addresses_of_the_site() -> None:
    page = render_lesson(lesson("[a](opening#firm)"), {}, drawing, link=lambda target: f"/learn/tiny/{target}")
    assert '<a href="/learn/tiny/opening#firm">a</a>' in page.html


def test_every_fixed_word_is_translated_and_marked_where_it_is_in_another_language_than_the_course() -> None:
    loud = Labels().translated(str.upper, "xx")
    said = [value for name in Labels.__slots__ if isinstance(value := getattr(loud, name), str) and name != "language"]
    assert len(said) == 13
    assert all(word.isupper() for word in [*said, *loud.verdicts.values()])
    boxes = "::: refer | Numb thighs\nA doctor.\n:::\n\n::: evidence mixed | A claim.\nTwo trials [@techniques].\n:::\n"
    page = render_lesson(lesson(boxes), sources(), drawing, labels=loud).html
    assert '<span lang="xx">STOP AND REFER</span>: Numb thighs' in page
    assert '<span class="tag warn" lang="xx">MIXED</span>' in page
    assert 'aria-label="SOURCE 1" lang="xx"' in page
    assert page.count(' lang="xx"') == 6
    assert " lang=" not in rendered(boxes).html


def test_a_lesson_may_speak_another_language() -> None:
    german = Labels(references="Quellen", source="Quelle", back="Zurück von Quelle")
    page = render_lesson(lesson("So [@techniques]."), sources(), drawing, labels=german)
    assert 'aria-label="Quelle 1"' in page.html
    assert '<h2 id="references">Quellen</h2>' in page.html
    assert 'aria-label="Zurück von Quelle 1"' in page.html
