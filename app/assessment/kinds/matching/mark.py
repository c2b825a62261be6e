"""Matching: the spec, the response and the mark."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
    ResponseError,
    Review,
    Row,
    Verdict,
    member,
    pick,
    verdict,
)
from app.assessment.kinds.lists import LEAST, Item, items, unrepeated, written

KIND = "matching"
LABEL = N_("Matching")
OPTIONS: frozenset[str] = frozenset()
PRACTICE_ONLY = False
MUST_SHUFFLE = True
NEEDS_MARKER = False
IS_ASKED = True

LINE = re.compile(r"(?P<mark>-) +(?P<text>\S.*)")
CURE = "Write `- left => right`, or `- => right` for a right side that belongs nowhere."


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and what belongs to it. A distractor has no left side."""

    left: str
    right: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """The pairs, distractors among them, as written."""

    lines: tuple[Pair, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Those that want an answer."""
        return tuple(pair for pair in self.lines if pair.left)

    @property
    def rights(self) -> tuple[str, ...]:
        """The right sides to choose from, each once, distractors last."""
        ordered = sorted(self.lines, key=lambda pair: not pair.left)
        return tuple(dict.fromkeys(pair.right for pair in ordered))


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """Two or more lines `- left => right`, and distractors `- => right`. Raises ContentError."""
    found = [(item.line, _pair(item)) for item in items(body, LINE, CURE)]
    pairs = [(line, pair) for line, pair in found if pair.left]
    if len(pairs) < LEAST:
        raise ContentError(found[0][0], "There are fewer than two pairs.", CURE)
    unrepeated([(line, pair.left) for line, pair in pairs])
    # Two left sides may share a right side; a distractor that belonged somewhere would be none.
    once = {pair.right: (line, pair.right) for line, pair in pairs}
    unrepeated([*once.values(), *((line, pair.right) for line, pair in found if not pair.left)])
    return Spec(tuple(pair for _, pair in found))


def _pair(item: Item) -> Pair:
    left, arrow, right = (part.strip() for part in item.text.partition("=>"))
    if not arrow or not right or "=>" in right:
        raise ContentError(item.line, "This line is not one left side, one `=>` and one right side.", CURE)
    return Pair(left, right, item.feedback)


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body of the file."""
    return "\n".join(written("-", f"{line.left} => {line.right}".lstrip(), line.feedback) for line in spec.lines), {}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {"lines": [asdict(line) for line in spec.lines]}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(tuple(Pair(**line) for line in data["lines"]))


def rule(spec: Spec) -> str:
    """The rule for the student."""
    return N_("Each right match earns its share.")


def tokens(spec: Spec) -> int:
    """The right sides are shuffled; the left sides stay."""
    return len(spec.rights)


def ask(spec: Spec, order: Order) -> Ask:
    """The left sides as written, the right sides shuffled; without an order none, since as written they would tell."""
    rights = spec.rights
    return Ask(tuple(rights[place] for place in order), tuple(pair.left for pair in spec.pairs), rule(spec))


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"pairs": {place of each left side, as text: place of a right side, or null}}`. Raises ResponseError."""
    return {"pairs": {str(left): right for left, right in enumerate(_given(spec, raw))}}


def is_answered(response: Response) -> bool:
    """Whether anything was matched."""
    pairs = response.get("pairs")
    return isinstance(pairs, Mapping) and any(right is not None for right in pairs.values())


def mark(spec: Spec, response: Response) -> Marked:
    """Right pairs of all pairs."""
    wanted = [spec.rights.index(pair.right) for pair in spec.pairs]
    verdicts = tuple(
        verdict(given=given is not None, right=given in (None, right))
        for given, right in zip(_given(spec, response), wanted, strict=True)
    )
    return Marked(Fraction(verdicts.count(Verdict.RIGHT), len(verdicts)), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """Each left side with what was matched to it; with the key also what belongs there, and the replies."""
    texts = ["" if place is None else spec.rights[place] for place in _given(spec, response)]
    if not with_key:
        return Review(
            tuple(Row(pair.left, bool(text), given=text) for pair, text in zip(spec.pairs, texts, strict=True))
        )
    replies = {line.right: line.feedback for line in spec.lines if not line.left}
    rows = []
    for pair, text, told in zip(spec.pairs, texts, mark(spec, response).parts, strict=True):
        feedback = "\n\n".join(filter(None, [pair.feedback, replies.get(text)]))
        rows.append(Row(pair.left, bool(text), told is Verdict.RIGHT, told, feedback, text, pair.right))
    return Review(tuple(rows))


def _given(spec: Spec, response: Response) -> list[int | None]:
    pairs = member(response, "pairs") or {}
    names = [str(left) for left in range(len(spec.pairs))]
    if not isinstance(pairs, Mapping) or not pairs.keys() <= set(names):
        raise ResponseError(N_("This answer could not be read."))
    return [pick(pairs.get(name), len(spec.rights)) for name in names]
