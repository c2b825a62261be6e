"""Ben at his studio, with nothing but forms: the small course is open before him."""

from pathlib import Path

from flask import Flask

from tests.browser import Browser, Page
from tests.drafting import opened
from tests.making import SLUG, a_course
from tests.people import BEN, Someone, signed_in

STUDIO = f"/studio/{SLUG}"


def ben(app: Flask, who: Someone = BEN) -> Browser:
    """His browser."""
    return Browser(signed_in(app, who))


def writing(app: Flask, folder: Path, **changes: str) -> Page:
    """Ben has the small course open in the studio; its outline."""
    a_course(app, folder, **changes)
    opened(app)
    return ben(app).get(STUDIO)


def titles(page: Page) -> list[str]:
    """The lessons and quizzes of the outline, in order."""
    return [" ".join(one.split()) for one in page.tree.xpath("//section//ul[@class='outline']/li/p/a/text()")]
