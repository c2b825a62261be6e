"""A wrong key looked at: what people answered, and what a correction would change for whom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.assessment import actions
from app.assessment.actions import Correction, Plan
from app.assessment.grading import KINDS, parts, regrade, rekey
from app.assessment.models import Question
from app.assessment.queries import Change, running_with, sittings_of
from app.reporting import queries
from app.reporting.queries import FaultyQuestion

MOST_LINES = 200
MOST_TYPED = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would do: the counts, and its first lines, those that weigh most at the top."""

    plan: Plan
    lines: Sequence[Change]
    serials: Mapping[int, Sequence[str]]
    running: int


@dataclass(frozen=True, slots=True)
class Given:
    """What people answered: a line of text, whether the key in force has it, how many; and the marks they got."""

    lines: Sequence[tuple[str, bool, int]]
    nothing: int
    marks: Sequence[int]  # how many earned all, a part, nothing; and how many have no mark
    source: str = ""  # the key as its author writes it, where there are no lines to tell


def preview(faulty: FaultyQuestion, correction: Correction) -> Preview:
    """Look at every attempt; keep what is shown."""
    question, plan = faulty.question, Plan()
    ranked: dict[int, list[Change]] = {rank: [] for rank in range(4)}
    for change in actions.planned(question, correction, sittings_of(question.id)):
        plan.add(change)
        lines = ranked[_rank(change)]
        if change.is_change and len(lines) < MOST_LINES:
            lines.append(change)
    shown = [change for lines in ranked.values() for change in lines][:MOST_LINES]
    serials = queries.serials_of({change.sat.enrolment_id for change in shown}, faulty.unit_id)
    return Preview(plan, shown, serials, running_with(question.id))


def _rank(change: Change) -> int:
    """What weighs most comes first: passes lost, passes won, results lowered, results raised."""
    if change.is_lost or change.is_won:
        return int(change.is_won)
    return 2 + (change.after.share >= change.before.share)


def given_to(faulty: FaultyQuestion) -> Given:
    """What people answered to this version, beside its key."""
    question = faulty.question
    newest = regrade.keys(question.spec, [one.fix for one in faulty.applied])[-1]
    marks, kind = _marks(question), KINDS[question.kind]
    if question.kind in rekey.TICKED:
        return _ticked(question, newest, marks)
    source = kind.write(kind.load(newest))[0]
    return _typed(question, newest, marks, source) if question.kind in rekey.TYPED else Given((), 0, marks, source)


def _marks(question: Question) -> list[int]:
    earned = queries.marks_given(question.id)
    full, unmarked = earned.get(question.points, 0), earned.get(None, 0)
    none = sum(count for points, count in earned.items() if points is not None and points <= 0)
    return [full, sum(earned.values()) - full - unmarked - none, none, unmarked]


def _ticked(question: Question, key: Mapping[str, Any], marks: Sequence[int]) -> Given:
    kind, places, nothing = KINDS[question.kind], Counter[Any](), 0
    for response, people in queries.answers_given(question.id):
        if kind.is_answered(response):
            places.update(dict.fromkeys(response.get("choices") or [response.get("choice")], people))
        else:
            nothing += people
    options = enumerate(rekey.options(question.kind, key))
    return Given([(text, right, places[at]) for at, (text, right) in options], nothing, marks)


def _typed(question: Question, key: Mapping[str, Any], marks: Sequence[int], source: str) -> Given:
    kind, texts, nothing = KINDS[question.kind], Counter[str](), 0
    for response, people in queries.answers_given(question.id):
        if kind.is_answered(response):
            texts[parts.TYPED[question.kind](str(response.get("text")))] += people
        else:
            nothing += people
    typed = parts.frequent(texts)[:MOST_TYPED]
    lines = [(text, kind.mark(kind.load(key), {"text": text}).fraction == 1, people) for text, people in typed]
    return Given(lines, nothing, marks, source)
