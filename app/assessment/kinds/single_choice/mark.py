"""Single choice: the spec, the response and the mark. The pattern for every other kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import N_, Ask, Body, Marked, Order, Response, Review, arranged, member, pick
from app.assessment.kinds.lists import (
    PARTS,
    Option,
    dump_options,
    load_options,
    option_rows,
    option_verdicts,
    read_options,
    setting,
    write_options,
)

KIND = "single-choice"
LABEL = N_("Single choice")
OPTIONS = frozenset({"keep_order"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True


@dataclass(frozen=True, slots=True)
class Spec:
    """The options, exactly one of them right; others may earn a part of the points.

    `keep_order` for options that have an order of their own (4, 6, 8).
    """

    options: tuple[Option, ...]
    keep_order: bool = False


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list with one `[x]`, `[50%]` for half; `keep_order = true` stops the shuffling. Raises ContentError."""
    return Spec(read_options(body, most_right=1, shares=PARTS), setting(options, "keep_order", (False, True)))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    return write_options(spec.options), {"keep_order": True} if spec.keep_order else {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"options": dump_options(spec.options), "keep_order": spec.keep_order}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(load_options(data["options"]), data["keep_order"])


def rule(spec: Spec) -> str:
    """The rule for the student. It is silent on parts, since only some keys have them, and nobody answers otherwise."""
    return N_("Choose one answer.")


def tokens(spec: Spec) -> int:
    """The options are shuffled."""
    return 0 if spec.keep_order else len(spec.options)


def ask(spec: Spec, order: Order) -> Ask:
    """The texts of the options, nothing else."""
    return Ask(shown=arranged([option.text for option in spec.options], order), rule=rule(spec))


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"choice": place of an option, or null}`. Raises ResponseError."""
    return {"choice": pick(member(raw, "choice"), len(spec.options))}


def is_answered(response: Response) -> bool:
    """Whether an option was chosen."""
    return response.get("choice") is not None


def mark(spec: Spec, response: Response) -> Marked:
    """All for the right option, its part for one that has a part, nothing for another or none."""
    chosen = _chosen(spec, response)
    earned = (one.earns for place, one in enumerate(spec.options) if place in chosen)
    return Marked(sum(earned, Fraction(0)), option_verdicts(spec.options, chosen))


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """Every option; without the key only the chosen one."""
    return Review(option_rows(spec.options, _chosen(spec, response), with_key=with_key, order=order))


def _chosen(spec: Spec, response: Response) -> set[int | None]:
    return {pick(member(response, "choice"), len(spec.options))}
