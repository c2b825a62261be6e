"""Regions of a picture: how they are read, where they are, in what order they are numbered. Pure."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.assessment.kinds.shapes import Box, Shape, read_shape, reading_order

COORDINATES = st.integers(-99_999_000, 99_999_000).map(lambda thousandths: thousandths / 1000)
SIZES = st.integers(1, 9_999_000).map(lambda thousandths: thousandths / 1000)
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=3, max_size=8)
UPRIGHT = st.builds(Shape, st.sampled_from(["rect", "ellipse"]), st.tuples(COORDINATES, COORDINATES, SIZES, SIZES))
POLYGONS = POINTS.map(lambda points: Shape("polygon", tuple(number for point in points for number in point)))
BOXES = st.builds(Box, COORDINATES, COORDINATES, SIZES, SIZES)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("rect 10 20 30 40", Box(10, 20, 30, 40)),
        ("ellipse 100 50 10 20", Box(90, 30, 20, 40)),
        ("  polygon 10,10 50,20  30,90 ", Box(10, 10, 40, 80)),
        ("rect -0.5, 0, 1.25, 2", Box(-0.5, 0, 1.25, 2)),
    ],
)
def test_a_shape_has_the_box_around_it(text: str, box: Box) -> None:
    assert read_shape(text).box == box


@pytest.mark.parametrize(
    "text",
    [
        "", "circle 1 2 3", "rect", "rect 1 2 3", "rect 1 2 3 4 5", "rect 1 2 0 4", "rect 1 2 -3 4", "ellipse 1 2 3 0",
        "polygon 1,2 3,4", "polygon 1,2 3,4 5,6 7", "polygon 1,2 3,2 5,2", "rect a b c d", "rect nan 1 1 1",
        "rect 1e999 1 1 1", "rect inf 1 1 1", "rect ٤ 1 1 1", "rect 1 2 3 4\x00", "RECT 1 2 3 4", "rect 1;2;3;4",
        "rect " + "9" * 1_000_000, "x" * 1_000_000, "polygon " + "1,1 " * 3, "rect 1.0001 2 3 4",
    ],
)  # fmt: skip
def test_what_is_no_shape_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as caught:
        read_shape(text)
    assert len(str(caught.value)) < 100


@given(UPRIGHT | POLYGONS)
def test_what_is_written_is_read_again(shape: Shape) -> None:
    assume(min(shape.box.width, shape.box.height) > 0)
    assert read_shape(str(shape)) == shape


def test_the_path_draws_the_shape() -> None:
    assert read_shape("rect 1 2 3 4").path == "M1 2h3v4h-3Z"
    assert read_shape("polygon 1,2 3,4 5,0").path == "M1 2L3 4L5 0Z"
    assert read_shape("ellipse 10 20 3 4").path == "M7 20a3 4 0 1 0 6 0a3 4 0 1 0 -6 0Z"


def test_numbers_run_row_by_row_from_the_top_left() -> None:
    boxes = [Box(50, 52, 10, 10), Box(0, 50, 10, 10), Box(0, 0, 10, 10), Box(25, 3, 10, 10), Box(90, 0, 5, 300)]
    assert reading_order(boxes) == [2, 3, 1, 0, 4]


@given(st.lists(BOXES, max_size=7, unique=True), st.randoms())
def test_the_order_in_the_file_does_not_matter(boxes: list[Box], chance) -> None:
    """Else the numbers could tell which one the author wrote first."""
    shuffled = list(boxes)
    chance.shuffle(shuffled)
    assume(len({(box.middle, box.left, box.top) for box in boxes}) == len(boxes))
    assert [boxes[at] for at in reading_order(boxes)] == [shuffled[at] for at in reading_order(shuffled)]


@given(BOXES, BOXES)
def test_meeting_is_mutual_and_holding_is_meeting(one: Box, other: Box) -> None:
    assert one.meets(other) == other.meets(one)
    assert not one.holds(other) or one.meets(other)
    assert one.holds(one)


def test_neighbors_that_share_an_edge_do_not_meet() -> None:
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 10, 10))
