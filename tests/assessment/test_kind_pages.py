"""What a question and its review look like: labels, errors and verdicts in words. Plain Jinja, no app."""

import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

import app.assessment
from app.assessment.grading import KINDS
from app.assessment.kinds.base import numbered
from app.assessment.kinds.cloze import fields as cloze
from app.assessment.kinds.description import fields as description
from app.assessment.kinds.essay import fields as essay
from app.assessment.kinds.hotspot import fields as hotspot
from app.assessment.kinds.mark_words import fields as mark_words
from app.assessment.kinds.matching import fields as matching
from app.assessment.kinds.numerical import fields as numerical
from app.assessment.kinds.ordering import fields as ordering
from app.assessment.kinds.short_answer import fields as short_answer
from app.assessment.kinds.single_choice import fields as single_choice
from app.platform.languages import lang, lang_again, said

ORDERING = "1. a\n2. b\n3. c"
PARTLY = "- [50%] a\n    > Because.\n- [x] b"
CHOICE = "- [x] a\n- [ ] b\n    > Because."
SPOTS = "- [ ] above = rect 0 0 90 90\n    > Because.\n- [x] below = rect 0 100 90 90"
WORDS = "It is [x: a], [x: b] or [ : c].\n\n- c\n    > Because."
PLATE = {"name": "plate-q", "svg": "<svg><title>A back</title></svg>", "view": (0, 0, 200, 200), "boxes": {}}
OPTIONS: dict[str, dict[str, object]] = {"hotspot": {"picture": "figures/back.svg", "plate": PLATE}}
GAPS = "It is {text: light} for {number: 5} minutes, {choice: [x] first | [ ] last}.\n\n1. firm\n    > Because."


@pytest.fixture(scope="module")
def templates() -> Environment:
    folder = Path(app.assessment.__file__).parent
    found = Environment(
        loader=FileSystemLoader(folder), extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, autoescape=True
    )
    found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    found.filters.update(markdown=lambda text: text, markdown_inline=lambda text: text, safe_html=Markup,
                         pictured=lambda text, pictures: text)  # fmt: skip
    found.globals["csp_nonce"] = lambda: "nonce"
    found.globals.update(lang=lang, lang_again=lang_again, said=said)
    return found


def asked(templates: Environment, fields: Any, body: str, sent: dict[str, str], **context: Any) -> str:
    """The question after a browser sent something and the form looked at it."""
    module = fields.Edit.kind
    spec = module.read(numbered(body), context.pop("options", {}))
    ask = module.ask(spec, tuple(range(module.tokens(spec))))
    form = fields.build(ask)(MultiDict(sent), prefix=context.get("prefix", ""))
    form.validate()
    page = templates.get_template(f"kinds/{module.KIND.replace('-', '_')}/ask.html")
    return page.render(ask=ask, form=form, number=6, stem="Which?", **context)


def reviewed(templates: Environment, kind: str, body: str, response: dict[str, Any], *, with_key: bool = True) -> str:
    module = KINDS[kind]
    review = module.explain(module.read(numbered(body), OPTIONS.get(kind, {})), response, with_key=with_key)
    text = templates.get_template(f"kinds/{kind.replace('-', '_')}/review.html").render(review=review)
    return " ".join(text.split())


def test_the_question_is_the_heading_in_the_legend(templates: Environment) -> None:
    page = asked(templates, single_choice, CHOICE, {}, points=2)
    legend = page[page.index("<legend>") : page.index("</legend>")]
    assert '<h1 class="question" id="question" tabindex="-1">Which?</h1>' in legend
    assert "2 points." in page
    assert '<label class="opt"><input id="answer-1" name="answer" type="radio" value="0"><span>a</span></label>' in page


def test_two_questions_on_a_page_share_no_id_and_are_numbered(templates: Environment) -> None:
    page = asked(templates, single_choice, CHOICE, {}, prefix="q6-", level=2)
    assert '<h2 class="question" id="q6-question" tabindex="-1">6. Which?</h2>' in page
    assert page.count('id="') == page.count('id="q6-')
    assert 'name="q6-answer"' in page


def test_an_error_is_tied_to_the_question(templates: Environment) -> None:
    page = asked(templates, single_choice, CHOICE, {"answer": "9"})
    assert 'aria-describedby="answer-rule answer-error"' in page
    assert 'id="answer-error"' in page
    assert "Choose one of the answers shown." in page


def test_an_error_in_a_row_is_tied_to_its_select(templates: Environment) -> None:
    page = asked(templates, matching, "- a => x\n- b => y", {"answer-1": "0", "answer-2": "7"})
    assert '<select id="answer-2" name="answer-2" aria-invalid="true" aria-describedby="answer-2-error">' in page
    assert '<option value="0" selected>x</option>' in page
    assert 'id="answer-1-error"' not in page


def test_items_in_one_place_are_told_of_without_an_error(templates: Environment) -> None:
    page = asked(templates, ordering, ORDERING, {"answer-1": "2", "answer-2": "2"})
    assert 'aria-describedby="answer-rule answer-remark"' in page
    assert "Two items have place 2. Give each its own." in page
    assert "error" not in page


