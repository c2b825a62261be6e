"""Publishing a quiz: its rules and its bank, a new revision beside the earlier ones."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.assessment import queries
from app.assessment.models import Question, QuizQuestion, QuizRevision
from app.catalogue.content.parts import QuestionFile, QuizFile
from app.catalogue.models import Unit
from app.platform.db import db


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question ready to be published: its file, spec as JSON, rationale as HTML, and what the draw spreads over.

    `pictures`: those of its scene as SVG, in order.
    """

    file: QuestionFile
    spec: dict[str, Any]
    why: str
    topic: str = ""
    pictures: tuple[str, ...] = ()


def publish_quiz_revision(unit: Unit, quiz: QuizFile, questions: Sequence[QuestionText], now: datetime) -> QuizRevision:
    """Add the next revision of a quiz with its bank; when nothing changed, the newest one stays."""
    rows = _bank(unit.course_id, questions)
    rules: dict[str, Any] = {
        "title": quiz.title, "intro": quiz.intro.strip(), "preset": quiz.preset, "draw": quiz.draw,
        "pass_mark": quiz.pass_mark, "attempts_allowed": quiz.attempts, "shuffle": quiz.shuffle,
    } | ({"more": dict(quiz.more)} if quiz.more else {})  # fmt: skip
    topics = {row.id: question.topic for row, question in zip(rows, questions, strict=True)}
    content_hash = _hash([rules, sorted([row.key, row.content_hash, topics[row.id]] for row in rows)])
    newest = queries.latest_quiz_revision(unit.id)
    if newest and newest.content_hash == content_hash:
        return newest
    number = newest.number + 1 if newest else 1
    revision = QuizRevision(unit_id=unit.id, number=number, content_hash=content_hash, published_at=now, **rules)
    db.session.add(revision)
    db.session.flush()
    bank = [QuizQuestion(quiz_revision_id=revision.id, question_id=id_, topic=topic) for id_, topic in topics.items()]
    db.session.add_all(bank)
    return revision


def _bank(course_id: int, questions: Sequence[QuestionText]) -> list[Question]:
    """These versions of the questions, in order: those that are there already, or new rows."""
    wanted = [_question(course_id, question) for question in questions]
    known = queries.question_versions(course_id, [one.content_hash for one in wanted])
    rows = [known.get((one.key, one.content_hash), one) for one in wanted]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def _question(course_id: int, question: QuestionText) -> Question:
    """This version of the question, as a new row."""
    file = question.file
    fields: dict[str, Any] = {
        "kind": file.kind, "points": file.points, "stem": file.stem, "spec": question.spec, "why": question.why,
        "objective": file.objective, "passage": file.passage, "use": file.use, "style": file.style,
    } | ({"tags": list(file.tags)} if file.tags else {})  # fmt: skip
    fields |= {"pictures": list(question.pictures)} if question.pictures else {}
    return Question(course_id=course_id, key=file.id, content_hash=_hash(fields), **fields)


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
