"""The course of the month stands at the top of the front page, from its first day to its last."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.platform import clock
from tests.browser import Browser
from tests.catalogue.publishing import another_course
from tests.people import BEN, signed_in
from tests.teaching.running import STUDIO, run_by_ben

DAYS = {"featured_from": "2027-03-01", "featured_until": "2027-03-31"}


def front(browser: Browser, monkeypatch: pytest.MonkeyPatch, month: int, day: int, hour: int = 17):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, month, day, hour, tzinfo=UTC))
    return browser.get("/")


def test_a_featured_course_stands_first_from_its_day_to_its_last(
    app: Flask, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    ben = run_by_ben(app, tmp_path)
    another_course(app, tmp_path / "b", "oil", "Oil and lotion")
    ben.get(f"{STUDIO}/admission").submit("Save", fields=DAYS)
    front(browser, monkeypatch, 2, 28).says_not("Course of the month")
    for month, day, hour in ((3, 1, 17), (3, 31, 17), (4, 1, 3)):  # the last: still March at the school
        page = front(browser, monkeypatch, month, day, hour)
        page.says("Course of the month Warm hands", "Featured until 31 March 2027", "Free courses Oil and lotion")
    front(browser, monkeypatch, 4, 1).says("Free courses Oil and lotion").says_not("Course of the month")
    ben = Browser(signed_in(app, BEN))  # the session of November is over
    ben.get(f"{STUDIO}/admission").submit("Save", featured_from="", featured_until="")
    front(browser, monkeypatch, 3, 15).says_not("Course of the month")


def test_one_day_alone_or_in_the_wrong_order_is_said(app: Flask, tmp_path: Path):
    page = run_by_ben(app, tmp_path).get(f"{STUDIO}/admission")
    page.submit("Save", 422, featured_from="2027-03-01").says("Enter both days, or neither.")
    page.submit("Save", 422, featured_from="2027-03-31", featured_until="2027-03-01").says("before the first")
    page = page.submit("Save", 422, featured_from="soon", featured_until="2027-03-01").says("Enter a date")
    assert page.find("//input[@name='featured_from']").get("value") == "soon"


def test_a_closed_course_is_not_among_the_free_ones(app: Flask, tmp_path: Path, browser: Browser):
    ben = run_by_ben(app, tmp_path)
    ben.get(f"{STUDIO}/admission").submit("Save", admission="closed")
    browser.get("/").says_not("Warm hands")
    browser.get("/courses").says("Warm hands", "closed to new students")
