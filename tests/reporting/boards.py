"""A school that reports: its boards.toml, and Ana with a certificate of a course that claims hours."""

from pathlib import Path

from flask import Flask

from tests.browser import Browser
from tests.certificates.claiming import COURSE, complete, to_claim, with_licence
from tests.making import COURSE as COURSE_FILE
from tests.making import course_files
from tests.people import ANA, Someone
from tests.sitting import enrolled, publish

BOARDS = """\
[ce_broker]
provider = "12345"
courses = { c-warm-hands = "678901" }
professions = { "FL massage" = "MA" }
"""


def a_school(app: Flask, folder: Path, boards: str = BOARDS, hours: str = "1.25") -> None:
    """Publish the course with hours, and write boards.toml."""
    publish(app, folder, course_files(course=COURSE_FILE.replace('claimed = "0"', f'claimed = "{hours}"')))
    write_boards(app, boards)


def write_boards(app: Flask, text: str) -> None:
    """Put boards.toml into the data folder, which a school on PostgreSQL may not have yet."""
    data = app.extensions["settings"].data
    data.mkdir(parents=True, exist_ok=True)
    (data / "boards.toml").write_text(text)


def reportable(app: Flask, someone: Someone = ANA, number: str = "MA 0012", *, agrees: bool = True) -> Browser:
    """Somebody who finished the course, and claimed with a license."""
    browser = with_licence(enrolled(app, someone), number)
    complete(app, someone, "lesson", "quiz")
    to_claim(browser).submit("Issue my certificate", name=someone.name, attest=True, may_report=agrees)
    browser.get(COURSE).says("This certifies that")
    return browser
