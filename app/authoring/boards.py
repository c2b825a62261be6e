"""The picture of a hotspot question, to draw regions on or to pick its named parts."""

from dataclasses import dataclass

from app.assessment.kinds.shapes import Box, Shape
from app.catalogue.content.parts import ModuleFolder
from app.catalogue.content.plates import read_plate
from app.catalogue.content.problems import ContentProblems

FINGER, PHONE = 24, 350  # pixels: the least that a finger hits, and what a phone leaves for the picture


@dataclass(frozen=True, slots=True)
class Board:
    """A drawing with its viewBox, the parts that have names, and the least size of a region in its units.

    `names` are all pictures of the module; `svg` is "" where the chosen one is not there or cannot be shown.
    """

    name: str
    svg: str
    view: str
    parts: dict[str, str]
    least: int
    names: list[str]


def board_of(module: ModuleFolder, name: str) -> Board:
    """The board for a picture of a module."""
    names = [figure.name for figure in module.figures]
    figure = next((one for one in module.figures if one.name == name), None)
    try:
        plate = read_plate(figure.svg, "board--", figure.path) if figure else None
    except ContentProblems:
        plate = None
    if plate is None:
        return Board(name, "", "", {}, 0, names)
    parts = {f"#{id_}": _words(Box(*box)) for id_, box in plate.boxes.items() if box[2] > 0 and box[3] > 0}
    view = " ".join(f"{number:g}" for number in plate.view)
    return Board(name, plate.svg, view, parts, -(-FINGER * int(plate.view[2]) // PHONE), names)


def _words(box: Box) -> str:
    return str(Shape("rect", tuple(float(round(number)) for number in box)))
