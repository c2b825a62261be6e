"""The small course with a question of every kind: the samples in the kinds' folders, so a new kind is here by itself.

publish_every_kind(app, tmp_path, preset="practice")
page = started(enrolled(app, ANA))
by_script(page, **answer_to(app, page))
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import select

import app.assessment.kinds
from app.assessment.forms import FIELDS, order_of
from app.assessment.grading import KINDS
from app.assessment.kinds.base import Response
from app.assessment.models import Answer, AnswerEvent, Attempt
from app.catalogue.content.questions import body_start
from app.platform.db import db
from tests.browser import Fields, Page
from tests.making import PICTURE, SLUG, course_files, publish_folder, write_files
from tests.people import ANA
from tests.sitting import attempt_of, by_script, enrolled, publish, quiz_toml, started, stored

ROOT = Path(app.assessment.kinds.__file__).parent
EVERY_KIND = sorted(KINDS)
ASKED = [kind for kind in EVERY_KIND if KINDS[kind].IS_ASKED]
FOLDER = f"{SLUG}/1-strokes"
BESIDE = "every-kind"
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 680"><title>A back</title>
<rect id="column" x="230" y="80" width="60" height="380" fill="#E7B5A0"/></svg>
"""
# What the samples say about the shipped course, in terms of the small one.
HERE = {
    r'(?m)^objective = ".*"$': 'objective = "strokes-1"',
    r'(?m)^passage = ".*"$': 'passage = "begin#long-and-light"',
    r"(?m)^sources = \[.*\]$": 'sources = ["a-document"]',
    r'(?m)^picture = ".*"$': f'picture = "{PICTURE}"',
    r"\[@[a-z-]+\]": "[@a-document]",
}
FOR_TESTS_ONLY = re.compile(r"^(?:other_key =|\[)", re.MULTILINE)  # from here on, the head is no question's


@dataclass(frozen=True)
class Sample:
    """What a kind's `sample.md` holds, as a question of the small course."""

    kind: str
    head: str
    stem: str
    body: str
    why: str
    other_body: str
    answers: tuple[tuple[Response, Fraction], ...]

    def text(self, *, other_key: bool = False, points: int | None = None, why: str = "") -> str:
        """The question's file. `other_key`: it looks the same and has another key."""
        head = self.head if points is None else re.sub(r"(?m)^points = \d+$", f"points = {points}", self.head)
        body = self.other_body if other_key and self.other_body else self.body
        return f"+++\n{head}+++\n\n{self.stem}\n\n{body}" + (f"\n\n## Why\n\n{why or self.why}" if self.why else "\n")


def _sample(kind: str) -> Sample:
    text = (ROOT / kind.replace("-", "_") / "sample.md").read_text(encoding="utf-8")
    for said, here in HERE.items():
        text = re.sub(said, here, text)
    _, head, rest = text.split("+++\n", maxsplit=2)
    told = tomllib.loads(head)
    question, _, why = rest.strip().partition("\n\n## Why\n\n")
    lines = question.splitlines()
    start = body_start(lines) if KINDS[kind].IS_ASKED else len(lines)
    answers = tuple((json.loads(one["response"]), Fraction(one["fraction"])) for one in told["sample"])
    stem, body = ("\n".join(part).strip() for part in (lines[:start], lines[start:]))
    kept = FOR_TESTS_ONLY.split(head)[0].partition("# For tests")[0].rstrip() + "\n"
    return Sample(
        kind, kept, stem, body, f"{why}\n" if why else "", _replied(told.get("other_key", "").strip()), answers
    )


def _replied(body: str) -> str:
    """With a reply under each wrong option that has none: a course wants one."""
    return re.sub(r"(?m)^(- \[ \] .+)$(?!\n    >)", "\\1\n    > A reply to be found nowhere.", body)


SAMPLES = {kind: _sample(kind) for kind in EVERY_KIND}


