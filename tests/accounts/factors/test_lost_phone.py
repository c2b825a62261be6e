"""Ben has lost phone and codes: Cora resets his second step, or whoever has the machine does, and he is told."""

from flask import Flask
from sqlalchemy import select

from app.accounts.factors.models import Authenticator, RecoveryCode
from app.platform.audit import AuditEvent
from tests.accounts.letters import letters
from tests.browser import Browser
from tests.people import ANA, BEN, CORA, PASSWORD, add, signed_in
from tests.second_steps import code_of, set_up
from tests.sitting import stored


def ready(app: Flask) -> Browser:
    add(app, BEN, PASSWORD)
    ben = Browser(signed_in(app, BEN))
    set_up(ben.get("/account/second-step"))
    return ben


def page_of(app: Flask, someone=BEN):
    return Browser(signed_in(app, CORA)).get(f"/admin/people/{add(app, someone)}")


def test_an_administrator_resets_it_and_he_sets_up_a_new_one(app: Flask, browser: Browser):
    ben = ready(app)
    page = page_of(app).says("an authenticator app", "10 recovery codes left").submit("Reset the second step")
    page.says(f"We have written to {BEN.email}", "None is set up.")
    assert ben.get("/my").heading == "Sign in"
    assert stored(app, select(Authenticator)) == stored(app, select(RecoveryCode)) == []
    assert "The school took all second steps away" in letters(app, BEN.email)[-1].text
    (event,) = stored(app, select(AuditEvent).where(AuditEvent.action == "reset second step"))
    assert (event.person_id, event.subject) == (add(app, CORA), f"person:{add(app, BEN)}")
    page = browser.get("/sign-in").submit("Sign in", email=BEN.email, password=PASSWORD)
    set_up(page).follow("Studio")


def test_it_asks_for_the_administrators_password_after_half_an_hour(app: Flask):
    ready(app)
    page = page_of(app)
    with page.browser.client.session_transaction() as session:
        session["fs_paa"] = 0
    assert page.submit("Reset the second step").heading == "Is it still you?"
    assert len(stored(app, select(Authenticator))) == 1


def test_nobody_resets_their_own_and_no_instructor_anybodys(app: Flask):
    code_of(app, CORA)
    assert "Reset the second step" not in page_of(app, CORA).text
    page = page_of(app, ANA)
    token = page.find("//main//form[1]//input[@name='csrf_token']").get("value")
    page.browser.post(f"/admin/people/{add(app, CORA)}", {"csrf_token": token, "do": "reset-second-step"}, 409)
    assert len(stored(app, select(Authenticator))) == 1


def test_whoever_has_the_machine_resets_it_at_the_terminal(app: Flask):
    ben = ready(app)
    done = app.test_cli_runner().invoke(args=["people", "reset-second-step", BEN.email])
    assert (done.exit_code, done.output.count("\n")) == (0, 1)
    assert "has no second step now" in done.output
    assert ben.get("/my").heading == "Sign in"
    assert stored(app, select(Authenticator)) == []
    (event,) = stored(app, select(AuditEvent).where(AuditEvent.action == "reset second step"))
    assert event.person_id is None
    missing = app.test_cli_runner().invoke(args=["people", "reset-second-step", "nobody@example.org"])
    assert missing.exit_code == 1


def test_staff_keep_one_and_students_need_not(app: Flask):
    ben = ready(app)
    page = ben.get("/account/second-step")
    page.submit("Remove the authenticator app", 409).says("Add another one first")
    ana = Browser(signed_in(app, ANA))
    page = set_up(ana.get("/account/second-step")).submit("Remove the authenticator app")
    page.says("works here no more").says_not("Recovery codes")
    assert "was removed from your account" in letters(app, ANA.email)[-1].text
    assert len(stored(app, select(RecoveryCode))) == 10, "Ben's"


def test_buttons_that_no_page_shows_do_nothing(app: Flask):
    ana = Browser(signed_in(app, ANA))
    token = ana.get("/account/second-step").find("//main//input[@name='csrf_token']").get("value")
    for do, status in (("", 422), ("all", 422), ("remove-passkey:1", 404), ("remove-passkey:x", 404), ("codes", 409),
                       ("remove-passkey:99999999999999", 404), ("remove-passkey:٣", 404)):  # fmt: skip
        ana.post("/account/second-step", {"csrf_token": token, "do": do}, status)
