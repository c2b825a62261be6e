"""Description: a text on the paper that asks for nothing. All of it is the stem; there is neither key nor answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import N_, Ask, Body, ContentError, Marked, Order, Response, Review, member

KIND = "description"
LABEL = N_("Text without a question")
OPTIONS: frozenset[str] = frozenset()
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = False

CURE = "A text without a question has no answers: take them out."


@dataclass(frozen=True, slots=True)
class Spec:
    """Nothing: what is read is the stem."""


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """An empty body. Raises ContentError for another."""
    for number, line in body:
        if line.strip():
            raise ContentError(body[0][0], f"Answers stand below the text, in line {number}.", CURE)
    return Spec()


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """Neither body nor options."""
    return "", {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec()


def rule(spec: Spec) -> str:
    """There is nothing to mark."""
    return ""


def tokens(spec: Spec) -> int:
    """There is nothing to shuffle."""
    return 0


def ask(spec: Spec, order: Order) -> Ask:
    """Nothing beside the stem."""
    return Ask()


def normalise(spec: Spec, raw: Response) -> Response:
    """`{}`, whatever was sent. Raises ResponseError for what is no JSON object."""
    member(raw, "")
    return {}


def is_answered(response: Response) -> bool:
    """Never."""
    return False


def mark(spec: Spec, response: Response) -> Marked:
    """Nothing of nothing."""
    return Marked(Fraction(0), ())


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """There is nothing to look back on."""
    return Review(())
