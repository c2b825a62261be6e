"""A correction that is not meant, not possible, or no longer what was looked at changes nothing."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Erratum
from app.platform.mail import OutboxMessage
from tests.browser import Browser
from tests.people import ANA, CORA, signed_in
from tests.reporting.analysed import chooses
from tests.reporting.classes import sits
from tests.reporting.fixing import COLD, EMPTY, FIX, WARM, applied, ben, previewed, results, three
from tests.sitting import attempt_of, enrolled, started, stored


def test_an_attempt_handed_in_meanwhile_shows_the_preview_again(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    page = previewed(app, "accept-both", [COLD])
    sits(app, 1, chooses(0, 1, 0))
    again = page.submit("Apply the correction", 409, sure=True).says("Results have changed since you looked")
    assert stored(app, select(Erratum)) == []
    again.says("2 results change")
    applied(again).says("2 results changed")


def test_applying_the_same_twice_is_refused_and_changes_nothing_more(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    page = previewed(app, "accept-both", [COLD])
    applied(page)
    page.submit("Apply the correction", 422, sure=True).says("This is the key already")
    assert len(stored(app, select(Erratum))) == len(stored(app, select(OutboxMessage))) == 1


def test_it_wants_to_be_meant(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    previewed(app, "drop").submit("Apply the correction", 422).says("Tick the box to say that you have looked")
    assert stored(app, select(Erratum)) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (EMPTY, "Choose what shall be done."),
        (EMPTY | {"remedy": "new-key"}, "Tick at least one option as right."),
        (EMPTY | {"remedy": "new-key", "right": [WARM]}, "This is the key already."),
        (EMPTY | {"remedy": "accept-both", "right": [WARM]}, "This is the key already."),
        (EMPTY | {"remedy": "drop", "reason": "no"}, "Enter a reason of 3 to 500 characters."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(app: Flask, tmp_path: Path, fields: dict, words: str):
    three(app, tmp_path, (0, 1, 0))
    ben(app).get(FIX).submit("Preview who changes", 422, fields=fields).says("There is a problem", words)


@pytest.mark.parametrize("forged", [{"right": "7"}, {"right": "x"}, {"remedy": "lower"}, {"fingerprint": "1" * 64}])
def test_forged_forms_change_nothing(app: Flask, tmp_path: Path, forged: dict):
    three(app, tmp_path, (0, 1, 0))
    before = results(app)
    page = previewed(app, "accept-both", [COLD])
    form = page.find("//main//form")
    data = dict(form.form_values()) | {"sure": "y", "go": "apply"} | forged
    page.browser.post(FIX, data, 409 if "fingerprint" in forged else 422)
    assert (results(app), stored(app, select(Erratum))) == (before, [])


def test_what_is_not_there_is_not_found_and_students_stay_out(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0))
    cora = Browser(signed_in(app, CORA))
    cora.get(FIX)
    for address in (FIX.replace("1/fix", "9/fix"), FIX.replace("strokes", "nothing"), f"{FIX}?version=zz"):
        cora.get(address, 404)
    ana = enrolled(app, ANA)
    assert ana.client.get(FIX).status_code == 403
    assert attempt_of(started(ana))
