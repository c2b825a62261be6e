"""Ana's account is closed in the middle of a quiz, by mistake: nothing she saved is lost, and later she goes on."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import AnswerEvent, Attempt
from tests.accounts.standing import change, disable
from tests.making import a_course
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, by_script, enrolled, give, kind_of, started, stored


def test_somebody_shut_out_in_mid_attempt_keeps_what_was_saved_and_goes_on_when_let_in_again(
    app: Flask, tmp_path: Path
):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    saved = by_script(page, RIGHT_WORDS[kind_of(page)])
    assert saved.status_code == 200
    disable(app, ANA)
    refused = by_script(page, RIGHT_WORDS[kind_of(page)])
    assert refused.status_code == 401, "the page then asks her to sign in, and keeps the answer"
    assert page.browser.get(page.address).heading == "Sign in"
    assert len(stored(app, select(AnswerEvent))) == 1
    assert stored(app, select(Attempt.submitted_at)) == [None]
    change(app, ANA, active=True)
    page = page.browser.get(page.address)
    give(page, RIGHT_WORDS[kind_of(page)], "Save and continue")
    page.browser.get(page.address.rpartition("/")[0] + "/check").submit("Submit quiz").says("1 of 9")
