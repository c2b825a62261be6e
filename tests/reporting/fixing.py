"""Ben at a wrong key: the small quiz, and the two steps of a correction."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Attempt
from tests.browser import Browser, Page
from tests.making import SLUG
from tests.people import BEN, signed_in
from tests.reporting.analysed import chooses
from tests.reporting.classes import sits
from tests.sitting import a_bank, stored

FIX = f"/studio/{SLUG}/quiz/strokes/questions/q-single-choice-1/fix"
COLD, WARM, WET = "0", "1", "2"
WHY = "Cold hands are right as well"
ATTEMPTS = select(Attempt).order_by(Attempt.id)
EMPTY = {"right": [], "reason": WHY}


def ben(app: Flask) -> Browser:
    """The browser of the instructor."""
    return Browser(signed_in(app, BEN))


def previewed(app: Flask, remedy: str, right: list[str] | None = None, **more: object) -> Page:
    """Ben looks at what it would change."""
    page = ben(app).get(FIX)
    fields = {"remedy": remedy, "reason": WHY} | ({} if right is None else {"right": right}) | more
    return page.submit("Preview who changes", fields=fields)


def applied(page: Page) -> Page:
    """He has looked, and means it."""
    return page.submit("Apply the correction", sure=True)


def results(app: Flask) -> list[tuple]:
    """What every attempt came to."""
    return [(one.earned, one.possible, one.passed) for one in stored(app, ATTEMPTS)]


def three(app: Flask, folder: Path, *choices: tuple[int | None, ...], **rules: object) -> None:
    """A quiz of three questions, each student with these choices; 1 is the key, two right ones pass."""
    a_bank(app, folder, 3, **{"draw": 3, "pass_mark": 60} | rules)
    for place, chosen in enumerate(choices):
        sits(app, place, chooses(*chosen))
