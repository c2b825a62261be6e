"""The boxes of a lesson: what each becomes, and what is told when one is broken."""

import pytest

from app.catalogue.content.boxes import LessonPage
from app.catalogue.content.lesson import draw_lesson, render_lesson
from tests.catalogue.safe_html import ids_in
from tests.catalogue.tiny_course import sources
from tests.catalogue.tiny_lesson import drawing, faults, lesson, made_of, rendered

CHECK = """::: check
How firm is it?

- [x] Light
    > Yes: *light*.

- [ ] Firm
    > Firm comes
    > later.
:::"""


def body(text: str) -> str:
    """The HTML of a lesson, without line ends, so that a test need not mind them."""
    return rendered(text).html.replace("\n", "")


def test_a_figure_has_plate_caption_and_description() -> None:
    html = body("::: figure figures/back.svg | A *back* {#back}\nNot yet reviewed.\n\nOne arrow.\n\n- up\n:::")
    assert html == (
        '<figure id="back"><div class="plate"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"'
        ' aria-labelledby="back--title" role="img"><title id="back--title">figures/back.svg</title></svg></div>'
        "<figcaption><p><strong>A <em>back</em></strong></p>"
        f'<p id="{made_of("not yet reviewed.")}">Not yet reviewed.</p>'
        '<details class="description"><summary>Read the description</summary>'
        f'<p id="{made_of("one arrow.")}">One arrow.</p><ul><li id="{made_of("up")}">up</li></ul>'
        "</details></figcaption></figure>"
    )


@pytest.mark.parametrize("error", [KeyError, FileNotFoundError])
def test_a_missing_picture_leaves_its_description(error: type[Exception]) -> None:
    def nothing(name: str) -> str:
        raise error(name)

    html = render_lesson(lesson("::: figure figures/x.svg | A back\nCaption.\n\nWords.\n:::"), {}, nothing).html
    assert '<div class="plate"><p class="missing">This picture cannot be shown</p></div>' in html
    assert "Words." in html


def test_a_dangerous_picture_is_not_shown_and_told_with_its_file() -> None:
    page = LessonPage(read_figure=lambda name: drawing(name).replace("</svg>", "<script/></svg>"))
    html = draw_lesson(lesson("::: figure figures/x.svg | A back\nCaption.\n\nWords.\n:::"), page).html
    assert "<script" not in html
    assert [(one.path, one.message) for one in page.problems] == [
        ("1-m/figures/x.svg", "<script> is not allowed in a picture")
    ]


def test_the_same_picture_twice_has_no_id_in_common() -> None:
    ids = ids_in(rendered("::: figure figures/a.svg | A\nb\n\nc\n:::\n" * 2).html)
    assert len(ids) == len(set(ids)) == 8


def test_an_evidence_note_says_its_verdict_in_a_word() -> None:
    html = body("::: evidence UNSUPPORTED | It clears *acid* {#acid}\nNo [@moyer-2004]. {#no}\n:::")
    assert html.startswith(
        '<aside class="note evidence" role="note" id="acid" aria-labelledby="acid--title">'
        '<p class="note-title" id="acid--title">Evidence note</p>'
        '<p class="claim">It clears <em>acid</em> <span class="tag bad">Unsupported</span></p>'
        '<p id="no">No<sup class="cite">'
    )


@pytest.mark.parametrize(
    ("verdict", "tag"),
    [("supported", "ok"), ("plausible", "info"), ("mixed", "warn"), ("contested", "warn"), ("unproven", "warn")],
)
def test_every_verdict_has_a_tone(verdict: str, tag: str) -> None:
    text = f"::: evidence {verdict} | Claim\nx\n:::"
    assert f'<span class="tag {tag}">{verdict.capitalize()}</span>' in body(text)
    assert faults(text) == []


def test_a_claim_may_carry_its_own_citation() -> None:
    html = body("::: evidence mixed | It helps [@techniques]\nSo [@moyer-2004].\n:::")
    assert html.index('href="#ref-1"') < html.index('class="tag warn"') < html.index('href="#ref-2"')


def test_a_stop_and_refer_note_begins_with_these_words() -> None:
    html = body("::: refer | Before you start\nAsk.\n:::")
    assert '<aside class="note refer" role="note"' in html
    assert ">Stop and refer: Before you start</p>" in html


def test_a_plain_note_has_its_title_and_no_heading() -> None:
    html = body("::: note | A word\nMore.\n:::")
    assert '<aside class="note plain" role="note"' in html
    assert "<h2" not in html


