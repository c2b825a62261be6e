"""Multiple response: the spec, the response and the mark."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb
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
    Verdict,
    arranged,
    member,
    pick,
)
from app.assessment.kinds.lists import (
    ALL_OR_NOTHING,
    EVERY_DECISION,
    NO_SHARES,
    RIGHT_MINUS_WRONG,
    SIGNED_PARTS,
    Option,
    counted,
    dump_options,
    load_options,
    option_rows,
    option_verdicts,
    read_options,
    setting,
    write_options,
)
from app.assessment.kinds.numbers import SLACK, write_share

KIND = "multiple-response"
LABEL = N_("Multiple response")
OPTIONS = frozenset({"rule"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True

FRACTIONS = "fractions"
MANY_SHARES = 16  # up to here every sum of shares is told apart
RULES = {
    RIGHT_MINUS_WRONG: N_(
        "Choose all that apply. Each right choice earns its share, each wrong choice takes one away, never below zero."
    ),
    ALL_OR_NOTHING: N_("Choose all that apply. It counts only if every choice is right and none is missing."),
    EVERY_DECISION: N_(
        "Choose all that apply. Each option counts the same: chosen if it applies, left blank if it does not. "
        "Choosing nothing at all earns nothing."
    ),
    FRACTIONS: N_(
        "Choose all that apply. Right choices earn shares that may differ, wrong choices may take some away, "
        "never below zero."
    ),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """The options, one or more of them right, and the name of the rule that marks them."""

    options: tuple[Option, ...]
    rule: str


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list with one or more `[x]`; `rule` in the front matter, by default the first. Raises ContentError.

    By the rule of fractions a line says what it earns, `[50%]`, or takes away, `[-25%]`; together they earn 100 %.
    """
    found = read_options(body, shares=SIGNED_PARTS if options.get("rule") == FRACTIONS else NO_SHARES)
    rule = setting(options, "rule", tuple(RULES))
    total = sum((one.earns for one in found if one.right), Fraction(0))
    if rule == FRACTIONS and abs(total - 1) > SLACK:
        cure = "Change them until they make 100%; for a third write 33.333%."
        raise ContentError(body[0][0], f"What the right lines earn makes {write_share(total)} together.", cure)
    return Spec(found, rule)


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    return write_options(spec.options), {"rule": spec.rule}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"options": dump_options(spec.options), "rule": spec.rule}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(load_options(data["options"]), data["rule"])


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
    """What the ticked options earn by the rule of the question.

    Right minus wrong is the default because ticking everything, or nothing, must not pay. Fractions
    (known from Moodle) are the author's own; shares that miss the whole by rounding count as if they made it.
    """
    chosen = _chosen(spec, response)
    verdicts = option_verdicts(spec.options, chosen)
    if spec.rule == FRACTIONS:
        shares = _shares(spec)
        return Marked(max(Fraction(0), sum((shares[place] for place in chosen), Fraction(0))), verdicts)
    right, wrong = verdicts.count(Verdict.RIGHT), verdicts.count(Verdict.WRONG)
    return Marked(counted(spec.rule, spec.options, right, wrong), verdicts)


def _shares(spec: Spec) -> list[Fraction]:
    """What each option adds by the rule of fractions; all that is above zero makes exactly 1."""
    total = sum((one.earns for one in spec.options if one.right), Fraction(0))
    return [one.earns / total if one.right else one.earns for one in spec.options]


def guess(spec: Spec) -> Fraction:
    """What somebody earns on average who tosses a coin for every option."""
    ways = 1 << len(spec.options)
    if spec.rule == FRACTIONS:
        return _guessed(_shares(spec)) / ways
    wanted = sum(one.right for one in spec.options)
    others = len(spec.options) - wanted
    earned = (
        comb(wanted, right) * comb(others, wrong) * counted(spec.rule, spec.options, right, wrong)
        for right in range(wanted + 1)
        for wrong in range(others + 1)
    )
    return sum(earned, Fraction(0)) / ways


def _guessed(shares: Sequence[Fraction]) -> Fraction:
    """What all choices of options earn together. Where options are many the shares are rounded, or it would not end."""
    if len(shares) > MANY_SHARES:
        shares = [Fraction(round(share * 1000), 1000) for share in shares]
    ways = Counter({Fraction(0): 1})
    for share in sorted(shares):  # what takes away comes first: from below -1 nothing leads back above zero
        ways.update(_moved(ways, share))
    return sum((count * earned for earned, count in ways.items() if earned > 0), Fraction(0))


def _moved(ways: Counter[Fraction], share: Fraction) -> Counter[Fraction]:
    moved: Counter[Fraction] = Counter()
    for earned, count in ways.items():
        moved[max(Fraction(-1), earned + share)] += count
    return moved


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """Every option, by the rule of fractions with its share as `expected`; without the key only the ticked ones."""
    rows = option_rows(spec.options, _chosen(spec, response), with_key=with_key, order=order)
    if not with_key or spec.rule != FRACTIONS:
        return Review(rows)
    shares = [spec.options[place].earns for place in order or range(len(rows))]
    return Review(
        tuple(
            replace(row, expected=write_share(share)) if share else row for row, share in zip(rows, shares, strict=True)
        )
    )


def _chosen(spec: Spec, response: Response) -> set[int]:
    choices = member(response, "choices") or []
    if not isinstance(choices, list) or len(choices) > len(spec.options):
        raise ResponseError(N_("Choose among the answers shown."))
    return {place for choice in choices if (place := pick(choice, len(spec.options))) is not None}
