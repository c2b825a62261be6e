"""A question with another key and nothing else changed: what students saw stays word for word. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.assessment.grading import KINDS
from app.assessment.kinds.base import ContentError, numbered
from app.assessment.kinds.texts import fold

TICKED = frozenset({"single-choice", "multiple-response", "true-false", "hotspot"})
TYPED = frozenset({"short-answer", "numerical"})
RIGHT = "- [x] "


def options(kind: str, spec: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """What is ticked for the key of a question: each option with whether it is right."""
    return [(option.text, option.right) for option in KINDS[kind].load(spec).options] if kind in TICKED else []


def with_right(spec: Mapping[str, Any], right: Collection[int]) -> dict[str, Any]:
    """The question with these options right, each as right as the others. Raises ValueError when there is none.

    An option that was right and is not any more earns nothing; one that earned a part without being right still does.
    """
    places = range(len(spec["options"]))
    if not right or not set(right) <= set(places):
        raise ValueError("a key names at least one option, and only options that there are")
    return {**spec, "options": [_ticked(one, place in right) for place, one in enumerate(spec["options"])]}


def _ticked(option: Mapping[str, Any], right: bool) -> dict[str, Any]:
    keeps_part = not right and not option["right"]
    kept = {name: value for name, value in option.items() if name != "fraction" or keeps_part}
    return {**kept, "right": right}


def accepted(kind: str, spec: Mapping[str, Any]) -> list[str]:
    """The answers that the key of a typed question accepts, as an author writes them."""
    return [one.text for one in KINDS[kind].load(spec).answers if one.right] if kind in TYPED else []


def with_accepted(kind: str, spec: Mapping[str, Any], lines: Sequence[str]) -> dict[str, Any]:
    """The typed question that accepts these lines; what earned a part or was foreseen as wrong stays, where it can.

    Raises ContentError, numbered as `lines` are, for one that cannot be read.
    """
    module = KINDS[kind]
    body, front = module.write(module.load(spec))
    items, wanted = _items(body), {fold(line) for line in lines}
    known = {_said(item): item for item in items if item.startswith(RIGHT)}
    alone = module.read(numbered("\n".join(RIGHT + line for line in lines)), front)
    beside = [item for item in items if not item.startswith(RIGHT) and _said(item) not in wanted]
    text = "\n".join([*(known.get(fold(line), RIGHT + line) for line in lines), *beside])
    try:
        return module.dump(module.read(numbered(text), front))
    except ContentError:  # the new lines take what another one was for
        return module.dump(alone)


def _items(body: str) -> list[str]:
    """The items of a list, each with the lines under it."""
    found: list[str] = []
    for line in body.split("\n"):
        if line.startswith("- [") or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


def _said(item: str) -> str:
    return fold(item.partition("\n")[0].partition("] ")[2])
