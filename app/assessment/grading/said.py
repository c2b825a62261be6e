"""What somebody answered, in words, for people who read a paper back. Pure; tells nothing of the key."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.assessment import grading
from app.assessment.kinds.base import Response, Row

# Kinds whose rows are the author's Markdown; all others repeat what was typed, which is none.
AUTHORED = frozenset({"single-choice", "multiple-response", "true-false", "hotspot", "matching", "ordering"})


class Said(NamedTuple):
    """A line of it. `is_markdown`: an author's text; what was typed is shown as it is."""

    text: str
    is_markdown: bool = False


def said(kind: str, spec: Mapping[str, Any], response: Response | None) -> list[Said]:
    """A line for each thing that was chosen, placed or typed; none for no answer."""
    module = grading.KINDS[kind]
    if not response or not module.is_answered(response):
        return []
    rows = module.explain(module.load(spec), response, with_key=False).rows
    return [_line(kind, row) for row in rows if row.chosen]


def _line(kind: str, row: Row) -> Said:
    if kind == "cloze":
        return Said(f"({row.text}) {row.given}", getattr(row, "kind", "") == "choice")
    if kind == "ordering":
        return Said(f"{row.given}. {row.text}", is_markdown=True)
    return Said(f"{row.text}: {row.given}" if row.given else row.text, kind in AUTHORED)
