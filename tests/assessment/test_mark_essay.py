"""Essay: read from a file, kept, counted, and marked by what a person gives."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.assessment.kinds.base import ContentError, ResponseError, numbered
from app.assessment.kinds.essay import fields, mark
from app.assessment.kinds.essay.mark import Criterion, Spec

RUBRIC = "- [2] Names the sign\n    > One for the sign alone.\n- [1] Refers today"
SPEC = mark.read(numbered(RUBRIC), {"least_words": 3, "most_words": 6, "template": "I say:\n"})
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda text: text == text.strip() and "\n" not in text and not text.startswith(">")
)
SPECS = st.builds(
    Spec,
    st.lists(
        st.builds(Criterion, WORDS, st.integers(1, 99)), min_size=1, max_size=12, unique_by=lambda one: one.text
    ).map(tuple),
    st.integers(0, 50),
    st.one_of(st.just(0), st.integers(50, mark.MOST_WORDS)),
    st.text(max_size=50).map(mark._plain),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_the_rubric_adds_up_to_the_scale():
    assert SPEC.rubric == (Criterion("Names the sign", 2, "One for the sign alone."), Criterion("Refers today", 1))
    assert SPEC.scale == 3
    assert SPEC.template == "I say:"


@given(SPECS)
def test_what_is_written_to_a_file_reads_back(spec: Spec):
    body, options = mark.write(spec)
    assert mark.read(numbered(body), options) == spec
    assert mark.load(mark.dump(spec)) == spec


@given(SPECS, st.data())
def test_the_share_is_exact_and_between_nothing_and_all(spec: Spec, data: st.DataObject):
    points = [data.draw(st.integers(0, one.points)) for one in spec.rubric]
    share = mark.earned(spec, points)
    assert share * spec.scale == sum(points)
    assert 0 <= share <= 1
    assert mark.earned(spec, [one.points for one in spec.rubric]) == 1


@pytest.mark.parametrize(
    "points", [[2], [2, 1, 0], [3, 0], [-1, 1], [1.5, 1], ["1", "1"], [None, 1], [True, 1], [float("nan"), 0], []]
)
def test_points_that_the_rubric_does_not_have_are_refused(points: list[object]):
    with pytest.raises(ResponseError):
        mark.earned(SPEC, points)


def test_nothing_is_earned_before_somebody_has_read_it():
    assert mark.mark(SPEC, {"text": "A perfect answer."}).fraction == Fraction(0)


@given(JSON)
def test_whatever_is_sent_ends_in_a_text_or_a_plain_refusal(value: object):
    try:
        stored = mark.normalise(SPEC, {"text": value})
    except ResponseError:
        return
    assert mark.normalise(SPEC, stored) == stored
    assert mark.mark(SPEC, stored).fraction == 0
    assert mark.is_answered(stored) == bool(stored["text"])


def test_lines_stay_and_control_characters_go():
    assert mark.normalise(SPEC, {"text": " one\r\ntwo\x00\x1b[31m\rthree\t"}) == {"text": "one\ntwo  [31m\nthree"}


def test_the_template_alone_is_no_answer_however_it_is_spaced():
    assert mark.normalise(SPEC, {"text": "I  say:\r\n \r\n"}) == {"text": ""}
    assert mark.normalise(SPEC, {"text": "I say: go"}) == {"text": "I say: go"}


def test_twenty_thousand_characters_are_kept_and_one_more_refused():
    assert mark.normalise(SPEC, {"text": "x" * mark.LENGTH}) == {"text": "x" * mark.LENGTH}
    for length in (mark.LENGTH + 1, 1_000_000):
        with pytest.raises(ResponseError, match="20,000"):
            mark.normalise(SPEC, {"text": "x" * length})


def test_a_browser_sends_a_line_end_as_two_characters_which_count_as_one():
    assert mark.is_answered(mark.normalise(SPEC, {"text": "x\r\n" * (mark.LENGTH // 2)}))


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("one", 1), ("one - two", 2), ("don't  stop\nnow", 3), ("…", 0), ("20 % of 5", 3)]
)
def test_words_are_counted_as_a_person_would(text: str, count: int):
    assert mark.count_words(text) == count


def said(text: str) -> list[str]:
    return fields.build(mark.ask(SPEC, ()))(MultiDict({"answer": text})).remarks()


def test_too_few_and_too_many_words_are_told_of_and_saved_all_the_same():
    assert said("Only two") == ["Your answer has 2 words; at least 3 are asked for."]
    assert said("one two three four five six seven") == ["Your answer has 7 words; at most 6 are asked for."]
    assert said("just right words") == said("") == said("I say:") == []
    assert fields.build(mark.ask(SPEC, ()))(MultiDict({"answer": "Only two"})).validate()


def test_the_template_is_shown_until_something_was_written():
    form = fields.build(mark.ask(SPEC, ()))
    assert form(data=fields.from_response({"text": ""}, ())).answer.data == "I say:"
    assert form(data=fields.from_response({"text": "go"}, ())).answer.data == "go"


def test_what_the_student_sees_has_no_rubric():
    assert "sign" not in repr(mark.ask(SPEC, ()))
    assert "sign" not in repr(mark.explain(SPEC, {"text": "x"}, with_key=True))


@pytest.mark.parametrize(
    ("body", "options", "line", "words"),
    [
        ("", {}, 1, "at least 1"),
        ("- Names the sign", {}, 1, "cannot be read"),
        ("- [0] Names the sign", {}, 1, "cannot be read"),
        ("- [100] Names the sign", {}, 1, "cannot be read"),
        ("- [2] Same\n- [1] Same", {}, 2, "repeats line 1"),
        ("\n".join(f"- [1] Number {at}" for at in range(13)), {}, 13, "more than 12"),
        (RUBRIC, {"least_words": "5"}, 1, "`least_words` cannot be '5'"),
        (RUBRIC, {"most_words": -1}, 1, "`most_words` cannot be -1"),
        (RUBRIC, {"most_words": 2_501}, 1, "`most_words` cannot be 2501"),
        (RUBRIC, {"least_words": True}, 1, "`least_words` cannot be True"),
        (RUBRIC, {"least_words": 9, "most_words": 8}, 1, "more than `most_words`"),
        (RUBRIC, {"template": 5}, 1, "`template`"),
        (RUBRIC, {"template": "x" * 2_001}, 1, "`template`"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(body: str, options: dict[str, object], line: int, words: str):
    with pytest.raises(ContentError) as caught:
        mark.read(numbered(body) if body else [], options)
    assert caught.value.line == line
    assert words in caught.value.message
    assert caught.value.cure
