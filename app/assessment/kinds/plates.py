"""Pictures that questions point into: a drawing, and where its spots are. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.assessment.kinds.shapes import Box, Shape, read_shape


@dataclass(frozen=True, slots=True)
class Plate:
    """A drawing: an id for it, its SVG without names in it, its viewBox, and the boxes of its parts by their ids."""

    name: str
    svg: str
    view: Box
    boxes: Mapping[str, Box]

    def box(self, shape: str) -> Box | None:
        """The box of a shape as it is written; None for a part that is not there."""
        return self.boxes.get(shape[1:]) if shape.startswith("#") else read_shape(shape).box

    def outline(self, shape: str) -> Shape:
        """What to draw around it: the shape, or the box of a part."""
        if not shape.startswith("#"):
            return read_shape(shape)
        box = self.boxes[shape[1:]]
        return Shape("rect", (box.left, box.top, box.width, box.height))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: its box in percent of the picture, and its outline as a path."""

    left: str
    top: str
    width: str
    height: str
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its spots in the order of their numbers, for templates."""

    name: str
    svg: str
    view: str
    spots: tuple[Spot, ...]


def read_plate(data: object) -> Plate | None:
    """The plate from plain data: what an import hands over, or what the database kept. None if there is none."""
    if not isinstance(data, Mapping):
        return None
    boxes = {name: Box(*box) for name, box in data["boxes"].items()}
    return Plate(data["name"], data["svg"], Box(*data["view"]), boxes)


def dump_plate(plate: Plate | None) -> dict[str, Any] | None:
    """The data that `read_plate` reads."""
    if plate is None:
        return None
    boxes = {name: list(box) for name, box in plate.boxes.items()}
    return {"name": plate.name, "svg": plate.svg, "view": list(plate.view), "boxes": boxes}


def picture_of(plate: Plate | None, shapes: Sequence[str]) -> Picture | None:
    """The plate with a spot for each shape."""
    if plate is None:
        return None
    units = " ".join(f"{number:.8g}" for number in plate.view)
    return Picture(plate.name, plate.svg, units, tuple(_spot(plate.outline(shape), plate.view) for shape in shapes))


def _spot(outline: Shape, view: Box) -> Spot:
    box = outline.box
    return Spot(
        _percent(box.left - view.left, view.width),
        _percent(box.top - view.top, view.height),
        _percent(box.width, view.width),
        _percent(box.height, view.height),
        outline.path,
    )


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}%"
