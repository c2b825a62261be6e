"""Marking hotspots, and what makes regions fit to be tapped: no app, no database."""

from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Verdict, numbered
from app.assessment.kinds.hotspot import mark as kind
from app.assessment.kinds.lists import Option
from app.assessment.kinds.shapes import Box

BODY = """- [ ] over the pelvis = rect 200 470 100 90
    > Too low.
- [x] left of the spine = ellipse 160 360 40 60
    > It spans the loin.
- [50%] along the spine = #column
    > Close by."""
PICTURE = {"picture": "figures/back.svg"}
PLATE = {
    "name": "plate-q",
    "svg": "<svg></svg>",
    "view": (0.0, 0.0, 640.0, 680.0),
    "boxes": {"column": (230.0, 80.0, 60.0, 380.0), "dot": (1.0, 1.0, 5.0, 5.0)},
}
DRAWN = {**PICTURE, "plate": PLATE}
SPEC = kind.read(numbered(BODY), DRAWN)


def refused(body: str, options: dict[str, Any] | None = None) -> ContentError:
    with pytest.raises(ContentError) as caught:
        kind.read(numbered(body), DRAWN if options is None else options)
    assert caught.value.cure
    return caught.value


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    count = draw(st.integers(2, 8))
    right = draw(st.integers(0, count - 1))
    shapes = draw(st.permutations([f"rect {at % 3 * 100} {at // 3 * 100} 60 60" for at in range(count)]))
    lines = [
        f"- [{'x' if at == right else draw(st.sampled_from([' ', '25%']))}] place {at} = {shape}"
        for at, shape in enumerate(shapes)
    ]
    return kind.read(numbered("\n".join(lines)), draw(st.sampled_from([PICTURE, DRAWN])))


def test_regions_are_numbered_by_their_place_and_not_as_written() -> None:
    assert [region.option.text for region in SPEC.regions] == [
        "along the spine",
        "left of the spine",
        "over the pelvis",
    ]
    lines = BODY.split("\n")
    assert kind.read(numbered("\n".join(lines[4:] + lines[:4])), DRAWN) == SPEC


@pytest.mark.parametrize(("choice", "fraction"), [(1, 1), (0, Fraction(1, 2)), (2, 0), (None, 0)])
def test_the_right_region_earns_all_and_others_their_part(choice: int | None, fraction: Fraction) -> None:
    assert kind.mark(SPEC, {"choice": choice}).fraction == fraction


def test_each_region_gets_its_verdict() -> None:
    assert kind.mark(SPEC, {"choice": 2}).parts == (Verdict.REST, Verdict.MISSED, Verdict.WRONG)


@pytest.mark.parametrize("choice", [3, -1, True, "1", [1], 1.0, float("nan"), "1e999", "x" * 1_000_000, {"0": 1}])
def test_what_is_no_region_is_refused(choice: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"choice": choice})


def test_the_student_sees_where_each_region_is_in_percent_of_the_picture() -> None:
    picture = kind.ask(SPEC, ()).picture
    assert picture is not None
    assert picture.view == "0 0 640 680"
    spot = picture.spots[1]
    assert (spot.left, spot.top, spot.width, spot.height) == ("18.750%", "44.118%", "12.500%", "17.647%")
    assert picture.spots[0].path == "M230 80h60v380h-60Z", "a part of the picture is outlined by its box"


def test_without_a_drawing_the_words_are_enough() -> None:
    spec = kind.read(numbered(BODY), PICTURE)
    assert kind.ask(spec, ()).picture is None
    assert len(kind.ask(spec, ()).shown) == 3
    assert kind.explain(spec, {"choice": 0}, with_key=True).picture is None


