"""What students send in for each kind: whatever it is, it ends in a response or in a plain sentence. No app."""

from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.assessment.grading import KINDS
from app.assessment.kinds.base import Ask, ResponseError, numbered
from app.assessment.kinds.texts import LENGTH

BODIES = {
    "single-choice": "- [x] a\n- [ ] b\n- [ ] c",
    "multiple-response": "- [x] a\n- [x] b\n- [ ] c",
    "true-false": "- [x] True\n- [ ] False",
    "short-answer": "- [x] light",
    "numerical": "- [x] 50",
    "cloze": "{text: light} {number: 5} {choice: [x] a | [ ] b | [ ] c}",
    "matching": "- a => x\n- b => y\n- => z",
    "ordering": "1. a\n2. b\n3. c",
    "hotspot": "- [x] a = rect 0 0 9 9\n- [ ] b = rect 9 0 9 9\n- [ ] c = rect 18 0 9 9",
    "mark-words": "[x: a] and [x: b] or [ : c]",
}
OPTIONS: dict[str, dict[str, object]] = {"hotspot": {"picture": "figures/a.svg"}}
ORDER = (2, 0, 1)  # shows c, a, b
GARBAGE = ["4", "99", "-1", "x", "1e1", "٤", "\x00", "9" * 5000, "x" * 1_000_000, "0 1", "None", "[0]"]


def fields_of(kind: str) -> ModuleType:
    return import_module(f"app.assessment.kinds.{kind.replace('-', '_')}.fields")


def ask_of(kind: str) -> Ask:
    module = KINDS[kind]
    return module.ask(module.read(numbered(BODIES[kind]), OPTIONS.get(kind, {})), ORDER)


def sent(kind: str, *pairs: tuple[str, str], **options: Any) -> Any:
    """The form after a browser sent these pairs; a token, so that an empty form is a sent one too."""
    return fields_of(kind).build(ask_of(kind))(MultiDict([("token", "1"), *pairs]), **options)


def test_a_choice_is_sent_by_position_and_stored_by_place() -> None:
    form = sent("single-choice", ("answer", "0"))
    assert form.validate()
    assert fields_of("single-choice").to_response(form.data, ORDER) == {"choice": 2}


def test_choices_are_sent_by_position_and_stored_by_place() -> None:
    form = sent("multiple-response", ("answer", "0"), ("answer", "1"), ("answer", "1"))
    assert form.validate()
    assert fields_of("multiple-response").to_response(form.data, ORDER) == {"choices": [0, 2]}


def test_matches_are_sent_by_position_and_stored_by_place() -> None:
    form = sent("matching", ("answer-1", "1"), ("answer-2", ""))
    assert form.validate()
    assert fields_of("matching").to_response(form.data, ORDER) == {"pairs": {"0": 0, "1": None}}


def test_places_are_sent_for_items_as_shown_and_stored_for_items_as_authored() -> None:
    form = sent("ordering", ("answer-1", "3"), ("answer-2", "1"), ("answer-3", "2"))
    assert form.validate()
    assert fields_of("ordering").to_response(form.data, ORDER) == {"positions": [1, 2, 3]}


def test_gaps_are_sent_and_stored_as_they_read() -> None:
    form = sent("cloze", ("answer-1", "light"), ("answer-2", "5,5"), ("answer-3", "b"))
    assert form.validate(), form.errors
    assert fields_of("cloze").to_response(form.data, ORDER) == {"gaps": {"0": "light", "1": "5,5", "2": "b"}}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("answer-1", "x" * 1_000_000, f"Gap 1: An answer can have {LENGTH} characters at most."),
        ("answer-2", "five", "Gap 2: Type one number, such as 7 or 2.5."),
        ("answer-2", "1e999", "Gap 2: This number is too large or too small to be read."),
        ("answer-2", "NaN", "Gap 2: Type one number, such as 7 or 2.5."),
    ],
)
def test_a_gap_that_cannot_be_read_is_named(name: str, value: str, sentence: str) -> None:
    form = sent("cloze", (name, value))
    assert not form.validate()
    assert form.errors == {name: [sentence]}


def test_a_region_and_words_are_sent_and_stored_by_their_place() -> None:
    assert fields_of("hotspot").to_response(sent("hotspot", ("answer", "2")).data, ()) == {"choice": 2}
    words = sent("mark-words", ("answer", "2"), ("answer", "0"), ("answer", "0"))
    assert words.validate()
    assert fields_of("mark-words").to_response(words.data, ()) == {"words": [0, 2]}


def test_a_choice_that_was_taken_back_is_not_kept() -> None:
    assert sent("single-choice", data={"answer": 1}).data["answer"] is None
    assert sent("multiple-response", data={"answer": [1]}).data["answer"] == []


