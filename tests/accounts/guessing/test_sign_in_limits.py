"""Guessing is slow for who guesses, and only for them: the owner gets in, and so does a class behind one address."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.guessing import limits
from app.platform.jobs import run_due
from app.platform.tries import Tried
from tests.accounts.guessing.limited import HOME, SCHOOL, browser_at, guesses, limited, sign_in, sign_out
from tests.accounts.letters import later, letters, link_in
from tests.accounts.slow import hashings
from tests.browser import Browser
from tests.machine import DEEP
from tests.people import ANA, DEE, PASSWORD, Someone, add, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import stored
from tests.statements import counted

__all__ = ["limited"]
NEW = "slow hands, warm strokes"


def test_after_ten_guesses_nothing_is_tried_any_more_not_even_the_right_password(limited: Flask):
    add(limited, ANA, PASSWORD)
    guesser = browser_at(limited, SCHOOL)
    assert guesses(guesser, 12) == [200] * 10 + [429] * 2
    page = sign_in(guesser, status=429).says("Wait 15 minutes, then try again.")
    assert page.heading == "Please wait a moment"
    assert 14 * 60 < int(page.response.headers["Retry-After"]) <= 15 * 60
    assert guesser.client.get("/account").status_code == 302


def test_the_owner_gets_in_meanwhile_from_elsewhere_and_on_a_device_of_their_own(limited: Flask):
    add(limited, ANA, PASSWORD)
    laptop = browser_at(limited, SCHOOL)
    sign_in(laptop)
    sign_out(laptop)
    guesses(browser_at(limited, SCHOOL), 11)
    assert sign_in(browser_at(limited, HOME)).heading == "My courses"
    assert sign_in(laptop).heading == "My courses"


def test_guesses_from_all_over_the_world_lock_the_account_to_strangers_and_not_to_its_owner(limited: Flask):
    add(limited, ANA, PASSWORD)
    phone = browser_at(limited, HOME)
    sign_in(phone)
    sign_out(phone)
    for number in range(10):
        guesses(browser_at(limited, f"203.0.113.{number}"), 10)
    library = browser_at(limited, "203.0.113.99")
    sign_in(library, status=429)
    assert sign_in(phone).heading == "My courses"
    library.get("/reset-password").submit("Send the link", email=ANA.email)
    page = library.get(link_in(letters(limited, ANA.email)[-1]))
    page.submit("Change password", fields={"password": NEW, "password_confirm": NEW})
    assert sign_in(library, NEW).heading == "My courses"


def test_a_class_behind_one_address_signs_in_mistakes_included(limited: Flask):
    students = [Someone(f"Student {number}", f"s{number}@example.org") for number in range(40 if DEEP else 20)]
    for student in students:
        add(limited, student, PASSWORD)
        browser = browser_at(limited, SCHOOL)
        guesses(browser, 3, student.email)
        assert sign_in(browser, email=student.email).heading == "My courses"


def test_one_password_tried_on_everybody_is_stopped_by_the_network_and_devices_of_the_school_go_on(
    limited: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "IN_ONE_NETWORK", limits.Limit("sign-in, network", 20, limits.HOUR))
    add(limited, ANA, PASSWORD)
    laptop = browser_at(limited, SCHOOL)
    sign_in(laptop)
    sign_out(laptop)
    sprayer = browser_at(limited, SCHOOL)
    answers = [guesses(sprayer, 1, f"s{number}@example.org")[0] for number in range(22)]
    assert answers == [200] * 20 + [429] * 2
    assert sign_in(laptop).heading == "My courses"


def test_a_stolen_device_has_no_more_than_its_own_allowance(limited: Flask):
    add(limited, ANA, PASSWORD)
    laptop = browser_at(limited, SCHOOL)
    sign_in(laptop)
    sign_out(laptop)
    assert guesses(laptop, 11) == [200] * 10 + [429]
    assert guesses(laptop, 1, DEE.email) == [200]  # at another account it is a stranger's


def test_a_device_is_not_known_any_more_after_the_password_changed_elsewhere(limited: Flask):
    add(limited, ANA, PASSWORD)
    thief, ana = browser_at(limited, SCHOOL), browser_at(limited, HOME)
    for browser in (thief, ana):
        sign_in(browser)
    fields = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    ana.get("/account/password").submit("Change password", fields=fields)
    sign_out(ana)
    assert thief.get("/my").heading == "Sign in"
    guesses(browser_at(limited, SCHOOL), 10)
    assert guesses(thief, 1) == [429]
    assert sign_in(ana, NEW).heading == "My courses"


def test_a_cookie_that_a_stranger_made_up_makes_no_device_known(limited: Flask):
    add(limited, ANA, PASSWORD)
    ana, stranger = browser_at(limited, HOME), browser_at(limited, SCHOOL)
    for browser in (ana, stranger):
        browser.client.set_cookie("device", "planted")
    sign_in(ana)
    assert ana.client.get_cookie("device").value != "planted"
    guesses(browser_at(limited, SCHOOL), 10)
    sign_in(stranger, status=429)


def test_a_quarter_of_an_hour_later_it_goes_on(limited: Flask, monkeypatch: pytest.MonkeyPatch):
    add(limited, ANA, PASSWORD)
    guesser = browser_at(limited, SCHOOL)
    guesses(guesser, 10)
    later(monkeypatch, minutes=14.9)
    assert guesses(guesser, 1) == [429]
    later(monkeypatch, minutes=15.1)
    assert guesses(guesser, 11) == [200] * 10 + [429]


def test_getting_in_takes_the_mistakes_back(limited: Flask):
    add(limited, ANA, PASSWORD)
    browser = browser_at(limited, SCHOOL)
    browser.client.delete_cookie("device")
    guesses(browser, 9)
    sign_in(browser)
    assert guesses(browser_at(limited, SCHOOL), 11) == [200] * 10 + [429]


def test_an_address_that_nobody_has_is_limited_the_same_and_takes_the_same_work(
    limited: Flask, monkeypatch: pytest.MonkeyPatch
):
    add(limited, ANA, PASSWORD)
    found = hashings(monkeypatch)
    effort = {}
    for email in (ANA.email, "nobody@example.org"):
        browser = browser_at(limited, SCHOOL)
        browser.get("/sign-in")
        found.clear()
        with counted(limited) as statements:
            answers = guesses(browser, 11, email)
        effort[email] = answers, len(found), len(statements)
    first, second = effort.values()
    assert first == second
    assert first[1] == 10  # the eleventh is refused before anything is computed


def test_what_is_typed_is_not_kept(limited: Flask):
    guesses(browser_at(limited, SCHOOL), 1, "a password in the wrong field")
    guesses(browser_at(limited, SCHOOL), 1, "typo@example.org")
    for row in stored(limited, select(Tried)):
        assert len(row.key) == 64
        assert int(row.key, 16)


def test_every_process_counts_the_same(limited: Flask, app: Flask):
    app.config["RATELIMIT_ENABLED"] = True
    add(limited, ANA, PASSWORD)
    assert guesses(browser_at(limited, SCHOOL), 6) == [200] * 6
    assert guesses(browser_at(app, SCHOOL), 5) == [200] * 4 + [429]


def test_the_worker_takes_away_what_counts_no_more(limited: Flask, monkeypatch: pytest.MonkeyPatch):
    guesses(browser_at(limited, SCHOOL), 1)
    run_due(limited)
    assert len(stored(limited, select(Tried))) == 3
    later(monkeypatch, hours=2)
    run_due(limited)
    assert stored(limited, select(Tried)) == []


def test_nobody_gets_round_the_limit_by_naming_another_network(limited: Flask):
    guesser = browser_at(limited, SCHOOL)
    guesses(guesser, 10)
    data = {"csrf_token": token_of(guesser), "email": ANA.email, "password": PASSWORD}
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert guesser.client.post("/sign-in", data=data, headers={header: "192.0.2.77"}).status_code == 429


def test_one_household_of_ipv6_is_one_network(limited: Flask):
    for number in range(10):
        assert guesses(browser_at(limited, f"2001:db8:1:2::{number}"), 1) == [200]
    assert guesses(browser_at(limited, "2001:db8:1:2:ffff::1"), 1) == [429]
    assert guesses(browser_at(limited, "2001:db8:1:3::1"), 1) == [200]


def test_a_password_is_not_guessed_at_a_desk_that_somebody_left(limited: Flask):
    add(limited, ANA, PASSWORD)
    ana = Browser(signed_in(limited, ANA))
    page = ana.get("/account/verify")
    for _ in range(5):
        page.submit("Go on", password="a guess, a guess").says("not your present password")
    fields = {"password": "a guess, a guess", "new_password": NEW, "new_password_confirm": NEW}
    for _ in range(5):
        ana.get("/account/password").submit("Change password", fields=fields).says("not your present password")
    page.submit("Go on", 429, password=PASSWORD)
    ana.get("/account/password").submit("Change password", 429, fields=fields | {"password": PASSWORD})
