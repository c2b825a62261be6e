"""No other door leads past the second step: links, a new password, old sessions, cookies that remember."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.accounts.administration import actions as administration
from app.accounts.models import Person, SignIn
from app.accounts.queries import person_by_email
from app.accounts.rules import Role
from app.catalogue.queries import may_do_at
from app.catalogue.rules import Right
from app.platform import clock
from app.platform.transactions import writing
from tests.accounts.factors.test_second_step import at_second_step
from tests.accounts.letters import letters, link_in
from tests.accounts.test_sign_in_link import link_for, twice
from tests.browser import Browser
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, CORA, PASSWORD, add, signed_in
from tests.second_steps import code_of, set_up
from tests.sitting import stored

NEW = "slow hands, warm strokes"


def test_a_one_time_link_asks_for_it_too(app: Flask, browser: Browser):
    code = code_of(app, CORA)
    page = browser.get(link_for(app, CORA)).submit("Sign in")
    assert page.heading == "One more step"
    assert stored(app, select(SignIn)) == []
    assert browser.get("/admin").heading == "Sign in"
    page = browser.get(link_for(app, CORA)).submit("Sign in")
    assert page.submit("Sign in", code=code).heading == "Account"
    assert browser.get("/admin").heading == "People"


def test_whoever_was_signed_in_when_somebody_elses_link_was_opened_is_signed_out(app: Flask):
    code_of(app, CORA)
    ana = Browser(signed_in(app, ANA))
    ana.get(link_for(app, CORA)).submit("Sign in")
    assert stored(app, select(SignIn)) == []


def test_a_new_password_by_mail_asks_for_it(app: Flask, browser: Browser):
    code = code_of(app, BEN)
    browser.get("/reset-password").submit("Send the link", email=BEN.email)
    page = browser.get(link_in(letters(app, BEN.email)[-1]))
    page = page.submit("Change password", fields={"password": NEW, "password_confirm": NEW})
    assert page.heading == "Sign in"
    page = page.submit("Sign in", email=BEN.email, password=NEW)
    assert page.heading == "One more step"
    assert page.submit("Sign in", code=code).follow("Studio").heading == "Studio"


def test_a_new_password_between_the_two_steps_ends_the_first(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    code = code_of(app, BEN)
    page, owner = at_second_step(app, Browser(app.test_client())), browser
    owner.get("/reset-password").submit("Send the link", email=BEN.email)
    reset = owner.get(link_in(letters(app, BEN.email)[-1]))
    reset.submit("Change password", fields={"password": NEW, "password_confirm": NEW})
    assert page.submit("Sign in", code=code).heading == "Sign in"
    assert stored(app, select(SignIn)) == []


def test_a_cookie_that_remembers_signs_nobody_in(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    code = code_of(app, BEN)
    page = browser.get("/sign-in")
    token = page.find("//main//form[@action='/sign-in']//input[@name='csrf_token']").get("value")
    data = {"email": BEN.email, "password": PASSWORD, "remember": "y", "csrf_token": token}
    browser.post("/sign-in", data).submit("Sign in", code=code)
    cookie = browser.client.get_cookie("remember_token")
    thief = app.test_client()
    if cookie is not None:
        thief.set_cookie("remember_token", cookie.value, domain="localhost")
    assert thief.get("/account").status_code == 302


def test_a_session_from_before_teaches_nothing_when_somebody_becomes_an_instructor(app: Flask):
    ana = Browser(signed_in(app, ANA, is_proved=False))
    make(app, Role.INSTRUCTOR)
    assert ana.get("/studio").heading == "Second step"
    assert ana.get("/my").heading == "My courses"
    set_up(ana.get("/account/second-step"))
    assert ana.get("/studio").heading == "Studio"


def test_who_removed_the_last_one_as_a_student_begins_anew_as_an_instructor(app: Flask):
    ana = Browser(signed_in(app, ANA, is_proved=False))
    set_up(ana.get("/account/second-step")).submit("Remove the authenticator app")
    make(app, Role.INSTRUCTOR)
    assert ana.get("/studio").heading == "Second step"


def make(app: Flask, role: Role) -> None:
    number = add(app, ANA)
    with app.app_context(), writing():
        administration.give_role(number, role, clock.now(), None)


def test_a_session_that_passed_none_changes_none_where_there_is_one(app: Flask):
    """It cannot come about, since the first one ends all others; were it to, it would be the way around."""
    code_of(app, BEN)
    ben = Browser(signed_in(app, BEN, is_proved=False))
    for way in ("authenticator", "passkey"):
        ben.get(f"/account/second-step/{way}", 403).says("Sign out, and in again with your second step")
    assert ben.get("/studio").heading == "Second step"


def test_a_new_password_keeps_what_this_session_has_passed(app: Flask):
    add(app, BEN, PASSWORD)
    ben = Browser(signed_in(app, BEN))
    ben.get("/account/password").submit("Change password", password=PASSWORD, fields=twice(NEW))
    assert ben.get("/studio").heading == "Studio"
    assert stored(app, select(Person.email).where(Person.email == BEN.email)) == [BEN.email]


def test_rights_in_a_course_wait_for_it_too(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    add(app, CORA)
    with app.app_context():
        for someone in (BEN, CORA):
            person = person_by_email(someone.email)
            assert may_do_at(person, Right.TEACH, SLUG)
            person.hold()
            assert not may_do_at(person, Right.TEACH, SLUG)
            assert not person.may_administer
