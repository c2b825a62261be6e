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
    rows = [_question(unit.course_id, question) for question in questions]
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


def _question(course_id: int, question: QuestionText) -> Question:
    """This version of the question: the one that is there already, or a new row."""
    file = question.file
    fields: dict[str, Any] = {
        "kind": file.kind, "points": file.points, "stem": file.stem, "spec": question.spec, "why": question.why,
        "objective": file.objective, "passage": file.passage, "use": file.use, "style": file.style,
    } | ({"tags": list(file.tags)} if file.tags else {})  # fmt: skip
    fields |= {"pictures": list(question.pictures)} if question.pictures else {}
    content_hash = _hash(fields)
    found = queries.question_version(course_id, file.id, content_hash)
    if found:
        return found
    row = Question(course_id=course_id, key=file.id, content_hash=content_hash, **fields)
    db.session.add(row)
    db.session.flush()
    return row


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
