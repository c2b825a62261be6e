"""Single choice: the spec, the response and the mark. The pattern for every other kind."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import N_, Ask, Body, Marked, Order, Response, Review, Verdict, arranged, member, pick
from app.assessment.kinds.lists import Option, option_rows, option_verdicts, read_options, setting, write_options

KIND = "single-choice"
LABEL = N_("Single choice")
OPTIONS = frozenset({"keep_order"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False


@dataclass(frozen=True, slots=True)
class Spec:
    """The options, exactly one of them right; `keep_order` for options that have an order of their own (4, 6, 8)."""

    options: tuple[Option, ...]
    keep_order: bool = False


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list with exactly one `[x]`; `keep_order = true` stops the shuffling. Raises ContentError."""
    return Spec(read_options(body, most_right=1), setting(options, "keep_order", (False, True)))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    return write_options(spec.options), {"keep_order": True} if spec.keep_order else {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"options": [asdict(option) for option in spec.options], "keep_order": spec.keep_order}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(tuple(Option(**option) for option in data["options"]), data["keep_order"])


def rule(spec: Spec) -> str:
    """The rule for the student."""
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
    """All for the right option, nothing for another or none."""
    verdicts = option_verdicts(spec.options, _chosen(spec, response))
    return Marked(Fraction(Verdict.RIGHT in verdicts), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """Every option; without the key only the chosen one."""
    return Review(option_rows(spec.options, _chosen(spec, response), with_key=with_key, order=order))


def _chosen(spec: Spec, response: Response) -> set[int | None]:
    return {pick(member(response, "choice"), len(spec.options))}
