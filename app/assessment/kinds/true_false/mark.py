"""True or false: the spec, the response and the mark. For practice only, since a guess is right half the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    ContentError,
    Marked,
    Order,
    Response,
    Review,
    Verdict,
    member,
    pick,
)
from app.assessment.kinds.lists import (
    Option,
    dump_options,
    load_options,
    option_rows,
    option_verdicts,
    read_options,
    write_options,
)

KIND = "true-false"
LABEL = N_("True or false")
OPTIONS: frozenset[str] = frozenset()
PRACTICE_ONLY = True
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True

WORDS = ("True", "False")


@dataclass(frozen=True, slots=True)
class Spec:
    """The options True and False, always in this order, one of them right."""

    options: tuple[Option, ...]


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A task list of True and False in either order, one of them `[x]`. Raises ContentError."""
    found = {option.text: option for option in read_options(body, most_right=1)}
    if set(found) != set(WORDS):
        cure = "Write `- [x] True` and `- [ ] False`, or the other way round."
        raise ContentError(body[0][0], "The answers are not True and False.", cure)
    return Spec(tuple(found[word] for word in WORDS))


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body of the file."""
    return write_options(spec.options), {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"options": dump_options(spec.options)}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(load_options(data["options"]))


def rule(spec: Spec) -> str:
    """The rule for the student."""
    return N_("Choose True or False.")


def tokens(spec: Spec) -> int:
    """True always stands before False."""
    return 0


def ask(spec: Spec, order: Order) -> Ask:
    """The two words."""
    return Ask(shown=WORDS, rule=rule(spec))


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"choice": 0 for True, 1 for False, or null}`. Raises ResponseError."""
    return {"choice": pick(member(raw, "choice"), len(WORDS))}


def is_answered(response: Response) -> bool:
    """Whether one of them was chosen."""
    return response.get("choice") is not None


def mark(spec: Spec, response: Response) -> Marked:
    """All for the right word, nothing for the other or none."""
    verdicts = option_verdicts(spec.options, _chosen(response))
    return Marked(Fraction(Verdict.RIGHT in verdicts), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """Both words; without the key only the chosen one."""
    return Review(option_rows(spec.options, _chosen(response), with_key=with_key, order=()))


def _chosen(response: Response) -> set[int | None]:
    return {pick(member(response, "choice"), len(WORDS))}
