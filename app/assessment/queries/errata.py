"""Corrections of keys: those in force, and what each has changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from app.assessment.grading.regrade import Fix, Fixes, Remedy
from app.assessment.models import Answer, Erratum, Regrade
from app.platform.db import db

# Built once, since every hand-in asks it.
FIXES = (
    select(Erratum.question_id, Erratum.remedy, Erratum.new_spec)
    .where(Erratum.question_id.in_(bindparam("questions", expanding=True)))
    .order_by(Erratum.id)
)


def fixes_of(question_ids: Collection[int]) -> Mapping[int, Fixes]:
    """The corrections of these versions of questions, oldest first; most have none."""
    found: defaultdict[int, list[Fix]] = defaultdict(list)
    for question, remedy, spec in db.session.execute(FIXES, {"questions": list(question_ids)}):
        found[question].append(Fix(Remedy(remedy), spec))
    return found


def errata_of(question_id: int) -> Sequence[Erratum]:
    """The corrections of one version, oldest first."""
    return db.session.scalars(select(Erratum).where(Erratum.question_id == question_id).order_by(Erratum.id)).all()


class Note(NamedTuple):
    """A correction that touches a question of an attempt, and what it changed there; None if nothing."""

    number: int
    erratum: Erratum
    regrade: Regrade | None


def notes_on(attempt_id: int) -> list[Note]:
    """The corrections of the questions on a paper, in its order."""
    rows = db.session.execute(
        select(Answer.number, Erratum, Regrade)
        .join(Erratum, Erratum.question_id == Answer.question_id)
        .outerjoin(Regrade, (Regrade.erratum_id == Erratum.id) & (Regrade.attempt_id == Answer.attempt_id))
        .where(Answer.attempt_id == attempt_id)
        .order_by(Answer.number, Erratum.id)
    )
    return [Note(*row) for row in rows]


def fixes_in(notes: Sequence[Note]) -> Mapping[int, Fixes]:
    """The corrections among the notes on a paper, by the number of the question."""
    found: defaultdict[int, list[Fix]] = defaultdict(list)
    for note in notes:
        found[note.number].append(Fix(Remedy(note.erratum.remedy), note.erratum.new_spec))
    return found
