"""What a corrected key does to papers: how a question is marked then, and what becomes of a result. Pure, exact.

Every correction of a version of a question stays on record, in order. The last one decides: a question that was dropped
or given away is marked as before once its key is corrected after all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.assessment import grading
from app.assessment.grading import paper
from app.assessment.kinds.base import Marked, Response


class Remedy(StrEnum):
    """What is done about a wrong key."""

    ACCEPT_BOTH = "accept-both"  # the better of the marks by the key so far and by the new one
    NEW_KEY = "new-key"
    DROP = "drop"  # the question counts neither in what was earned nor in what was possible
    FULL_MARKS = "full-marks"


WITH_KEY = frozenset({Remedy.ACCEPT_BOTH, Remedy.NEW_KEY})


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction; `spec` is the question with its new key, as stored JSON, for the remedies that have one."""

    remedy: Remedy
    spec: Mapping[str, Any] | None = None


Fixes = Sequence[Fix]  # of one version of a question, oldest first


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt came to. `passed` is None while somebody still marks a part of it by hand."""

    earned: Fraction
    possible: int
    passed: bool | None

    @property
    def share(self) -> Fraction:
        """What was earned of what was possible."""
        return self.earned / self.possible if self.possible else Fraction(0)


def keys(spec: Mapping[str, Any], fixes: Fixes) -> tuple[Mapping[str, Any], ...]:
    """The keys in force, oldest first; the best for the student counts. `spec`: as the question was published."""
    found: tuple[Mapping[str, Any], ...] = (spec,)
    for fix in fixes:
        if fix.spec is not None:
            found = (fix.spec,) if fix.remedy is Remedy.NEW_KEY else (*found, fix.spec)
    return found


def mark(kind: str, spec: Mapping[str, Any], fixes: Fixes, response: Response | None) -> Marked | None:
    """Mark a response as the corrections have it; None for a question that does not count."""
    last = fixes[-1].remedy if fixes else None
    if last is Remedy.DROP:
        return None
    if last is Remedy.FULL_MARKS:
        return Marked(Fraction(1), ())
    return grading.mark(kind, best_key(kind, spec, fixes, response), response)


def best_key(kind: str, spec: Mapping[str, Any], fixes: Fixes, response: Response | None) -> Mapping[str, Any]:
    """The key by which the response earns most, the newest of several."""
    found = keys(spec, fixes)
    if len(found) == 1:
        return found[0]
    return max(reversed(found), key=lambda one: grading.mark(kind, one, response).fraction)


def points(kind: str, spec: Mapping[str, Any], fixes: Fixes, weight: int, response: Response | None) -> Fraction | None:
    """What a response earns of the question's points; None where it does not count."""
    marked = mark(kind, spec, fixes, response)
    return None if marked is None else weight * marked.fraction


def regraded(
    before: Result, weight: int, old: Fraction | None, new: Fraction | None, pass_mark: int, *, keep_passed: bool = True
) -> Result:
    """The result with one question's points changed from `old` to `new` (None: it does not count).

    `weight`: the points of the question. With `keep_passed`, whoever has passed keeps a result that would be lower.
    """
    earned = before.earned - (old or 0) + (new or 0)
    possible = before.possible - weight * (old is not None) + weight * (new is not None)
    passed = None if before.passed is None else paper.passed(earned, possible, pass_mark)
    after = Result(earned, possible, passed)
    if keep_passed and before.passed and (not passed or after.share < before.share):
        return before
    return after
