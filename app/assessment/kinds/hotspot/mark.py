"""Hotspot: the spec, the response and the mark.

Regions stand in reading order, whatever the order of the file: their numbers on the page must not tell the key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    ContentError,
    Marked,
    Order,
    Response,
    Review,
    member,
    pick,
)
from app.assessment.kinds.lists import (
    PARTS,
    TASK,
    Option,
    dump_options,
    items,
    load_options,
    option_rows,
    option_verdicts,
    read_options,
    unrepeated,
    write_options,
)
from app.assessment.kinds.plates import Picture, Plate, dump_plate, picture_of, read_plate
from app.assessment.kinds.shapes import CURE as SHAPE_CURE
from app.assessment.kinds.shapes import Box, read_shape, reading_order

KIND = "hotspot"
LABEL = N_("Hotspot")
OPTIONS = frozenset({"picture"})  # whoever reads a file with this option hands the drawing over as `plate`
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True

CURE = "Write `- [x] where it is = ellipse 120 200 40 25`, with one region a line."
PICTURE_CURE = 'Write `picture = "figures/name.svg"` in the head of the file.'
PHONE = 350  # pixels that are left for the picture on a screen of 390
FINGER = 24  # pixels that a target has at least (WCAG 2.5.8)


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its place in words as an option among others, and its shape as written."""

    option: Option
    shape: str


@dataclass(frozen=True, slots=True)
class Spec:
    """The regions, one of them right, and the picture by name. The drawing comes with the import and is never compared.

    Without it (in the studio, before a picture is there) the words are all there is to choose from.
    """

    regions: tuple[Region, ...]
    picture: str
    plate: Plate | None = field(default=None, compare=False)

    @property
    def options(self) -> tuple[Option, ...]:
        """The places in words, with their numbers."""
        options = enumerate((region.option for region in self.regions), start=1)
        return tuple(replace(one, text=f"{number}. {one.text}") for number, one in options)


@dataclass(frozen=True, slots=True)
class PictureAsk(Ask):
    """The regions in words, and the picture with them."""

    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class PictureReview(Review):
    """Rows, and the picture with what is to be said of each spot: a verdict, "chosen", or nothing."""

    picture: Picture | None = None
    marks: tuple[str, ...] = ()


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list of regions with one `[x]`, a picture, and its drawing if it is there. Raises ContentError."""
    numbers = [item.line for item in items(body, TASK, CURE)]
    options_read = read_options(body, most_right=1, shares=PARTS)
    lines = [(line, _region(line, option)) for line, option in zip(numbers, options_read, strict=True)]
    unrepeated([(line, region.option.text) for line, region in lines])
    picture = options.get("picture")
    if not isinstance(picture, str) or not picture.strip():
        raise ContentError(1, "The question has no picture.", PICTURE_CURE)
    regions, plate = tuple(region for _, region in lines), read_plate(options.get("plate"))
    if plate is None and any(region.shape.startswith("#") for region in regions):
        return Spec(regions, picture)
    boxes = [_box(region.shape, plate, line) for line, region in lines]
    if plate:
        _judge(list(zip(numbers, boxes, strict=True)), plate.view)
    return Spec(tuple(regions[at] for at in reading_order(boxes)), picture, plate)


def _region(line: int, option: Option) -> Region:
    text, equals, shape = (part.strip() for part in option.text.rpartition(" = "))
    if not equals or not text:
        raise ContentError(line, "This region has no words, or no shape.", CURE)
    if not shape.startswith("#"):
        try:
            shape = str(read_shape(shape))
        except ValueError as error:
            raise ContentError(line, str(error), SHAPE_CURE) from error
    return Region(replace(option, text=text), shape)


def _box(shape: str, plate: Plate | None, line: int) -> Box:
    box = plate.box(shape) if plate else read_shape(shape).box
    if box is None:
        message = f'The picture has no part with the id "{shape[1:]}" whose place is easily told.'
        raise ContentError(line, message, f"Correct the id. {SHAPE_CURE}")
    return box


def _judge(lines: Sequence[tuple[int, Box]], view: Box) -> None:
    """Raise ContentError if a finger cannot hit a region, and only that one."""
    least = FINGER * view.width / PHONE
    for at, (line, box) in enumerate(lines):
        if not view.holds(box):
            raise ContentError(line, "This region lies outside the picture.", "Keep it inside the viewBox.")
        if min(box.width, box.height) < least:
            message = f"This region is {box.width:.0f} by {box.height:.0f} units, too small for a finger on a phone."
            raise ContentError(line, message, f"Make it at least {ceil(least)} units wide and high.")
        for other, before in lines[:at]:
            if box.meets(before):
                message = f"The box around this region overlaps that of line {other}."
                raise ContentError(line, message, "Move or shrink one of the two.")


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    lines = [replace(one.option, text=f"{one.option.text} = {one.shape}") for one in spec.regions]
    return write_options(lines), {"picture": spec.picture}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {
        "options": dump_options(region.option for region in spec.regions),
        "shapes": [region.shape for region in spec.regions],
        "picture": spec.picture,
        "plate": dump_plate(spec.plate),
    }


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    regions = map(Region, load_options(data["options"]), data["shapes"])
    return Spec(tuple(regions), data["picture"], read_plate(data["plate"]))


def rule(spec: Spec) -> str:
    """The rule for the student."""
    return N_("Choose one place: in the picture, or in the list, which says the same in words.")


def tokens(spec: Spec) -> int:
    """Nothing is shuffled: the numbers run through the picture from the top."""
    return 0


def ask(spec: Spec, order: Order) -> PictureAsk:
    """The places in words, and the picture with them."""
    return PictureAsk(tuple(region.option.text for region in spec.regions), (), rule(spec), _picture(spec))


def _picture(spec: Spec) -> Picture | None:
    return picture_of(spec.plate, [region.shape for region in spec.regions])


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"choice": number of a region, counted from 0 in reading order, or null}`. Raises ResponseError."""
    return {"choice": pick(member(raw, "choice"), len(spec.regions))}


def is_answered(response: Response) -> bool:
    """Whether a region was chosen."""
    return response.get("choice") is not None


def mark(spec: Spec, response: Response) -> Marked:
    """All for the right region, its part for one that has a part, nothing for another or none."""
    options, chosen = spec.options, _chosen(spec, response)
    earned = (one.earns for place, one in enumerate(options) if place in chosen)
    return Marked(sum(earned, Fraction(0)), option_verdicts(options, chosen))


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> PictureReview:
    """Every region, on the picture and in words; without the key only the chosen one is told of."""
    options, chosen = spec.options, _chosen(spec, response)
    rows = option_rows(options, chosen, with_key=with_key, order=())
    told = [str(one) for one in option_verdicts(options, chosen)]
    marks = told if with_key else ["chosen" if place in chosen else "rest" for place in range(len(options))]
    return PictureReview(rows, _picture(spec), tuple(marks))


def _chosen(spec: Spec, response: Response) -> set[int | None]:
    return {pick(member(response, "choice"), len(spec.regions))}
