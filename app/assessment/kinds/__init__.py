"""Question kinds, one folder each. `Kind` is the shape of every folder's `mark.py`.

`base` holds the words for it, `lists`, `texts` and `numbers` what several of them read, `shapes` and `plates` pictures.

Beside `mark.py` (pure) stand `fields.py` (what is typed in), `ask.html`, `review.html`, `edit.html` and `sample.md`.
What the kinds share of each stands here under the same name.
"""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from app.assessment.kinds.base import Ask, Body, Marked, Order, Response, Review

S = TypeVar("S")


class Kind(Protocol[S]):
    """A module that knows one kind of question; mypy holds the dictionary in `grading` to it. `S` is its `Spec`."""

    KIND: str
    LABEL: str
    OPTIONS: frozenset[str]  # the keys of the front matter that belong to the kind
    PRACTICE_ONLY: bool  # may never count for a mark
    MUST_SHUFFLE: bool  # as written it would tell its key, so a quiz that does not shuffle shuffles it all the same
    NEEDS_MARKER: bool  # a person marks what was answered: `mark` gives nothing, whatever it says
    IS_ASKED: bool  # False for a text without a question: it earns no points, and no others earn none

    def read(self, body: Body, options: Mapping[str, object]) -> S:
        """The spec that a file holds. Raises ContentError."""

    def write(self, spec: S) -> tuple[str, dict[str, object]]:
        """The body and the options from which `read` makes an equal spec."""

    def dump(self, spec: S) -> dict[str, Any]:
        """The spec as JSON for the database."""

    def load(self, data: Mapping[str, Any]) -> S:
        """The spec from what `dump` made."""

    def rule(self, spec: S) -> str:
        """How it is marked: a sentence for the student, the same for every key."""

    def tokens(self, spec: S) -> int:
        """How many things are shuffled; 0 = none."""

    def ask(self, spec: S, order: Order) -> Ask:
        """What the student may see, shuffled by `order`, a permutation of range(tokens)."""

    def normalise(self, spec: S, raw: Response) -> Response:
        """The response in the one form in which it is stored. Raises ResponseError."""

    def is_answered(self, response: Response) -> bool:
        """Whether anything was given."""

    def mark(self, spec: S, response: Response) -> Marked:
        """The mark. Raises ResponseError for what `normalise` refuses."""

    def explain(self, spec: S, response: Response, *, with_key: bool, order: Order = ()) -> Review:
        """The rows of the review, as the student saw them. Without the key they are the same for every key."""
