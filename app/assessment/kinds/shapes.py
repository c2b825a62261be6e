"""Regions of a picture: rectangles, ellipses and polygons in the units of its viewBox. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

NUMBERS = {"rect": 4, "ellipse": 4, "polygon": 6}  # how many each has; a polygon may have more
CURE = "Write `rect x y w h`, `ellipse cx cy rx ry` or `polygon x,y x,y x,y`, in the units of the picture's viewBox."

_NUMBER = re.compile(r"-?[0-9]{1,5}(?:\.[0-9]{1,3})?")
_WORDS = re.compile(r"[ ,]+")


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.height / 2

    def lies_beside(self, other: "Box") -> bool:
        """Whether the two would stand in one row."""
        return abs(self.middle - other.middle) < min(self.height, other.height) / 2

    def holds(self, other: "Box") -> bool:
        """Whether the other lies in this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline: its name in SVG and its numbers, in the order in which they are written."""

    name: str
    numbers: tuple[float, ...]

    def __str__(self) -> str:
        """As `read_shape` reads it."""
        words = [_plain(number) for number in self.numbers]
        if self.name == "polygon":
            words = [f"{x},{y}" for x, y in zip(words[::2], words[1::2], strict=True)]
        return " ".join([self.name, *words])

    @property
    def box(self) -> Box:
        """The box around it."""
        if self.name == "rect":
            return Box(*self.numbers)
        if self.name == "ellipse":
            x, y, across, down = self.numbers
            return Box(x - across, y - down, 2 * across, 2 * down)
        return around(list(zip(self.numbers[::2], self.numbers[1::2], strict=True)))

    @property
    def path(self) -> str:
        """The outline as the `d` of a path in SVG."""
        if self.name == "polygon":
            points = zip(self.numbers[::2], self.numbers[1::2], strict=True)
            return f"M{'L'.join(f'{_plain(x)} {_plain(y)}' for x, y in points)}Z"
        left, top, width, height = map(_plain, self.box)
        if self.name == "rect":
            return f"M{left} {top}h{width}v{height}h-{width}Z"
        across, down = map(_plain, self.numbers[2:])
        return f"M{left} {_plain(self.box.middle)}a{across} {down} 0 1 0 {width} 0a{across} {down} 0 1 0 -{width} 0Z"


def read_shape(text: str) -> Shape:
    """The shape that the text describes. Raises ValueError with what is wrong with it."""
    name, *words = _WORDS.split(text.strip())
    if name not in NUMBERS:
        raise ValueError(f'"{name[:40]}" is no shape.')
    if not all(map(_NUMBER.fullmatch, words)):
        raise ValueError("A number of the shape cannot be read.")
    is_whole = len(words) == NUMBERS[name] or (name == "polygon" and len(words) > NUMBERS[name] and not len(words) % 2)
    if not is_whole:
        raise ValueError(f"The shape has {len(words)} numbers.")
    shape = Shape(name, tuple(map(float, words)))
    if min(shape.box.width, shape.box.height) <= 0:
        raise ValueError("The shape has no width or no height.")
    return shape


def around(points: Sequence[tuple[float, float]]) -> Box:
    """The box around one or more points."""
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The places of the boxes as a reader meets them: row by row from the top, each from the left.

    A row holds what lies beside the row's first: each has its middle between the upper and the lower edge of the other.
    """
    found: list[int] = []
    rest = sorted(range(len(boxes)), key=lambda at: (boxes[at].middle, boxes[at].left, boxes[at].top))
    while rest:
        row = [at for at in rest if boxes[at].lies_beside(boxes[rest[0]])]
        found += sorted(row, key=lambda at: (boxes[at].left, boxes[at].top))
        rest = [at for at in rest if at not in row]
    return found


def _plain(number: float) -> str:
    return f"{number + 0:.8g}"  # + 0 makes a plain zero of a negative one