def every_kind_files(
    questions: dict[str, str] | None = None, without: Collection[str] = (), **quiz: object
) -> dict[str, str]:
    """The course's files with a question of every kind but `without`; `questions` (by name) replace or add some.

    The quiz is for practice, as one kind is for practice only; `shown_while=[]` has it keep quiet until the end.
    """
    rules = {"draw": len(set(ASKED) - set(without)), "pass_mark": 75, "preset": "practice"} | quiz
    files = course_files(quiz=quiz_toml(**rules))
    kept = {name: text for name, text in files.items() if "/questions/" not in name}
    texts = {kind: sample.text() for kind, sample in SAMPLES.items() if kind not in without} | (questions or {})
    return kept | {f"{FOLDER}/questions/{name}.md": text for name, text in texts.items()} | _picture()


def _picture() -> dict[str, str]:
    return {f"{FOLDER}/{PICTURE}": DRAWING}


def publish_every_kind(
    app: Flask, folder: Path, questions: dict[str, str] | None = None, without: Collection[str] = (), **quiz: object
) -> str:
    """Publish it; returns the course's address."""
    return publish(app, folder, every_kind_files(questions, without, **quiz))


def every_kind(app: Flask, **quiz: object) -> str:
    """Publish it as a course of its own beside others; returns its address."""
    with TemporaryDirectory() as folder:
        files = every_kind_files(**{"certainty": True} | quiz)
        moved = {
            name.replace(SLUG, BESIDE): text.replace(f"c-{SLUG}", f"c-{BESIDE}").replace("Warm hands", "Every kind")
            for name, text in files.items()
        }
        write_files(Path(folder), moved)
        return publish_folder(app, Path(folder) / BESIDE)


def kinds_on(app: Flask, attempt: str) -> dict[int, str]:
    """The kind of each question on the paper of an attempt."""
    with app.app_context():
        return {answer.number: answer.question.kind for answer, _ in _paper(attempt)}


def answer_to(app: Flask, page: Page, response: Response | None = None) -> Fields:
    """What the form of a question has to hold to give a response (default: the sample's first, which is right)."""
    attempt, number = page.address.split("/")[2:4]
    return {name: _as_sent(value) for name, value in form_data(app, attempt, int(number), response).items()}


def form_data(app: Flask, attempt: str, number: int, response: Response | None = None) -> dict[str, Any]:
    """The same as field name → value or values; choices that stay open are left out."""
    with app.app_context():
        answer, found = next(row for row in _paper(attempt) if row[0].number == number)
        kind = KINDS[answer.question.kind]
        given = SAMPLES[kind.KIND].answers[0][0] if response is None else response
        stored = kind.normalise(kind.load(answer.question.spec), given)
        data = FIELDS[kind.KIND].from_response(stored, order_of(answer, found))
    return {name: value for name, value in data.items() if value not in (None, [])}


def _paper(attempt: str) -> Iterator[tuple[Answer, Attempt]]:
    wanted = select(Answer, Attempt).join(Attempt, Attempt.id == Answer.attempt_id).order_by(Answer.number)
    yield from db.session.execute(wanted.where(Attempt.public_id == attempt))


def _as_sent(value: Any) -> str | list[str]:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def questions(app: Flask, first: Page) -> Iterator[tuple[str, Page]]:
    """Each question of the paper with its kind."""
    for number, kind in kinds_on(app, attempt_of(first)).items():
        yield kind, first.browser.get(f"/attempts/{attempt_of(first)}/{number}")


def all_answered(app: Flask, folder: Path, **quiz: object) -> Page:
    """Ana's attempt at a quiz of every kind, everything answered."""
    publish_every_kind(app, folder, **quiz)
    first = started(enrolled(app, ANA))
    for _, page in questions(app, first):
        assert by_script(page, **answer_to(app, page)).status_code == 200
    return first


def everything(app: Flask) -> list[list[tuple[Any, ...]]]:
    """All rows of all attempts."""
    return [
        sorted(tuple(str(getattr(row, column.key)) for column in table.__table__.columns) for row in rows)
        for table in (Attempt, Answer, AnswerEvent)
        for rows in [stored(app, select(table))]
    ]