def test_a_typed_answer_is_labelled_and_left_alone_by_the_keyboard(templates: Environment) -> None:
    page = asked(templates, short_answer, "- [x] light", {"answer": "<b>" + "x" * 500})
    assert '<label for="answer-1">Your answer</label>' in page
    for attribute in ('autocomplete="off"', 'autocapitalize="off"', 'spellcheck="false"', 'id="answer-1"'):
        assert attribute in page
    assert 'aria-describedby="answer-error"' in page
    assert "&lt;b&gt;xxx" in page


def test_each_gap_of_a_passage_has_a_name_and_its_error(templates: Environment) -> None:
    page = asked(templates, cloze, GAPS, {"answer-1": "<b>", "answer-2": "five", "answer-3": "last"})
    for number in (1, 2, 3):
        (field,) = re.findall(rf'<(?:input|select)[^>]* id="answer-{number}"[^>]*>', page)
        assert f'aria-label="Gap {number} of 3"' in field
    assert 'aria-describedby="answer-2-error"' in page
    assert '<p class="error" id="answer-2-error">' in page
    assert page.count("aria-invalid") == 1
    assert 'value="&lt;b&gt;"' in page
    assert '<option value="last" selected>last</option>' in page


def test_gaps_are_alike_however_long_their_answers(templates: Environment) -> None:
    pages = [asked(templates, cloze, f"It is {{text: {word}}}.", {}) for word in ("a", "a" * 60)]
    assert pages[0] == pages[1]


def test_a_number_has_its_unit_beside_it_and_said_with_it(templates: Environment) -> None:
    page = asked(templates, numerical, "- [x] 50", {"answer": "ten"}, options={"unit": "percent"})
    assert '<label for="answer-1">Your answer</label>' in page
    assert 'aria-describedby="answer-1-unit answer-error"' in page
    assert '<span id="answer-1-unit">percent</span>' in page
    assert 'value="ten"' in page
    bare = asked(templates, numerical, "- [x] 50", {"answer": "5"})
    assert "unit" not in bare
    assert "aria-invalid" not in bare


def test_a_region_of_a_picture_is_a_second_label_of_its_button(templates: Environment) -> None:
    page = asked(templates, hotspot, SPOTS, {"q2-answer": "1"}, prefix="q2-", level=2, options=OPTIONS["hotspot"])
    assert "<title>A back</title>" in page
    for number, words in ((1, "above"), (2, "below")):
        assert f'<label class="spot at-{number}" for="q2-answer-{number}"><b>{number}</b></label>' in page
        assert f'<span id="q2-answer-{number}-words">{number}. {words}</span>' in page
        (button,) = re.findall(rf'<input[^>]* id="q2-answer-{number}"[^>]*>', page)
        assert f'aria-labelledby="q2-answer-{number}-words"' in button, "else it would be heard as 1 1. above"
        assert ("checked" in button) == (number == 2)
    assert page.index('<div aria-hidden="true">') < page.index('class="spot at-')
    assert '<style nonce="nonce">' in page
    assert "#plate-q .at-2 { left: 0.000%; top: 50.000%; width: 45.000%; height: 45.000% }" in page


def test_a_hotspot_without_its_drawing_is_asked_in_words(templates: Environment) -> None:
    page = asked(templates, hotspot, SPOTS, {}, options={"picture": "figures/back.svg"})
    assert "1. above" in page
    assert "<svg" not in page


def test_words_are_boxes_in_the_passage_and_punctuation_stays_with_them(templates: Environment) -> None:
    page = asked(templates, mark_words, WORDS.replace("b]", "<i>]"), {"answer": "2"})
    box = (
        '<label class="word{}"><input {}id="answer-{}" name="answer" type="checkbox" value="{}"><span>{}</span></label>'
    )
    first, third = box.format(" short", "", 1, 0, "a"), box.format(" short", "checked ", 3, 2, "c")
    second = box.format("", "", 2, 1, "&lt;i&gt;")
    assert f"It is {first}, {second} or {third}." in page
    assert "It is a, &lt;i&gt; or c." in page, "and once in one piece, for whoever hears it"


def test_a_text_area_has_its_label_its_words_and_its_error(templates: Environment) -> None:
    sent = {"q2-answer": "<b>" + "x" * 20_000}
    page = asked(templates, essay, "- [1] A", sent, prefix="q2-", level=2, options={"least_words": 5})
    assert '<label for="q2-answer-1">Your answer</label>' in page
    (field,) = re.findall(r"<textarea[^>]*>", page)
    assert 'aria-describedby="q2-answer-1-words q2-answer-error"' in field
    assert 'aria-invalid="true"' in field
    assert '<p class="hint" id="q2-answer-1-words">At least 5 words.</p>' in page
    assert "&lt;b&gt;xxx" in page
    bare = asked(templates, essay, "- [1] A", {})
    assert "hint" not in bare.replace('class="hint" id="answer-rule"', "")
    assert "aria-describedby" not in re.findall(r"<textarea[^>]*>", bare)[0]


