"""How long a lesson was really read is measured for the hours a course may claim, and nobody can make time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.learning.models import ReadingTime
from app.learning.rules import LONGEST_TOLD, seconds_believed
from tests.browser import Browser
from tests.hours import Hours
from tests.making import SLUG, a_course
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, stored
from tests.together import together

LESSON = f"/learn/{SLUG}/begin"
SECONDS = select(ReadingTime.seconds)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


@pytest.fixture
def ana(app: Flask, tmp_path: Path) -> Browser:
    a_course(app, tmp_path)
    return enrolled(app, ANA)


def token(browser: Browser) -> str:
    return str(browser.get(LESSON).find("//form[@data-reading]//input[@name='csrf_token']").get("value"))


def tells(browser: Browser, seconds: object, status: int = 204) -> None:
    """The page tells, as reading.js does."""
    address = browser.get(LESSON).find("//form[@data-reading]").get("data-reading")
    answer = browser.client.post(address, data={"seconds": seconds, "csrf_token": token(browser)})
    assert answer.status_code == status


def test_what_the_page_tells_is_added_up(app: Flask, ana: Browser, hours: Hours):
    tells(ana, 60)
    hours.go_by(seconds=61)
    tells(ana, 60)
    hours.go_by(hours=20)
    tells(ana, 7)
    assert stored(app, SECONDS) == [127]


def test_no_more_is_believed_than_went_by(app: Flask, ana: Browser, hours: Hours):
    tells(ana, 99_999)
    assert stored(app, SECONDS) == [LONGEST_TOLD]
    hours.go_by(seconds=10)
    tells(ana, 60)  # two windows of one lesson
    assert stored(app, SECONDS) == [LONGEST_TOLD + 10]
    tells(ana, 60)
    assert stored(app, SECONDS) == [LONGEST_TOLD + 10]


@pytest.mark.parametrize("odd", ["", "x", "-5", "0", "1e9", "9" * 30])
def test_nonsense_breaks_nothing(app: Flask, ana: Browser, odd: str):
    tells(ana, odd)
    assert sum(stored(app, SECONDS)) <= LONGEST_TOLD


def test_only_whoever_takes_the_course_is_noted(app: Flask, ana: Browser):
    dee = Browser(signed_in(app, DEE))
    csrf = dee.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    assert dee.client.post(f"{LESSON}/time", data={"seconds": 60, "csrf_token": csrf}).status_code == 404
    assert ana.client.post(f"{LESSON}/time", data={"seconds": 60}).status_code == 400, "forged"
    assert stored(app, SECONDS) == []


def test_two_windows_that_tell_at_once_count_once(app: Flask, ana: Browser, hours: Hours):
    windows = [Browser(signed_in(app, ANA)) for _ in range(3)]
    given = [(one.client, {"seconds": 60, "csrf_token": token(one)}) for one in windows]

    def tell(client: FlaskClient, data: dict[str, object]) -> Callable[[], int]:
        return lambda: client.post(f"{LESSON}/time", data=data).status_code

    assert together([tell(*one) for one in given]) == [204] * 3
    assert stored(app, SECONDS) == [60]


@given(st.integers(-(10**30), 10**30), st.none() | st.floats(0, 1e9))
def test_what_is_believed_is_never_more_than_was_told_or_passed(told: int, passed: float | None):
    found = seconds_believed(told, passed)
    assert 0 <= found <= LONGEST_TOLD
    assert found <= max(0, told)
    assert passed is None or found <= passed
