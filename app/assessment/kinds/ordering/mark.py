"""Ordering: the spec, the response and the mark."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    ContentError,
    Marked,
    Order,
    Response,
    ResponseError,
    Review,
    Row,
    Verdict,
    member,
    verdict,
)
from app.assessment.kinds.lists import items, unrepeated, written

KIND = "ordering"
LABEL = N_("Ordering")
OPTIONS: frozenset[str] = frozenset()
PRACTICE_ONLY = False
MUST_SHUFFLE = True
NEEDS_MARKER = False
IS_ASKED = True

LINE = re.compile(r"(?P<mark>\d{1,4})\. +(?P<text>\S.*)")
CURE = "Write the items in their right order as `1. first`, `2. second` and so on."


@dataclass(frozen=True, slots=True)
class Step:
    """One item, and what is said about its place."""

    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """The items in their right order: here the authored order is the key."""

    steps: tuple[Step, ...]


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A list numbered 1, 2, 3 … of two or more different items. Raises ContentError."""
    found = items(body, LINE, CURE)
    for number, item in enumerate(found, start=1):
        if int(item.mark) != number:
            # Markdown would renumber it without a word, and one of the two orders is not what the author meant.
            raise ContentError(item.line, f"This is item {number}, but its number is {item.mark}.", CURE)
    unrepeated([(item.line, item.text) for item in found])
    return Spec(tuple(Step(item.text, item.feedback) for item in found))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body of the file."""
    numbered = enumerate(spec.steps, start=1)
    return "\n".join(written(f"{number}.", step.text, step.feedback) for number, step in numbered), {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"steps": [asdict(step) for step in spec.steps]}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(tuple(Step(**step) for step in data["steps"]))


def rule(spec: Spec) -> str:
    """The rule for the student."""
    return N_("An item counts when it stands directly after the one it should follow; the first, when it stands first.")


def tokens(spec: Spec) -> int:
    """The items are shuffled."""
    return len(spec.steps)


def ask(spec: Spec, order: Order) -> Ask:
    """The items, shuffled; without an order none, since as written they would tell the key."""
    return Ask(shown=tuple(spec.steps[place].text for place in order), rule=rule(spec))


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"positions": [the place given to each item, from 1, or null]}`; two may share a place. Raises ResponseError."""
    return {"positions": _places(spec, raw)}


def is_answered(response: Response) -> bool:
    """Whether any item was placed."""
    places = response.get("positions")
    return isinstance(places, list) and any(place is not None for place in places)


def mark(spec: Spec, response: Response) -> Marked:
    """The share of items that stand directly after their predecessor; the first item counts when it stands first.

    What makes a sequence is what follows what. Exact places would give 0 of 5 to somebody who moved the first step to
    the end and had the other four in order; this gives 3 of 5. Counting pairs in the right relative order would give
    half the points to a blind guess; this gives 1/n, as exact places do. A place given to two items counts for neither,
    or one could bet on both.
    """
    places = _places(spec, response)
    alone = [place if places.count(place) == 1 else None for place in places]
    follows = [before is not None and place == before + 1 for before, place in pairwise([0, *alone])]
    verdicts = tuple(
        verdict(given=place is not None, right=place is None or right)
        for place, right in zip(places, follows, strict=True)
    )
    return Marked(Fraction(sum(follows), len(follows)), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """The items in their right order; without the key in the order that the student gave them."""
    given = ["" if place is None else str(place) for place in _places(spec, response)]
    if not with_key:
        rows = [Row(step.text, bool(place), given=place) for step, place in zip(spec.steps, given, strict=True)]
        return Review(tuple(sorted(rows, key=lambda row: (int(row.given or len(rows) + 1), row.text))))
    told = zip(spec.steps, given, mark(spec, response).parts, strict=True)
    return Review(
        tuple(
            Row(step.text, bool(place), one is Verdict.RIGHT, one, step.feedback, place, expected=str(number))
            for number, (step, place, one) in enumerate(told, start=1)
        )
    )


def _places(spec: Spec, response: Response) -> list[int | None]:
    places, count = member(response, "positions") or [None] * len(spec.steps), len(spec.steps)
    if not isinstance(places, list) or len(places) != count:
        raise ResponseError(N_("This answer could not be read."))
    return [None if place is None else _place(place, count) for place in places]


def _place(value: object, count: int) -> int:
    if type(value) is int and 1 <= value <= count:
        return value
    raise ResponseError(N_("Choose one of the places shown."))