def test_a_text_to_read_has_a_heading_and_no_field(templates: Environment) -> None:
    page = asked(templates, description, "", {}, prefix="q2-", level=2)
    assert '<h2 class="question" id="q2-question" tabindex="-1">Read this and continue</h2>' in page
    assert '<div class="stem">Which?</div>' in page
    assert not re.search("<input|<fieldset|<textarea|point", page)
    assert reviewed(templates, "description", "", {}) == ""


def test_an_essay_is_shown_again_as_it_was_typed(templates: Environment) -> None:
    page = reviewed(templates, "essay", "- [1] A", {"text": "*One*\n<i>two"})
    assert "Your answer" in page
    assert "*One* &lt;i&gt;two" in page
    assert "You did not answer this question." in reviewed(templates, "essay", "- [1] A", {})


@pytest.mark.parametrize(
    ("kind", "body", "response", "words"),
    [
        ("single-choice", CHOICE, {"choice": 0}, ["Your answer", "✓", "(correct)"]),
        ("single-choice", CHOICE, {"choice": 1}, ["Your answer", "✗", "(not correct)", "Correct answer, not chosen"]),
        ("multiple-response", CHOICE, {"choices": [1]}, ["Your answer", "✗", "Because.", "Correct answer, not chosen"]),
        ("true-false", "- [x] True\n- [ ] False", {"choice": 0}, ["True", "Your answer", "✓"]),
        ("short-answer", "- [x] light", {"text": "<i>"}, ["&lt;i&gt;", "✗", "light", "Accepted answer"]),
        (
            "cloze",
            GAPS,
            {"gaps": {"0": "<i>", "1": "5"}},
            ["&lt;i&gt; <span aria-hidden", "✗", "Correct answer: light", "Your answer: &lt;i&gt;", "✓", "Not ans"],
        ),
        (
            "single-choice",
            PARTLY,
            {"choice": 0},
            ["Your answer", "◐", "(partly correct)", "Correct answer, not chosen"],
        ),
        ("short-answer", PARTLY, {"text": "a"}, ["◐", "(partly correct)", "Because.", "b", "Accepted answer"]),
        ("numerical", "- [x] 3 .. 4", {"text": "2,5"}, ["2,5", "✗", "3 to 4", "Accepted answer"]),
        ("numerical", "- [x] 3\n- [50%] 4", {"text": "4"}, ["4", "◐", "(partly correct)", "3", "Accepted answer"]),
        (
            "matching",
            "- a => x\n- b => y",
            {"pairs": {"0": 1}},
            ["Your answer: y", "Correct answer: x", "Not answered"],
        ),
        ("ordering", ORDERING, {"positions": [1, None, 2]}, ["In sequence", "Not placed", "Out of sequence", "2. b"]),
        (
            "hotspot",
            SPOTS,
            {"choice": 0},
            ["1. above", "Your answer", "✗", "Because.", "2. below", "Correct answer, not"],
        ),
        (
            "mark-words",
            WORDS,
            {"words": [0, 2]},
            ["a", "Your answer", "✓", "c", "✗", "b", "Correct answer, not chosen"],
        ),
    ],
)
def test_a_review_says_in_words_and_shapes_what_became_of_each_part(
    templates: Environment, kind: str, body: str, response: dict[str, Any], words: list[str]
) -> None:
    page = reviewed(templates, kind, body, response)
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize(
    ("kind", "body", "response"),
    [
        ("single-choice", CHOICE, {"choice": 1}),
        ("multiple-response", CHOICE, {"choices": [0, 1]}),
        ("true-false", "- [x] True\n- [ ] False", {"choice": 0}),
        ("short-answer", "- [x] light", {"text": "firm"}),
        ("numerical", "- [x] 50\n- [50%] 45 .. 55\n    > Because.", {"text": "54"}),
        ("cloze", GAPS, {"gaps": {"0": "firm", "1": "5"}}),
        ("matching", "- a => x\n- b => y", {"pairs": {"0": 1}}),
        ("ordering", ORDERING, {"positions": [1, None, 2]}),
        ("hotspot", SPOTS, {"choice": 0}),
        ("mark-words", WORDS, {"words": [0, 2]}),
    ],
)
def test_a_review_without_the_key_gives_no_verdict(
    templates: Environment, kind: str, body: str, response: dict[str, Any]
) -> None:
    page = reviewed(templates, kind, body, response, with_key=False)
    assert "Your answer" in page or "You gave it place 1." in page
    assert not [word for word in ("✓", "✗", "○", "orrect", "Accepted", "Because", "sequence") if word in page]


def test_a_question_left_blank_is_said_to_be_so(templates: Environment) -> None:
    assert "You did not answer this question." in reviewed(templates, "single-choice", CHOICE, {}, with_key=False)
    assert "<ul" not in reviewed(templates, "single-choice", CHOICE, {}, with_key=False)