@pytest.mark.parametrize(
    ("body", "words", "line"),
    [
        ("- [x] a = rect 0 0 99 99\n- [ ] b = #nowhere", '"nowhere"', 2),
        ("- [x] a = rect 0 0 99 99\n- [ ] b = rect 50 50 99 99", "overlaps that of line 1", 2),
        ("- [x] a = rect 0 0 99 99\n- [ ] b = rect 600 0 99 99", "outside the picture", 2),
        ("- [x] a = rect 0 0 99 99\n\n- [ ] b = rect 200 0 43 99", "too small for a finger", 3),
        ("- [x] a = rect 0 0 99 99\n- [ ] b = #dot", "too small for a finger", 2),
        ("- [x] a = rect 0 0 99 99\n- [ ] b = rect 200 0 44 x", "cannot be read", 2),
        ("- [x] a = rect 0 0 99 99\n- [ ] b", "no words, or no shape", 2),
        ("- [x] a = rect 0 0 99 99\n- [ ]  = rect 200 0 99 99", "no words, or no shape", 2),
        ("- [x] a = rect 0 0 99 99\n- [ ] a = rect 200 0 99 99", "repeats line 1", 2),
        ("- [x] a = rect 0 0 99 99\n- [x] b = rect 200 0 99 99", "Too many", 2),
        ("- [ ] a = rect 0 0 99 99\n- [ ] b = rect 200 0 99 99", "No line is marked", 1),
        ("- [x] a = rect 0 0 99 99", "1 of at least 2", 1),
        ("- [x] a = rect 0 0 99 99\n- [-50%] b = rect 200 0 99 99", "cannot earn", 2),
        ("", "0 of at least 2", 1),
    ],
)
def test_what_cannot_be_asked_is_refused_with_line_and_cure(body: str, words: str, line: int) -> None:
    error = refused(body)
    assert words in error.message
    assert error.line == line


def test_24_pixels_on_a_phone_are_enough() -> None:
    assert kind.read(numbered("- [x] a = rect 0 0 44 44\n- [ ] b = rect 44 0 44 44"), DRAWN).plate
    assert "at least 44 units" in refused("- [x] a = rect 0 0 43 43\n- [ ] b = rect 44 0 44 44").cure


@pytest.mark.parametrize("options", [{}, {"picture": ""}, {"picture": 3}, {"picture": ["figures/back.svg"]}])
def test_a_question_without_a_picture_is_refused(options: dict[str, Any]) -> None:
    assert "no picture" in refused(BODY, options).message


def test_an_equals_sign_may_stand_in_the_words() -> None:
    spec = kind.read(numbered("- [x] where a = b = rect 0 0 99 99\n- [ ] elsewhere = rect 200 0 99 99"), DRAWN)
    assert spec.regions[0].option.text == "where a = b"


def test_the_review_without_the_key_shows_only_what_was_chosen() -> None:
    review = kind.explain(SPEC, {"choice": 2}, with_key=False)
    assert [(row.text, row.verdict, row.feedback) for row in review.rows] == [("3. over the pelvis", None, "")]
    assert review.marks == ("rest", "rest", "chosen")


def test_the_review_marks_the_chosen_and_the_right_region_in_the_picture_and_in_the_list() -> None:
    review = kind.explain(SPEC, {"choice": 2}, with_key=True)
    assert review.marks == ("rest", "missed", "wrong") == tuple(row.verdict for row in review.rows)
    assert [row.feedback for row in review.rows] == ["", "It spans the loin.", "Too low."]
    assert kind.explain(SPEC, {"choice": 0}, with_key=True).marks[0] == "partly"


@given(specs(), st.integers(0, 7))
def test_a_mark_lies_between_nothing_and_all(spec: kind.Spec, choice: int) -> None:
    response = {"choice": choice if choice < len(spec.regions) else None}
    stored = kind.normalise(spec, response)
    assert kind.normalise(spec, stored) == stored
    assert 0 <= kind.mark(spec, stored).fraction <= 1
    assert (kind.mark(spec, stored).fraction == 1) == (choice in {at for at, o in enumerate(spec.options) if o.right})


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec
    assert kind.load(kind.dump(spec)).plate == spec.plate


@given(specs())
def test_changing_the_key_never_changes_the_page(spec: kind.Spec) -> None:
    regions = tuple(
        kind.Region(Option(one.option.text, not one.option.right, "told!"), one.shape) for one in spec.regions
    )
    assert kind.ask(spec, ()) == kind.ask(kind.Spec(regions, spec.picture, spec.plate), ())


@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=5), st.just(PLATE)))
def test_nonsense_is_refused_and_never_breaks_anything(body: str, plate: object) -> None:
    with suppress(ContentError):
        kind.read(numbered(body), {**PICTURE, "plate": plate})


def test_a_box_is_plain_data_in_the_database() -> None:
    assert kind.dump(SPEC)["plate"]["boxes"]["column"] == list(Box(230.0, 80.0, 60.0, 380.0))
