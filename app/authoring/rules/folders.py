"""Where the files of a course stand, and what moves when its author moves something. Paths in, paths out. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum

NUMBERED = re.compile(r"(\d+)-(.+)")
Moves = Mapping[str, str]  # old path → new path


class Step(Enum):
    """One place earlier or later."""

    UP = -1
    DOWN = 1


def number_of(name: str) -> int:
    """The number that a folder or a lesson begins with; 0 where there is none."""
    found = NUMBERED.fullmatch(name)
    return int(found[1]) if found else 0


def slug_of(name: str) -> str:
    """What follows the number, without the ending of a file."""
    found = NUMBERED.fullmatch(name)
    return (found[2] if found else name).removesuffix(".md")


def modules_in(paths: Iterable[str]) -> list[str]:
    """The folders of modules, in their order."""
    found = {path.partition("/")[0] for path in paths if "/" in path}
    return sorted((name for name in found if number_of(name)), key=number_of)


def lessons_in(paths: Iterable[str], module: str) -> list[str]:
    """The paths of a module's lessons, in their order."""
    found = [path for path in paths if re.fullmatch(rf"{re.escape(module)}/\d+-[^/]+\.md", path)]
    return sorted(found, key=lambda path: number_of(path.rpartition("/")[2]))


def inside(paths: Iterable[str], folder: str) -> list[str]:
    """The paths of everything in a folder."""
    return [path for path in paths if path.startswith(f"{folder}/")]


def next_number(names: Iterable[str]) -> int:
    """The number after the last."""
    return max((number_of(name.rpartition("/")[2]) for name in names), default=0) + 1


def renumbered(name: str, number: int) -> str:
    """A folder or file with another number in front."""
    return f"{number}-{NUMBERED.fullmatch(name)[2]}"  # type: ignore[index]  # only numbered names come here


def move_module(paths: Collection[str], module: str, step: Step) -> Moves:
    """Let a module change places with its neighbour; no moves at either end."""
    return reordered(paths, _swapped(modules_in(paths), module, step))


def make_room(paths: Collection[str], module: str) -> Moves:
    """Let a module, and those after it, go one place further, so that another one can stand before it."""
    later = [name for name in modules_in(paths) if number_of(name) >= number_of(module)]
    return {
        old: new
        for name in later
        for old, new in rename_folder(paths, name, renumbered(name, number_of(name) + 1)).items()
    }


def move_lesson(paths: Collection[str], lesson: str, step: Step) -> Moves:
    """Let a lesson change places with its neighbour in the module; no moves at either end."""
    return reordered(paths, _swapped(lessons_in(paths, lesson.rpartition("/")[0]), lesson, step))


def reordered(paths: Collection[str], order: Sequence[str]) -> Moves:
    """Let folders of modules, or the lessons of a module, stand in this order, under the numbers that they have."""
    numbers = sorted(number_of(name.rpartition("/")[2]) for name in order)
    moves: dict[str, str] = {}
    for old, number in zip(order, numbers, strict=True):
        folder, slash, name = old.rpartition("/")
        new = f"{folder}{slash}{renumbered(name, number)}"
        moves |= {old: new} if old in paths else rename_folder(paths, old, new)
    return {old: new for old, new in moves.items() if old != new}


def _swapped(names: list[str], name: str, step: Step) -> list[str]:
    """The same names, one of them in the place of its neighbour; as they were at either end."""
    here = names.index(name)
    there = min(max(0, here + step.value), len(names) - 1)
    names[here], names[there] = names[there], names[here]
    return names


def rename_folder(paths: Iterable[str], old: str, new: str) -> dict[str, str]:
    """Give a folder another name, with everything in it."""
    return {path: f"{new}/{path.removeprefix(f'{old}/')}" for path in inside(paths, old)}


def back_into(present: Collection[str], removed: Iterable[str]) -> dict[str, str]:
    """Where removed files go back to, since folders and numbers may be others by now: old path → new path."""
    known = {slug_of(name): name for name in modules_in(present)}
    found: dict[str, str] = {}
    for path in removed:
        folder, slash, rest = path.partition("/")
        if slash and number_of(folder):
            free = folder if number_of(folder) not in map(number_of, known.values()) else ""
            folder = known.setdefault(slug_of(folder), free or renumbered(folder, next_number(known.values())))
        lessons = lessons_in([*present, *found.values()], folder)
        numbers = [number_of(lesson.rpartition("/")[2]) for lesson in lessons]
        if number_of(rest) and rest.endswith(".md") and number_of(rest) in numbers:
            rest = renumbered(rest, next_number(lessons))
        found[path] = f"{folder}{slash}{rest}"
    return found
