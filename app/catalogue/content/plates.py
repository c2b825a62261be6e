"""A plate that a question asks about: the cleaned drawing, without what would name its parts, and where they are."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import isfinite

from lxml import etree

from app.catalogue.content.figures import NAMESPACE, TEXT_ONLY, clean_svg
from app.catalogue.content.problems import ContentProblems, Problem

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height

_SPOKEN = ("aria-label", "aria-labelledby", "aria-describedby")
_SIZE = r"\d{1,5}(?:\.\d{1,9})?"
_VIEW = re.compile(rf"(-?{_SIZE})[ ,]+(-?{_SIZE})[ ,]+({_SIZE})[ ,]+({_SIZE})", re.ASCII)
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_COMMAND = re.compile(r"([MLHVCSQTAZmlhvcsqtaz])([^MLHVCSQTAZmlhvcsqtaz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@dataclass(frozen=True, slots=True)
class Plate:
    """The drawing, its viewBox, and the box around each part that has an id and a place that is easily told."""

    svg: str
    view: Box
    boxes: Mapping[str, Box]


def read_plate(text: str, prefix: str, path: str) -> Plate:
    """The plate from its author's SVG. Ids that are needed become `prefix` and a number. Raises ContentProblems."""
    root = etree.fromstring(clean_svg(text, "", path))
    found = _VIEW.fullmatch(root.get("viewBox", "").strip())
    left, top, width, height = map(float, found.groups() if found else "0000")
    if not width or not height:
        cure = 'write four numbers, the last two above zero: viewBox="0 0 640 520"'
        raise ContentProblems([Problem(path, 1, "The viewBox of the picture cannot be read", cure)])
    boxes = {element.get("id", ""): box for element in root.iter() if element.get("id") and (box := box_of(element))}
    return Plate(_nameless(root, prefix), (left, top, width, height), boxes)


def named_plate(text: str, prefix: str, words: str, path: str) -> str:
    """The drawing from its author's SVG, named by `words` alone. Raises ContentProblems."""
    root = etree.fromstring(clean_svg(text, "", path))
    next(root.iterchildren(f"{{{NAMESPACE}}}title")).text = words
    return _nameless(root, prefix)


def box_of(element: etree._Element) -> Box | None:
    """The box around what an element draws, without the width of its lines; None where that would take more than sums.

    Of a path it is the box around its points, those that only pull at its curves among them.
    """
    if any(one.get("transform") or etree.QName(one).localname == "svg" for one in _upwards(element)):
        return None
    try:
        points = [point for one in element.iter() for point in _points(one)]
    except (ValueError, IndexError):  # percentages, units, a path that breaks off
        return None
    if not points or not all(map(isfinite, chain(*points))):
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    """The element, those in it, and those around it but for the picture itself."""
    yield from element.iter()
    yield from list(element.iterancestors())[:-1]


def _points(element: etree._Element) -> list[Point]:
    draw = _POINTS.get(etree.QName(element).localname)
    return draw(element) if draw else []


def _numbers(element: etree._Element, names: str) -> list[float]:
    return [float(element.get(name, "0")) for name in names.split()]


def _rect(element: etree._Element) -> list[Point]:
    x, y, width, height = _numbers(element, "x y width height")
    return [(x, y), (x + width, y + height)]


def _ellipse(element: etree._Element) -> list[Point]:
    x, y, across, down = _numbers(element, "cx cy rx ry")
    return [(x - across, y - down), (x + across, y + down)]


def _circle(element: etree._Element) -> list[Point]:
    x, y, radius = _numbers(element, "cx cy r")
    return [(x - radius, y - radius), (x + radius, y + radius)]


def _line(element: etree._Element) -> list[Point]:
    x1, y1, x2, y2 = _numbers(element, "x1 y1 x2 y2")
    return [(x1, y1), (x2, y2)]


def _polygon(element: etree._Element) -> list[Point]:
    return _pairs([float(word) for word in element.get("points", "").replace(",", " ").split()])


def _pairs(numbers: list[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _path(element: etree._Element) -> list[Point]:
    found: list[Point] = []
    here = start = (0.0, 0.0)
    for letter, rest in _COMMAND.findall(element.get("d", "")):
        command, numbers = letter.upper(), [float(word) for word in _NUMBER.findall(rest)]
        if command == "Z":
            here = start
            continue
        arity = _ARITY[command]
        for at in range(0, len(numbers), arity):
            origin = here if letter.islower() else (0.0, 0.0)
            points = _step(command, numbers[at : at + arity], here, origin)
            here = points[-1]
            if command == "M" and at == 0:
                start = here
            found += points
    return found


def _step(command: str, numbers: list[float], here: Point, origin: Point) -> list[Point]:
    """The points that one command of a path names; the last is where it ends. Raises ValueError if some are missing."""
    if len(numbers) != _ARITY[command]:
        raise ValueError(numbers)
    x, y = origin
    if command == "H":
        return [(x + numbers[0], here[1])]
    if command == "V":
        return [(here[0], y + numbers[0])]
    return [(x + across, y + down) for across, down in _pairs(numbers[-2:] if command == "A" else numbers)]


_POINTS: dict[str, Callable[[etree._Element], list[Point]]] = {
    "rect": _rect,
    "ellipse": _ellipse,
    "circle": _circle,
    "line": _line,
    "polygon": _polygon,
    "polyline": _polygon,
    "path": _path,
}


def _nameless(root: etree._Element, prefix: str) -> str:
    """The drawing with one name for all of it: an id, a title or a label in it might give an answer away."""
    title = root.find(f"{{{NAMESPACE}}}title")
    for element in list(root.iter()):
        if etree.QName(element).localname in TEXT_ONLY and element is not title:
            _drop(element)
        elif element is not root:
            for name in _SPOKEN:
                element.attrib.pop(name, None)
    values = [value for element in root.iter() for value in element.values()]
    used = {root.get("aria-labelledby", ""), *(name for value in values for name in _REFERENCE.findall(value))}
    numbers = {name: f"{prefix}{number}" for number, name in enumerate(sorted(used))}
    for element in root.iter():
        _rename(element, numbers)
    return etree.tostring(root, encoding="unicode")


def _rename(element: etree._Element, numbers: Mapping[str, str]) -> None:
    """Give the ids that are needed their numbers, and take the others away."""
    for name, value in element.items():
        if name == "id" and value not in numbers:
            del element.attrib[name]
        elif name in {"id", "aria-labelledby"}:
            element.set(name, numbers[value])
        else:
            element.set(name, _REFERENCE.sub(lambda found: f"url(#{numbers[found[1]]})", value))


def _drop(element: etree._Element) -> None:
    """Take an element out, and leave the text that follows it."""
    parent = element.getparent()
    if parent is not None:
        element.tail, before = None, element.tail or ""
        earlier = element.getprevious()
        if earlier is not None:
            earlier.tail = (earlier.tail or "") + before
        else:
            parent.text = (parent.text or "") + before
        parent.remove(element)
