"""A quiz that very many sat is counted once in ten minutes, and at once when a key is corrected."""

from pathlib import Path

import pytest
from flask import Flask

from app.reporting.queries import counting
from tests.hours import Hours
from tests.reporting.analysed import ANALYSIS, ben, chooses
from tests.reporting.classes import sits
from tests.reporting.fixing import WARM, applied, previewed
from tests.sitting import a_bank
from tests.statements import counted

KEPT = "counted once in ten minutes"


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people are many."""
    monkeypatch.setattr(counting, "MANY", 2)


def counting_statements(app: Flask) -> int:
    """How many statements went through the attempts and answers when the page was looked at."""
    browser = ben(app)
    with counted(app) as statements:
        browser.get(ANALYSIS)
    return sum("GROUP BY attempts." in one or "GROUP BY answers." in one for one in statements)


def test_few_are_counted_at_every_look(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    sits(app, 1, chooses(1))
    ben(app).get(ANALYSIS).says("1 student has").says_not(KEPT)
    sits(app, 2, chooses(1))
    assert counting_statements(app) == 2
    ben(app).get(ANALYSIS).says("2 students have").says_not(KEPT)


@pytest.mark.usefixtures("many")
def test_many_are_counted_once_in_ten_minutes_and_the_page_says_when(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    for place in (1, 2):
        sits(app, place, chooses(1))
    ben(app).get(ANALYSIS).says("2 students have", KEPT)
    sits(app, 3, chooses(1))
    assert counting_statements(app) == 0
    page = ben(app).get(ANALYSIS).says("2 students have")
    page.follow("Which hands begin session 1?").says("Takers 2")


@pytest.mark.usefixtures("many")
def test_after_ten_minutes_it_is_counted_again(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hours = Hours(monkeypatch)
    a_bank(app, tmp_path, 1, draw=1)
    for place in (1, 2):
        sits(app, place, chooses(1))
    ben(app).get(ANALYSIS).says("2 students have")
    sits(app, 3, chooses(1))
    hours.go_by(minutes=11)
    ben(app).get(ANALYSIS).says("3 students have", KEPT)


@pytest.mark.usefixtures("many")
def test_a_corrected_key_shows_at_once(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 1, draw=1)
    for place in (1, 2):
        sits(app, place, chooses(0))
    ben(app).get(ANALYSIS).says("0.0")
    applied(previewed(app, "accept-both", ["0", WARM]))
    ben(app).get(ANALYSIS).says("100.0").says_not("0.0%,")
