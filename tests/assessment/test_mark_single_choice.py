"""Marking single choice: no app, no database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Row, Verdict, numbered
from app.assessment.kinds.lists import Option
from app.assessment.kinds.single_choice import mark as kind

BODY = """- [ ] Kneading
    > That is petrissage.
- [x] Stroking
- [ ] Tapping
    > Too quick."""
SPEC = kind.read(numbered(BODY), {})

texts = st.lists(st.text("abc *_>=[]x", min_size=1).map(str.strip).filter(bool), min_size=2, max_size=6, unique=True)


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    options = draw(texts)
    right = draw(st.integers(0, len(options) - 1))
    notes = draw(st.lists(st.sampled_from(["", "Why.", "Two\n\nparagraphs"]), min_size=6, max_size=6))
    made = (Option(text, place == right, notes[place]) for place, text in enumerate(options))
    return kind.Spec(tuple(made), draw(st.booleans()))


def test_the_right_option_earns_everything() -> None:
    assert kind.mark(SPEC, {"choice": 1}).fraction == 1
    assert kind.mark(SPEC, {"choice": 1}).parts == (Verdict.REST, Verdict.RIGHT, Verdict.REST)


def test_a_wrong_option_earns_nothing_and_the_right_one_was_missed() -> None:
    marked = kind.mark(SPEC, {"choice": 0})
    assert marked.fraction == 0
    assert marked.parts == (Verdict.WRONG, Verdict.MISSED, Verdict.REST)


@pytest.mark.parametrize("choice", [3, -1, True, "1", 1.0, [1], {}])
def test_what_is_no_option_is_refused(choice: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"choice": choice})
    with pytest.raises(ResponseError):
        kind.mark(SPEC, {"choice": choice})


def test_another_option_may_earn_a_part_and_is_called_partly_right() -> None:
    spec = kind.read(numbered(f"{BODY}\n- [33.333%] Rubbing\n    > Not far off."), {})
    assert kind.mark(spec, {"choice": 3}).fraction == Fraction(1, 3)
    assert kind.mark(spec, {"choice": 1}).fraction == 1
    rows = kind.explain(spec, {"choice": 3}, with_key=True).rows
    assert [row.verdict for row in rows] == [Verdict.REST, Verdict.MISSED, Verdict.REST, Verdict.PARTLY]
    assert (rows[3].right, rows[3].feedback) == (False, "Not far off.")
    assert kind.write(spec)[0] == f"{BODY}\n- [33.333%] Rubbing\n    > Not far off."
    assert kind.load(kind.dump(spec)) == spec


def test_the_page_does_not_tell_that_an_option_earns_a_part() -> None:
    spec = kind.read(numbered(BODY.replace("[ ]", "[50%]")), {})
    assert kind.ask(spec, (2, 0, 1)) == kind.ask(SPEC, (2, 0, 1))
    assert kind.explain(spec, {"choice": 0}, with_key=False) == kind.explain(SPEC, {"choice": 0}, with_key=False)


def test_what_is_no_object_at_all_is_refused() -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, ["choice"])  # type: ignore[arg-type]


def test_more_than_the_choice_is_not_stored() -> None:
    assert kind.normalise(SPEC, {"choice": 2, "points": 100}) == {"choice": 2}


def test_the_review_shows_the_options_as_the_student_saw_them() -> None:
    review = kind.explain(SPEC, {"choice": 2}, with_key=True, order=(2, 0, 1))
    assert review.rows == (
        Row("Tapping", True, False, Verdict.WRONG, "Too quick."),
        Row("Kneading", False, False, Verdict.REST, ""),
        Row("Stroking", False, True, Verdict.MISSED, ""),
    )


def test_the_review_without_the_key_repeats_only_the_choice() -> None:
    assert kind.explain(SPEC, {"choice": 1}, with_key=False).rows == (Row("Stroking", chosen=True),)
    assert kind.explain(SPEC, {}, with_key=False).rows == ()


def test_an_author_can_keep_the_order() -> None:
    spec = kind.read(numbered(BODY), {"keep_order": True})
    assert kind.tokens(spec) == 0
    assert kind.ask(spec, ()).shown == ("Kneading", "Stroking", "Tapping")
    assert kind.write(spec) == (BODY, {"keep_order": True})


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("- [ ] a\n- [ ] b", 1),  # none right
        ("- [x] a\n- [ ] b\n- [x] c", 3),  # the second right one
        ("- [x] a", 1),  # nothing to choose
        ("- [x] a\n- [ ] a", 2),  # the same twice
        ("- [50%] a\n- [50%] b", 1),  # nothing earns all
        ("- [x] a\n- [-50%] b", 2),  # what cannot be taken away
        ("- [x] a\n- [50] b", 2),
        ("- [x] a\n- [] b", 2),  # a slip of the pen
        ("- [x] a\n* [ ] b", 2),
        ("- [x] a\n- [ ]\n- [ ] c", 2),
        ("    > why\n- [x] a", 1),  # why of nothing
        ("", 1),
    ],
)
def test_a_body_that_cannot_be_read_names_its_line_and_a_cure(body: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        kind.read(numbered(body), {})
    assert caught.value.line == line
    assert caught.value.message.endswith(".")
    assert caught.value.cure.endswith(".")


def test_lines_keep_the_numbers_of_their_file() -> None:
    with pytest.raises(ContentError, match="Line 41"):
        kind.read([(40, "- [x] a"), (41, "what?")], {})
    with pytest.raises(ContentError, match="Line 40"):
        kind.read([(40, "- [x] a")], {})


def test_long_options_and_explanations_may_go_on_in_the_next_line() -> None:
    spec = kind.read(numbered("- [ ] Long,\n  wrapped\n\n    > It\n    tempts.\n    >\n    > Truly.\n- [x] b\r"), {})
    assert spec.options == (Option("Long, wrapped", False, "It\ntempts.\n\nTruly."), Option("b", True))


def test_a_setting_must_be_what_it_can_be() -> None:
    with pytest.raises(ContentError, match="`keep_order` cannot be 1"):
        kind.read(numbered(BODY), {"keep_order": 1})


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == spec
    assert kind.load(kind.dump(spec)) == spec


@given(specs(), st.integers(0, 5))
def test_only_the_key_earns_and_it_earns_all(spec: kind.Spec, choice: int) -> None:
    choice %= len(spec.options)
    assert kind.mark(spec, {"choice": choice}).fraction == Fraction(spec.options[choice].right)


@given(specs(), st.permutations(range(6)))
def test_changing_the_key_never_changes_the_page(spec: kind.Spec, order: list[int]) -> None:
    places = tuple(place for place in order if place < kind.tokens(spec))
    other = kind.Spec(tuple(Option(one.text, not one.right, "told!") for one in spec.options), spec.keep_order)
    assert kind.ask(spec, places) == kind.ask(other, places)
