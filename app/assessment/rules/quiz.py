"""The rules of a quiz as one value. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.assessment.rules.sight import NOTHING, PRESETS, Matrix, Moment, matrix
from app.assessment.rules.standing import Counts

LEAST_OF_A_TOPIC = {"final": 2}  # a final test asks at least two questions of each module; others one of an objective


@dataclass(frozen=True, slots=True)
class Pool:
    """A part of the draw: `draw` questions that carry a label, `objective:…` or `tag:…`."""

    label: str
    draw: int


@dataclass(frozen=True, slots=True)
class QuizRules:
    """What an author decided beyond the simplest: times are minutes, 0 is "none"."""

    minutes: int = 0
    cool_down: int = 0
    opens: datetime | None = None
    closes: datetime | None = None
    counts: Counts = Counts.BEST
    is_sequential: bool = False
    is_on_one_page: bool = False  # all questions, instead of a page each
    asks_certainty: bool = False
    pools: tuple[Pool, ...] = ()
    shown: Matrix = field(default_factory=lambda: PRESETS["check"])

    @property
    def shows_at_once(self) -> bool:
        """Whether a student may have each answer checked while the attempt goes on."""
        return self.shown[Moment.WHILE] != NOTHING


def rules_of(preset: str, stored: Mapping[str, Any]) -> QuizRules:
    """The rules from what a quiz's file says beyond its preset, as JSON (dates in ISO form)."""
    return QuizRules(
        minutes=stored.get("minutes", 0),
        cool_down=stored.get("cool_down", 0),
        opens=_moment(stored.get("opens")),
        closes=_moment(stored.get("closes")),
        counts=Counts(stored.get("counts", Counts.BEST)),
        is_sequential=stored.get("order") == "sequential",
        is_on_one_page=stored.get("on_a_page") == "all",
        asks_certainty=stored.get("certainty", False),
        pools=tuple(Pool(label, draw) for label, draw in stored.get("pools", ())),
        shown=matrix(preset, stored.get("review", {})),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
