"""Filling in the evaluation of a course: what was answered and who answered are written apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.certificates.models import ClaimGate, EvaluationResponse
from app.certificates.queries import Standing
from app.certificates.rules import Gate
from app.platform import ids
from app.platform.db import db


def evaluate(standing: Standing, answers: Mapping[str, Any], now: datetime) -> bool:
    """Keep the answers, and apart from them that this student gave some; a second time nothing is kept.

    The answers carry no name, no certificate and no time but the year, and there is no line in the audit log: the
    gate is the only thing that says that this student evaluated the course. Returns whether they were kept.
    """
    gate = ClaimGate(
        enrolment_id=standing.enrolment.id, scope=standing.scope, gate=Gate.EVALUATED.value, passed_at=now, details={}
    )
    try:
        with db.session.begin_nested():
            db.session.add(gate)
    except IntegrityError:  # sent twice
        return False
    revision = standing.enrolment.revision_id
    db.session.add(EvaluationResponse(id=ids.public_id(), revision_id=revision, year=now.year, answers=dict(answers)))
    return True
