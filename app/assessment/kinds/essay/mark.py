"""Essay: the spec, the response, and what a marker's points come to. What was written is marked by a person."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
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
    member,
)
from app.assessment.kinds.lists import items, unrepeated, written

KIND = "essay"
LABEL = N_("Essay")
OPTIONS = frozenset({"least_words", "most_words", "template"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = True
IS_ASKED = True

LENGTH = 20_000  # characters of an answer
MOST_WORDS = 2_500  # that surely fit
LONGEST_TEMPLATE = 2_000
MOST_CRITERIA = 12
CRITERION = re.compile(r"- \[(?P<mark>[1-9]\d?)\] +(?P<text>\S.*)")
CURE = "Write `- [2] what the answer has to show`, with 1 to 99 points, and details under it as `    > details`."


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the rubric: what the answer has to show, the points for it, and what the marker looks for."""

    text: str
    points: int
    details: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """The rubric, how many words are wanted (0: not said), and the text that students begin with."""

    rubric: tuple[Criterion, ...]
    least_words: int = 0
    most_words: int = 0
    template: str = ""

    @property
    def scale(self) -> int:
        """What the rubric adds up to."""
        return sum(one.points for one in self.rubric)


@dataclass(frozen=True, slots=True)
class EssayAsk(Ask):
    """The rule, how many words are wanted, and the text to begin with; the rubric is shown with the reasons."""

    least_words: int = 0
    most_words: int = 0
    template: str = ""


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A list of criteria, `- [2] what the answer has to show`. Raises ContentError."""
    found = items(body, CRITERION, CURE, least=1)
    if len(found) > MOST_CRITERIA:
        line = found[MOST_CRITERIA].line
        raise ContentError(line, f"There are more than {MOST_CRITERIA} criteria.", "Put some of them together.")
    unrepeated([(item.line, item.text) for item in found])
    rubric = tuple(Criterion(item.text, int(item.mark), item.feedback) for item in found)
    least, most = _count(options, "least_words"), _count(options, "most_words")
    if most and least > most:
        raise ContentError(1, "`least_words` is more than `most_words`.", "Correct one of the two.")
    return Spec(rubric, least, most, _template(options))


def _count(options: Mapping[str, object], name: str) -> int:
    value = options.get(name) or 0
    if type(value) is not int or not 0 <= value <= MOST_WORDS:
        raise ContentError(1, f"`{name}` cannot be {value!r}.", f"Write a whole number up to {MOST_WORDS}.")
    return value


def _template(options: Mapping[str, object]) -> str:
    value = options.get("template") or ""
    if not isinstance(value, str) or len(value) > LONGEST_TEMPLATE:
        cure = f"Write a text of at most {LONGEST_TEMPLATE} characters in quotes."
        raise ContentError(1, "`template` is not a text to begin with.", cure)
    return _plain(value)


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    body = "\n".join(written(f"- [{one.points}]", one.text, one.details) for one in spec.rubric)
    options = {"least_words": spec.least_words, "most_words": spec.most_words, "template": spec.template}
    return body, {name: value for name, value in options.items() if value}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return asdict(spec) | {"rubric": [asdict(one) for one in spec.rubric]}


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    return Spec(**{**data, "rubric": tuple(Criterion(**one) for one in data["rubric"])})


def rule(spec: Spec) -> str:
    """The rule for the student."""
    return N_("Write in your own words. A person reads your answer and marks it, so this result comes later.")


def tokens(spec: Spec) -> int:
    """There is nothing to shuffle."""
    return 0


def ask(spec: Spec, order: Order) -> EssayAsk:
    """Everything but the rubric."""
    return EssayAsk(rule=rule(spec), least_words=spec.least_words, most_words=spec.most_words, template=spec.template)


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"text": what was written}`, trimmed; the template alone is no answer. Raises ResponseError."""
    text = _text(raw)
    return {"text": "" if text.split() == spec.template.split() else text}


def is_answered(response: Response) -> bool:
    """Whether anything was written."""
    return bool(response.get("text"))


def mark(spec: Spec, response: Response) -> Marked:
    """Nothing, until somebody has read it: see `earned`. Raises ResponseError for what `normalise` refuses."""
    _text(response)
    return Marked(Fraction(0), ())


def earned(spec: Spec, points: Sequence[object]) -> Fraction:
    """The share of the question's points, from the points given for each criterion. Raises ResponseError."""
    if len(points) != len(spec.rubric):
        raise ResponseError(N_("Give points for every criterion."))
    given = [one for one in points if type(one) is int]
    in_range = [0 <= one <= criterion.points for one, criterion in zip(given, spec.rubric, strict=False)]
    if len(given) != len(points) or not all(in_range):
        raise ResponseError(N_("Points go from 0 to what the criterion gives."))
    return Fraction(sum(given), spec.scale)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> Review:
    """What was written. The rubric stands beside the marks that were given for it, not here."""
    text = _text(response)
    return Review((Row(text, chosen=True),) if text else ())


def count_words(text: str) -> int:
    """How many words somebody would count: runs without white space that hold a letter or a digit."""
    return sum(any(symbol.isalnum() for symbol in word) for word in text.split())


def _text(response: Response) -> str:
    text = member(response, "text") or ""
    if not isinstance(text, str):
        raise ResponseError(N_("This answer could not be read."))
    text = text.replace("\r\n", "\n")
    if len(text) > LENGTH:
        raise ResponseError(N_("An answer can have 20,000 characters at most."))
    return _plain(text)


def _plain(text: str) -> str:
    """Without control characters other than line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (symbol if symbol == "\n" or unicodedata.category(symbol) not in {"Cc", "Cs"} else " " for symbol in text)
    return "".join(kept).strip()
