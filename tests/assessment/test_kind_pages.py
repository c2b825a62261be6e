"""What a question and its review look like: labels, errors and verdicts in words. Plain Jinja, no app."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

import app.assessment
from app.assessment.grading import KINDS
from app.assessment.kinds.base import numbered
from app.assessment.kinds.matching import fields as matching
from app.assessment.kinds.ordering import fields as ordering
from app.assessment.kinds.short_answer import fields as short_answer
from app.assessment.kinds.single_choice import fields as single_choice

ORDERING = "1. a\n2. b\n3. c"
CHOICE = "- [x] a\n- [ ] b\n    > Because."


@pytest.fixture(scope="module")
def templates() -> Environment:
    folder = Path(app.assessment.__file__).parent
    found = Environment(
        loader=FileSystemLoader(folder), extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, autoescape=True
    )
    found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    found.filters["markdown_inline"] = lambda text: text
    return found


def asked(templates: Environment, fields: Any, body: str, sent: dict[str, str], **context: Any) -> str:
    """The question after a browser sent something and the form looked at it."""
    module = fields.Edit.kind
    spec = module.read(numbered(body), {})
    ask = module.ask(spec, tuple(range(module.tokens(spec))))
    form = fields.build(ask)(MultiDict(sent), prefix=context.get("prefix", ""))
    form.validate()
    page = templates.get_template(f"kinds/{module.KIND.replace('-', '_')}/ask.html")
    return page.render(ask=ask, form=form, number=6, stem="Which?", **context)


def reviewed(templates: Environment, kind: str, body: str, response: dict[str, Any], *, with_key: bool = True) -> str:
    module = KINDS[kind]
    review = module.explain(module.read(numbered(body), {}), response, with_key=with_key)
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


@pytest.mark.parametrize(
    ("kind", "body", "response", "words"),
    [
        ("single-choice", CHOICE, {"choice": 0}, ["Your answer", "✓", "(correct)"]),
        ("single-choice", CHOICE, {"choice": 1}, ["Your answer", "✗", "(not correct)", "Correct answer, not chosen"]),
        ("multiple-response", CHOICE, {"choices": [1]}, ["Your answer", "✗", "Because.", "Correct answer, not chosen"]),
        ("true-false", "- [x] True\n- [ ] False", {"choice": 0}, ["True", "Your answer", "✓"]),
        ("short-answer", "- [x] light", {"text": "<i>"}, ["&lt;i&gt;", "✗", "light", "Accepted answer"]),
        (
            "matching",
            "- a => x\n- b => y",
            {"pairs": {"0": 1}},
            ["Your answer: y", "Correct answer: x", "Not answered"],
        ),
        ("ordering", ORDERING, {"positions": [1, None, 2]}, ["In sequence", "Not placed", "Out of sequence", "2. b"]),
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
        ("matching", "- a => x\n- b => y", {"pairs": {"0": 1}}),
        ("ordering", ORDERING, {"positions": [1, None, 2]}),
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
