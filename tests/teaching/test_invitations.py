"""Invitations: a letter to one address works once, for it alone; a link works for whoever has it."""

import logging
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.queries import hashed
from app.learning.models import CohortMember, Enrolment
from app.platform import clock
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from app.teaching.models import Invitation
from tests.accounts.letters import later, letters, link_in
from tests.browser import Browser, Page
from tests.making import COURSE
from tests.people import ANA, DEE, PASSWORD, add, signed_in
from tests.sitting import enrolled, stored
from tests.teaching.running import HOME, STUDIO, a_cohort, invites, invites_with_a_link, run_by_ben

INVITATIONS = f"{STUDIO}/invitations"
ENROLMENTS = select(Enrolment)
MASKED = "a•••@example.org"


def looked(ben: Browser, text: str) -> Page:
    """The preview of a pasted list."""
    return ben.get(INVITATIONS).submit("Look at the list", addresses=text)


def test_who_is_new_registers_from_the_letter_and_is_in(app: Flask, tmp_path: Path, browser: Browser):
    link = invites(app, run_by_ben(app, tmp_path), "Ana@Example.org")
    page = browser.get(link).says("You are invited", "Warm hands", MASKED)
    assert page.address == "/join/invitation"
    page = page.follow("Register and join").submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)
    assert page.submit("Join this course").says("You are in “Warm hands”.").address == HOME


def test_a_letter_speaks_the_language_of_its_course(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path, course=COURSE.replace('language = "en"', 'language = "es-MX"'))
    invites(app, ben, ANA.email)
    assert letters(app, ANA.email)[-1].subject == "Recibiste una invitación a «Warm hands»"


def test_who_has_an_account_only_signs_in(app: Flask, tmp_path: Path, browser: Browser):
    add(app, ANA, PASSWORD)
    page = browser.get(invites(app, run_by_ben(app, tmp_path), ANA.email)).follow("Sign in and join")
    page = page.submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.submit("Join this course").address == HOME


def test_who_is_signed_in_needs_one_press(app: Flask, tmp_path: Path):
    link = invites(app, run_by_ben(app, tmp_path), ANA.email)
    ana = Browser(signed_in(app, ANA))
    assert ana.get(link).submit("Join this course").address == HOME
    assert ana.get(link).address == HOME, "the letter still leads there"


def test_who_signs_in_by_another_way_still_finds_the_invitation(app: Flask, tmp_path: Path, browser: Browser):
    add(app, ANA, PASSWORD)
    browser.get(invites(app, run_by_ben(app, tmp_path), ANA.email))
    page = browser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.says("An invitation waits for you").follow("Look at it").submit("Join this course").address == HOME
    browser.get("/my").says_not("An invitation waits")


def test_a_wrong_account_is_told_kindly_and_can_change(app: Flask, tmp_path: Path):
    link = invites(app, run_by_ben(app, tmp_path), ANA.email)
    add(app, ANA, PASSWORD)
    dee = Browser(signed_in(app, DEE))
    page = dee.get(link).says("sent to another address", MASKED, DEE.email).says_not(ANA.email, "Join this course")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    dee.post("/join/invitation", {"csrf_token": token}).says("sent to another address")
    assert stored(app, ENROLMENTS) == []
    page = page.submit("Sign out and use another account").follow("Sign in and join")
    page = page.submit("Sign in", email=ANA.email, password=PASSWORD)
    assert page.submit("Join this course").address == HOME


def test_a_letter_works_once(app: Flask, tmp_path: Path, browser: Browser):
    link = invites(app, run_by_ben(app, tmp_path), ANA.email)
    Browser(signed_in(app, ANA)).get(link).submit("Join this course")
    browser.get(link, 410).says("It was used already").follow("Sign in")
    assert len(stored(app, ENROLMENTS)) == 1


