"""Ben looks at what Ana did at the small course's quiz, and gives her more than its rules allow."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Allowance
from app.platform.mail import OutboxMessage
from tests.browser import Browser, Page, Value
from tests.making import SLUG
from tests.people import ANA, BEN, Someone, add, signed_in
from tests.sitting import RIGHT_WORDS, WRONG_WORDS, a_bank, attempt_of, enrolled, give, stored

WHY = "The lights went out"
RIGHT, WRONG = RIGHT_WORDS["single-choice"], WRONG_WORDS["single-choice"]


def a_quiz(app: Flask, folder: Path, **rules: object) -> Browser:
    """Publish a quiz of three questions with these rules; Ana is enrolled."""
    a_bank(app, folder, 3, **{"draw": 3} | rules)
    return enrolled(app, ANA)


def failed(page: Page, *answers: object) -> Page:
    """Answer from this question on, and hand in."""
    for answer in answers or (WRONG,) * 3:
        page = give(page, answer)
    return page.browser.get(f"/attempts/{attempt_of(page)}/check").submit("Submit quiz")


def place_of(app: Flask, someone: Someone = ANA) -> str:
    """Where staff see somebody's attempts."""
    return f"/studio/{SLUG}/students/{add(app, someone)}/quiz/strokes"


def seen_by(app: Flask, teacher: Someone = BEN, student: Someone = ANA) -> Page:
    """The page as it is now."""
    return Browser(signed_in(app, teacher)).get(place_of(app, student))


def given(page: Page, button: str, what: str, status: int = 200, reason: str = WHY, **values: Value) -> Page:
    """Fill in one of the forms and send it."""
    return page.submit(
        button, status, fields={f"{what}-{name}": value for name, value in values.items()} | {f"{what}-reason": reason}
    )


def allowances(app: Flask) -> list[tuple[str, str, str]]:
    """What was given, in order."""
    return [(one.kind, one.value, one.reason) for one in stored(app, select(Allowance).order_by(Allowance.id))]


def letters(app: Flask) -> list[OutboxMessage]:
    """What waits to be sent."""
    return stored(app, select(OutboxMessage).order_by(OutboxMessage.id))