@pytest.mark.parametrize("kind", BODIES)
def test_leaving_everything_blank_is_allowed(kind: str) -> None:
    names = ["answer", "answer-1", "answer-2", "answer-3"]
    for form in (
        sent(kind),
        sent(kind, *((name, "") for name in names if kind not in ("multiple-response", "mark-words"))),
    ):
        assert form.validate(), form.errors
        response = fields_of(kind).to_response(form.data, ORDER)
        module = KINDS[kind]
        assert not module.is_answered(
            module.normalise(module.read(numbered(BODIES[kind]), OPTIONS.get(kind, {})), response)
        )


@pytest.mark.parametrize("value", GARBAGE)
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("single-choice", "answer"),
        ("multiple-response", "answer"),
        ("true-false", "answer"),
        ("cloze", "answer-3"),
        ("matching", "answer-2"),
        ("ordering", "answer-1"),
        ("hotspot", "answer"),
        ("mark-words", "answer"),
    ],
)
def test_garbage_ends_in_a_plain_sentence(kind: str, name: str, value: str) -> None:
    form = sent(kind, (name, value))
    assert not form.validate()
    assert form.errors[name][0] in ("Choose one of the answers shown.", "Choose among the answers shown.")


def test_a_million_checkboxes_are_refused() -> None:
    form = sent("multiple-response", *[("answer", "0")] * 1_000_000)
    assert not form.validate()
    assert len(form.data["answer"]) == 4


def test_a_million_characters_are_refused() -> None:
    form = sent("short-answer", ("answer", "x" * 1_000_000))
    assert not form.validate()
    assert form.errors == {"answer": [f"An answer can have {LENGTH} characters at most."]}
    assert sent("short-answer", ("answer", "x" * LENGTH)).validate()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ten", "Type one number, such as 7 or 2.5."),
        ("1,500", "Type thousands without a separator, such as 1500, and decimals with a point, such as 1.5."),
        ("1e999", "This number is too large or too small to be read."),
        ("x" * 1_000_000, "A number can have 100 characters at most."),
    ],
)
def test_what_is_no_number_is_refused_beside_its_field(typed: str, sentence: str) -> None:
    form = sent("numerical", ("answer", typed))
    assert not form.validate()
    assert form.errors == {"answer": [sentence]}


def test_a_number_may_be_typed_with_the_unit_that_is_shown() -> None:
    module = KINDS["numerical"]
    ask = module.ask(module.read(numbered("- [x] 50"), {"unit": "percent"}), ())
    for typed, fits in [("50", True), ("50 percent", True), ("50 %", True), ("50 mg", False)]:
        assert fields_of("numerical").build(ask)(MultiDict({"answer": typed})).validate() == fits


def test_two_items_in_one_place_are_saved_and_told() -> None:
    form = sent("ordering", ("answer-1", "2"), ("answer-2", "2"), ("answer-3", ""))
    assert form.validate()
    assert form.remarks() == ["Two items have place 2. Give each its own."]
    assert fields_of("ordering").to_response(form.data, ORDER) == {"positions": [2, None, 2]}
    assert sent("ordering", ("answer-1", "2"), ("answer-2", "1")).remarks() == []


POSITIONS = st.none() | st.integers(-2, 5) | st.text(max_size=3)


@pytest.mark.parametrize("kind", BODIES)
@given(
    rows=st.dictionaries(st.sampled_from(["answer-1", "answer-2", "answer-3"]), POSITIONS),
    one=POSITIONS,
    some=st.lists(POSITIONS, max_size=5),
)
def test_data_that_were_never_validated_end_in_a_response_error_at_worst(
    kind: str, rows: dict[str, Any], one: object, some: list[object]
) -> None:
    module = KINDS[kind]
    spec = module.read(numbered(BODIES[kind]), OPTIONS.get(kind, {}))
    try:
        data = {"answer": some if kind in ("multiple-response", "mark-words") else one}
        stored = module.normalise(spec, fields_of(kind).to_response(data | rows, ORDER))
    except ResponseError:
        return
    assert 0 <= module.mark(spec, stored).fraction <= 1


@pytest.mark.parametrize("kind", BODIES)
def test_no_stored_answer_shows_an_empty_form(kind: str) -> None:
    data = fields_of(kind).from_response({}, ORDER)
    form = fields_of(kind).build(ask_of(kind))(data=data)
    assert not any(form.data.values())


def test_two_questions_on_a_page_have_fields_of_their_own() -> None:
    form = fields_of("single-choice").build(ask_of("single-choice"))(MultiDict({"q2-answer": "1"}), prefix="q2-")
    assert form.data == {"answer": 1}
    assert form.answer.id == "q2-answer"
