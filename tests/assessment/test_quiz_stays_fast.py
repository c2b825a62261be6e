"""A quiz asks the database the same few questions, however much was answered before and however large its bank is."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.assessment.long_ago import past_attempts
from tests.browser import Page
from tests.people import ANA, BEN, CORA, DEE
from tests.sitting import START, a_bank, attempt_of, by_script, enrolled, give, started
from tests.statements import counted


def asked(app: Flask, step: Callable[[], object]) -> int:
    with counted(app) as statements:
        step()
    return len(statements)


def costs(app: Flask, page: Page) -> dict[str, int]:
    """How many statements each step of an attempt takes, from its first question to its result."""
    browser, attempt = page.browser, attempt_of(page)
    found = {
        "question": asked(app, lambda: browser.get(page.address)),
        "save by script": asked(app, lambda: by_script(page, "Warm ones")),
        "save again": asked(app, lambda: by_script(page, "Warm ones")),
        "save by form": asked(app, lambda: give(browser.get(page.address), "Cold ones")),
        "check": asked(app, lambda: browser.get(f"/attempts/{attempt}/check")),
        "start page": asked(app, lambda: browser.get(START)),
    }
    check = browser.get(f"/attempts/{attempt}/check")
    found["submit and result"] = asked(app, lambda: check.submit("Submit quiz"))
    found["result"] = asked(app, lambda: browser.get(f"/attempts/{attempt}"))
    waiting = browser.get(START)
    found["start"] = asked(app, lambda: waiting.submit("Try again"))
    return found


def test_a_save_and_a_question_ask_at_most_six_things(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 5, draw=5)
    found = costs(app, started(enrolled(app, ANA)))
    assert found["save by script"] <= 6
    assert found["question"] <= 6
    assert found["save again"] <= found["save by script"]


def test_no_step_asks_more_when_much_was_answered_before(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 10, draw=5)
    ana, dee = enrolled(app, ANA), enrolled(app, DEE)
    past_attempts(app, DEE, 1)
    few = costs(app, started(dee))
    for someone in (BEN, CORA):
        enrolled(app, someone)
        past_attempts(app, someone, 100)
    past_attempts(app, ANA, 20)
    assert costs(app, started(ana)) == few


def test_no_step_asks_more_when_the_bank_or_the_paper_is_larger(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 5, draw=3)
    small = costs(app, started(enrolled(app, ANA)))
    a_bank(app, tmp_path, 60, draw=20)
    large = costs(app, started(enrolled(app, DEE)))
    assert large == small


def test_looking_twice_at_a_page_writes_nothing(app: Flask, tmp_path: Path):
    a_bank(app, tmp_path, 3, draw=3)
    ana = enrolled(app, ANA)
    page = started(ana)
    check = page.browser.get(f"/attempts/{attempt_of(page)}/check")
    addresses = [START, page.address, check.address]
    check.submit("Submit quiz")
    with counted(app) as statements:
        for address in [*addresses, f"/attempts/{attempt_of(page)}"]:
            ana.get(address)
    assert [one for one in statements if not one.startswith("SELECT")] == []
