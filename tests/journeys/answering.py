"""Answers to give at a real browser, with the key read from the database: students in stories must know it somehow."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.assessment.forms import order_of
from app.assessment.grading import KINDS
from app.assessment.kinds.all_fields import FIELDS
from app.assessment.kinds.numbers import read_accepted
from app.assessment.models import Answer, AnswerEvent, Attempt
from app.platform.db import db

ADDRESS = re.compile(r"/attempts/(?P<attempt>\w+)/(?P<number>\d+)")
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
ESSAY = "Numb thighs are a sign of pressed nerves.\n\nPlease see a physician today."
Data = Mapping[str, Any]  # field name -> value, or values, as the page's form has them


def chosen(spec: Any, *, right: bool) -> list[int]:
    """The places of the options that are right, or of those that are not."""
    return [place for place, option in enumerate(spec.options) if option.right == right]


def text_of(spec: Any, *, right: bool) -> dict[str, object]:
    """A text that is accepted, or one that nobody would."""
    accepted = next(answer.text for answer in spec.answers if answer.right)
    return {"text": accepted.replace("*", "") if right else "I do not know"}


def number_of(spec: Any, *, right: bool) -> dict[str, object]:
    """The first number that is accepted, or one far away."""
    accepted = next(read_accepted(answer.text).low for answer in spec.answers if answer.right)
    return {"text": str(float(accepted) if right else -987654321)}


def pairs_of(spec: Any, *, right: bool) -> dict[str, object]:
    """Every left side with what belongs to it, or with its neighbor."""
    places = [spec.rights.index(pair.right) + (not right) for pair in spec.pairs]
    return {"pairs": {str(left): place % len(spec.rights) for left, place in enumerate(places)}}


def positions_of(spec: Any, *, right: bool) -> dict[str, object]:
    """The items in their order, or the other way round."""
    places = list(range(1, len(spec.steps) + 1))
    return {"positions": places if right else places[::-1]}


def gaps_of(spec: Any, *, right: bool) -> dict[str, object]:
    """In every gap what belongs there, or what does not."""
    found = {}
    for place, gap in enumerate(spec.gaps):
        chosen_from = [answer.text for answer in gap.answers if answer.right == right]
        number = number_of(gap, right=right)["text"] if gap.kind == "number" else ""
        found[str(place)] = number or (chosen_from[0] if gap.kind == "choice" else text_of(gap, right=right)["text"])
    return {"gaps": found}


RESPONSES: dict[str, Callable[..., dict[str, object]]] = {
    "single-choice": lambda spec, right: {"choice": chosen(spec, right=right)[0]},
    "true-false": lambda spec, right: {"choice": chosen(spec, right=right)[0]},
    "multiple-response": lambda spec, right: {"choices": chosen(spec, right=right)},
    "short-answer": text_of,
    "numerical": number_of,
    "matching": pairs_of,
    "ordering": positions_of,
    "cloze": gaps_of,
    "hotspot": lambda spec, right: {"choice": chosen(spec, right=right)[0]},
    "mark-words": lambda spec, right: {"words": chosen(spec, right=right)},
    "essay": lambda spec, right: {"text": ESSAY},
    "description": lambda spec, right: {},
}


def place_of(page: Page) -> tuple[str, int]:
    """The attempt and the number of the question that the page shows."""
    found = ADDRESS.search(page.url)
    assert found, f"{page.url} is no question"
    return found["attempt"], int(found["number"])


def answer_at(app: Flask, page: Page, *, right: bool = True) -> tuple[str, Data]:
    """The kind of the question on the page, and what its form has to hold to be right (or wrong)."""
    return answer_to(app, *place_of(page), right=right)


def answer_to(app: Flask, public_id: str, number: int, *, right: bool = True) -> tuple[str, Data]:
    """The same for any question of an attempt."""
    with app.app_context():
        attempt = db.session.scalar(select(Attempt).where(Attempt.public_id == public_id))
        assert attempt is not None
        answer = db.session.get_one(Answer, (attempt.id, number))
        kind, order = answer.question.kind, order_of(answer, attempt)
        response = RESPONSES[kind](KINDS[kind].load(answer.question.spec), right=right)
        return kind, FIELDS[kind].from_response(response, order)


def give(page: Page, data: Data, prefix: str = "") -> None:
    """Fill in the form as a person with a mouse: options are pressed on their words."""
    for name, value in ((prefix + name, value) for name, value in data.items()):
        field = page.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                page.locator("label.opt, label.word", has=page.locator(f'[name="{name}"][value="{one}"]')).click()
        elif field.evaluate("field => field.localName") == "select":
            field.select_option(str(value))
        else:
            field.fill(value)


def expect_saved(page: Page) -> None:
    """Wait until the page says that the answer is saved, with the time."""
    expect(page.locator(".saved")).to_have_text(SAVED)


def events_of(app: Flask, attempt: str, number: int) -> list[Data]:
    """Every response that was saved to one question, first to last."""
    wanted = select(AnswerEvent.response).join(Attempt, Attempt.id == AnswerEvent.attempt_id)
    wanted = wanted.where(Attempt.public_id == attempt, AnswerEvent.number == number).order_by(AnswerEvent.sequence)
    with app.app_context():
        return list(db.session.scalars(wanted))
