"""Grading: every kind of question by its name, and what one answer earns. Pure; exact fractions, never floats."""

from collections.abc import Mapping
from typing import Any

from app.assessment.kinds import Kind
from app.assessment.kinds.base import Marked, Response
from app.assessment.kinds.cloze import mark as cloze
from app.assessment.kinds.description import mark as description
from app.assessment.kinds.essay import mark as essay
from app.assessment.kinds.hotspot import mark as hotspot
from app.assessment.kinds.mark_words import mark as mark_words
from app.assessment.kinds.matching import mark as matching
from app.assessment.kinds.multiple_response import mark as multiple_response
from app.assessment.kinds.numerical import mark as numerical
from app.assessment.kinds.ordering import mark as ordering
from app.assessment.kinds.short_answer import mark as short_answer
from app.assessment.kinds.single_choice import mark as single_choice
from app.assessment.kinds.true_false import mark as true_false

__all__ = ["KINDS", "Kind", "Marked", "mark"]

KINDS: Mapping[str, Kind[Any]] = {
    "single-choice": single_choice,
    "multiple-response": multiple_response,
    "true-false": true_false,
    "short-answer": short_answer,
    "numerical": numerical,
    "cloze": cloze,
    "matching": matching,
    "ordering": ordering,
    "hotspot": hotspot,
    "mark-words": mark_words,
    "essay": essay,
    "description": description,
}


def mark(kind: str, spec: Mapping[str, Any], response: Response | None) -> Marked:
    """Mark a stored response (None: never answered) to a question whose spec is stored as JSON."""
    module = KINDS[kind]
    return module.mark(module.load(spec), response or {})