def test_the_three_things_stand_in_a_section() -> None:
    html = body("::: remember\n- a\n:::")
    assert html.startswith('<section class="remember"><p class="note-title">Three things to remember</p><ul>')


def test_a_check_opens_each_option_to_its_explanation_without_a_script() -> None:
    html = body(CHECK)
    assert html == (
        '<section class="check"><p class="note-title">Check yourself</p>'
        f'<p id="{made_of("how firm is it?")}">How firm is it?</p>'
        '<details class="choice" name="check-1"><summary>Light</summary>'
        '<div><p><span class="tag ok"><span aria-hidden="true">✓</span> Right</span></p>'
        f'<p id="{made_of("yes: light.")}">Yes: <em>light</em>.</p></div></details>'
        '<details class="choice" name="check-1"><summary>Firm</summary>'
        '<div><p><span class="tag bad"><span aria-hidden="true">✗</span> Not this one</span></p>'
        f'<p id="{made_of("firm comes later.")}">Firm comeslater.</p></div></details></section>'
    )
    assert faults(CHECK) == []


def test_each_check_opens_by_itself() -> None:
    html = body(f"{CHECK}\n{CHECK}")
    assert (html.count('name="check-1"'), html.count('name="check-2"')) == (2, 2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::: figure figures/a.svg\nb\n\nc\n:::", [(8, 'The box "figure" has no title')]),
        ("::: figure figures/a.svg | A\n:::", [(8, "A figure has no caption"),
                                               (8, "A figure has no description for people who cannot see it")]),
        ("::: figure figures/a.svg | A\n\nb\nc\n\nd\n[e](x y)\n:::", [(14, "This link cannot be followed")]),
        ("::: figure figures/a.svg | A\n\nb <i>\n\nd\n:::", [(10, "Raw HTML would show as text")]),
        ("::: note |\nx\n:::", [(8, 'The box "note" has no title')]),
        ("::: note | x\n\n:::", [(8, 'The box "note" is empty')]),
        ("::: note | x\n## y\n:::", [(9, "A heading stands in a box")]),
        ("::: note | <b>x</b>\ny\n:::", [(8, "Raw HTML would show as text")]),
        ("::: evidence maybe | x\ny\n:::", [(8, '"maybe" is no verdict')]),
        ("::: evidence | x\ny\n:::", [(8, '"" is no verdict')]),
        ("::: warning | x\ny\n:::", [(8, 'There is no box "warning"')]),
        ("::: note | x\ny", [(8, 'The box "note" has no end')]),
        ("x\n:::\ny", [(9, "A box ends here, but none is open")]),
        ("::: note | x\ny\n::: refer | z\na\n:::", [(10, 'The box "refer" begins inside the box "note"')]),
        ("x\n ::: note | y", [(9, "This box mark is out of place")]),
        (CHECK.replace("How firm is it?", ""), [(9, "A check asks nothing")]),
        (CHECK.replace("- [x]", "- [ ]"), [(11, "A check wants exactly one right option")]),
        (CHECK.replace("- [ ]", "- [X]"), [(11, "A check wants exactly one right option")]),
        (CHECK.replace("- [ ] Firm", "- [ ] LIGHT "), [(14, "This option of a check repeats line 11")]),
        (CHECK.replace("    > Yes: *light*.\n", ""), [(11, "An option of a check has no explanation")]),
        (CHECK.replace("    > Firm comes\n", "    Firm comes\n"), [(15, "This line of a check cannot be read")]),
        (CHECK.replace("    > later.", "    > [later](x y)"), [(16, "This link cannot be followed")]),
        ("::: check\nx\n:::", [(9, "A check has 0 of at least 2 options")]),
    ],
)  # fmt: skip
def test_a_broken_box_is_told_with_its_line(text: str, told: list[tuple[int, str]]) -> None:
    assert faults(text) == told
    assert rendered(text).html


def test_a_box_nobody_knows_is_drawn_as_a_note() -> None:
    assert 'class="note plain"' in body("::: warning | x\ny\n:::")


def test_text_after_a_broken_box_is_kept() -> None:
    html = body("::: note | a\nb\n::: refer | c\nd\n:::\ne {#e}")
    assert (html.count("<aside"), '<p id="e">e</p>' in html) == (2, True)


def test_ids_are_the_same_wherever_sources_stand() -> None:
    text = "::: note | a [@techniques]\nb\n:::"
    assert set(rendered(text).plain) == set(render_lesson(lesson(text), sources(), drawing).plain)
