"""Multiple response: the spec, the response and the mark."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    Marked,
    Order,
    Response,
    ResponseError,
    Review,
    Verdict,
    arranged,
    member,
    pick,
)
from app.assessment.kinds.lists import Option, option_rows, option_verdicts, read_options, setting, write_options

KIND = "multiple-response"
LABEL = N_("Multiple response")
OPTIONS = frozenset({"rule"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False

RULES = {
    "right-minus-wrong": N_(
        "Choose all that apply. Each right choice earns its share, each wrong choice takes one away, never below zero."
    ),
    "all-or-nothing": N_("Choose all that apply. It counts only if every choice is right and none is missing."),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """The options, one or more of them right, and the name of the rule that marks them."""

    options: tuple[Option, ...]
    rule: str


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list with one or more `[x]`; `rule` in the front matter, by default the first. Raises ContentError."""
    return Spec(read_options(body), setting(options, "rule", tuple(RULES)))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    return write_options(spec.options), {"rule": spec.rule}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"options": [asdict(option) for option in spec.options], "rule": spec.rule}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(tuple(Option(**option) for option in data["options"]), data["rule"])


def rule(spec: Spec) -> str:
    """The rule for the student; the number of right options stays untold."""
    return RULES[spec.rule]


def tokens(spec: Spec) -> int:
    """The options are shuffled."""
    return len(spec.options)


def ask(spec: Spec, order: Order) -> Ask:
    """The texts of the options and the rule."""
    return Ask(shown=arranged([option.text for option in spec.options], order), rule=rule(spec))


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"choices": [places of options]}`, each once, ascending. Raises ResponseError."""
    return {"choices": sorted(_chosen(spec, raw))}


def is_answered(response: Response) -> bool:
    """Whether anything was ticked."""
    return bool(response.get("choices"))


def mark(spec: Spec, response: Response) -> Marked:
    """All or nothing, or right minus wrong: max(0, (c - w) / C), c right and w wrong ones ticked of C right ones.

    Right minus wrong (known from Canvas) is the default because ticking everything, or nothing, must not pay.
    """
    verdicts = option_verdicts(spec.options, _chosen(spec, response))
    right, wrong, missed = (verdicts.count(one) for one in (Verdict.RIGHT, Verdict.WRONG, Verdict.MISSED))
    if spec.rule == "all-or-nothing":
        return Marked(Fraction(wrong == missed == 0), verdicts)
    return Marked(max(Fraction(0), Fraction(right - wrong, right + missed)), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """Every option; without the key only the ticked ones."""
    return Review(option_rows(spec.options, _chosen(spec, response), with_key=with_key, order=order))


def _chosen(spec: Spec, response: Response) -> set[int]:
    choices = member(response, "choices") or []
    if not isinstance(choices, list) or len(choices) > len(spec.options):
        raise ResponseError(N_("Choose among the answers shown."))
    return {place for choice in choices if (place := pick(choice, len(spec.options))) is not None}