def test_only_a_hash_is_kept_and_nothing_that_follows_carries_the_token(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    ben = run_by_ben(app, tmp_path)
    for link in (invites(app, ben, ANA.email), invites_with_a_link(ben)):
        token = link.rpartition("/")[2]
        assert len(token) >= 43
        answer = app.test_client().get(link)
        assert (answer.status_code, answer.location) == (302, "/join/invitation")
        assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == (
            "no-referrer",
            "no-store, private",
        )
        kept = [one.token_hash for one in stored(app, select(Invitation))]
        assert hashed(token) in kept
        assert token not in kept
        assert token not in ben.get(INVITATIONS).text, "a link is shown once"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.teaching.queries.invitation_with", _broken)
            assert app.test_client().get(link).status_code == 503
        assert token not in caplog.text


def _broken(_token: str) -> None:
    raise OSError("the disk is away")


def test_an_unknown_or_withdrawn_invitation_says_so(app: Flask, tmp_path: Path, browser: Browser):
    ben = run_by_ben(app, tmp_path)
    link = invites(app, ben, ANA.email)
    browser.get("/join/no-such-token", 410).says("We do not know this invitation.")
    waiting = Browser(signed_in(app, ANA)).get(link)
    ben.get(INVITATIONS).says("waits").submit(f"Withdraw: {ANA.email}").says("Ended: its link leads nowhere", "ended")
    waiting.submit("Join this course", 410).says("It was ended by who made it.")
    browser.get(link, 410)
    assert stored(app, ENROLMENTS) == []


def test_an_invitation_expires_and_inviting_again_renews_it(
    app: Flask, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    ben = run_by_ben(app, tmp_path)
    link = invites(app, ben, ANA.email, days="7")
    later(monkeypatch, days=8)
    browser.get(link, 410).says("It has expired.")
    ben.get(INVITATIONS).says("expired")
    renewed = invites(app, ben, ANA.email)
    assert len(stored(app, select(Invitation))) == 1
    browser.get(link, 410)
    browser.get(renewed).says("You are invited")


def test_sent_again_the_older_letter_ends_and_not_twice_within_a_moment(
    app: Flask, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    ben = run_by_ben(app, tmp_path)
    first = invites(app, ben, ANA.email)
    ben.get(INVITATIONS).submit(f"Send again: {ANA.email}").says("less than five minutes ago")
    assert len(letters(app, ANA.email)) == 1
    later(monkeypatch, minutes=6)
    ben.get(INVITATIONS).submit(f"Send again: {ANA.email}").says("Sent again")
    _first, second = letters(app, ANA.email)
    browser.get(first, 410).says("the newest letter")
    browser.get(link_in(second)).says("You are invited")


def test_a_link_works_for_whoever_has_it_until_it_is_ended(app: Flask, tmp_path: Path, browser: Browser):
    ben = run_by_ben(app, tmp_path)
    link = invites_with_a_link(ben, **{"link-cohort": str(a_cohort(app))})
    for someone in (ANA, DEE):
        Browser(signed_in(app, someone)).get(link).submit("Join this course").says("You are in “Spring”.")
    assert len(stored(app, select(CohortMember))) == 2
    page = ben.get(INVITATIONS).says("used 2 times")
    name = page.find("//button[@value='withdraw']").get("aria-label")
    page.submit(name).says("Ended")
    browser.get(link, 410)


def test_each_row_is_told_before_anything_is_sent(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    enrolled(app, DEE)
    invites(app, ben, "kim@example.org")
    text = f"lee@example.org\n{DEE.email}\nkim@example.org\nnobody\nlee@example.org"
    page = looked(ben, text).says("1 person would be invited", "takes the course already", "has an invitation already")
    page.says("Line 4", "not an e-mail address", "Line 5", "stands above already")
    assert letters(app, "lee@example.org") == []
    page.submit("Invite 1 person").says("1 invitation is on its way.")
    page.submit("Invite 1 person").says("0 invitations are on their way.")
    assert len(letters(app, "lee@example.org")) == 1
    assert len(letters(app, "kim@example.org")) == 1


def test_a_table_is_read_like_a_pasted_list(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    answer = send_table(ben, b"Name;E-mail\r\nAna;=1+1\r\nZo\xeb;zoe@example.org\r\n")
    assert answer.status_code == 200
    assert "Line 3" in answer.text
    assert "zoe@example.org" in answer.text
    assert "not an e-mail address" in answer.text
    for content, said in REFUSED.items():
        answer = send_table(ben, content)
        assert (answer.status_code, said in answer.text) == (422, True), said
    assert stored(app, select(Invitation)) == []


REFUSED = {
    b"": "no row with an address",
    b"PK\3\4\0": "cannot be read as a table",
    b"a" * 300_000: "larger than 256 KB",
    b"email\r\n": "no row with an address",
}


def send_table(ben: Browser, content: bytes):
    token = ben.get(INVITATIONS).tree.xpath("//input[@name='csrf_token']/@value")[0]
    data = {"csrf_token": token, "days": "14", "cohort": "0", "addresses": "", "table": (BytesIO(content), "list.csv")}
    return ben.client.post(INVITATIONS, data=data)


def test_a_list_that_was_tampered_with_sends_nothing(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    page = looked(ben, ANA.email)
    page.submit("Invite 1 person", rows="\n".join(f"p{number}@example.org" for number in range(501))).says(
        "Nothing was sent"
    )
    page.submit("Invite 1 person", cohort="77").says("Nothing was sent")
    assert stored(app, select(OutboxMessage)) == []


def test_of_two_accepting_at_once_one_address_comes_in_once(app: Flask, tmp_path: Path):
    """The count is a constraint: what the program forgot, the database refuses."""
    invites(app, run_by_ben(app, tmp_path), ANA.email)
    with app.app_context(), pytest.raises(Exception, match="an_address_once"), writing():
        db.session.execute(update(Invitation).values(uses=2, used_at=clock.now()))
