"""Ben signs in: the password, then a code that his app shows now, or one of those that he printed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.factors.models import RecoveryCode
from app.accounts.models import SignIn
from app.accounts.rules.totp import code_at, step_of
from app.platform import clock
from tests.accounts.guessing.limited import HOME, SCHOOL, browser_at, limited
from tests.accounts.letters import later, letters
from tests.accounts.standing import disable
from tests.browser import Browser, Page
from tests.people import ANA, BEN, PASSWORD, Someone, add, signed_in
from tests.platform.everywhere import token_of
from tests.second_steps import code_of, codes_on, secret_of, set_up
from tests.sitting import stored
from tests.statements import counted
from tests.together import together

__all__ = ["limited"]


def at_second_step(app: Flask, browser: Browser, someone: Someone = BEN, where: str = "/sign-in") -> Page:
    """The page that asks for the second step."""
    add(app, someone, PASSWORD)
    page = browser.get(where).submit("Sign in", email=someone.email, password=PASSWORD)
    assert page.heading == "One more step"
    return page


def test_the_code_of_now_signs_in_and_leads_on(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    code = code_of(app, BEN)
    page = at_second_step(app, browser, where="/sign-in?next=/studio")
    assert stored(app, select(SignIn)) == [], "nobody is signed in before it"
    assert page.submit("Sign in", code=f"{code[:3]} {code[3:]}").heading == "Studio"


def test_a_code_is_taken_once(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    code = code_of(app, BEN)
    at_second_step(app, browser).submit("Sign in", code=code)
    second = at_second_step(app, Browser(app.test_client()))
    second.submit("Sign in", 422, code=code).says("it was used already", "There is a problem")
    assert second.browser.get("/my").heading == "Sign in"


def test_of_eight_that_send_one_code_at_once_one_comes_in(app: Flask):
    add(app, BEN, PASSWORD)
    code = code_of(app, BEN)
    browsers = [at_second_step(app, Browser(app.test_client())).browser for _ in range(8)]
    data = [{"code": code, "csrf_token": token_of(one, "/sign-in/second-step")} for one in browsers]

    def send(number: int):
        return lambda: browsers[number].client.post("/sign-in/second-step", data=data[number]).status_code

    assert sorted(together([send(number) for number in range(8)])) == [302] + [422] * 7
    assert len(stored(app, select(SignIn))) == 1


def test_a_recovery_code_works_once_and_its_owner_is_told(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    ben = Browser(signed_in(app, BEN))
    set_up(ben.get("/account/second-step"))
    codes = codes_on(ben.get("/account/second-step").submit("Make new codes"))
    at_second_step(app, browser).submit("Sign in", code=codes[0].upper().replace("-", " ")).says(f"as {BEN.name}")
    assert "Codes left: 9" in letters(app, BEN.email)[-1].text
    again = at_second_step(app, Browser(app.test_client()))
    again.submit("Sign in", 422, code=codes[0])
    assert len(stored(app, select(RecoveryCode))) == 9


def test_when_few_are_left_it_is_said_and_new_ones_end_the_old(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    ben = Browser(signed_in(app, BEN))
    set_up(ben.get("/account/second-step"))
    codes = codes_on(ben.get("/account/second-step").submit("Make new codes"))
    for number in range(7):
        page = at_second_step(app, Browser(app.test_client())).submit("Sign in", code=codes[number])
        (page.says if number == 6 else page.says_not)("You have 3 recovery codes left. Make new ones")
    fresh = codes_on(ben.get("/account/second-step").says("These are few").submit("Make new codes"))
    at_second_step(app, browser).submit("Sign in", 422, code=codes[9]).submit("Sign in", code=fresh[0])


def test_somebody_elses_codes_are_of_no_use(app: Flask, browser: Browser):
    ana = Browser(signed_in(app, ANA))
    set_up(ana.get("/account/second-step"))
    hers = codes_on(ana.get("/account/second-step").submit("Make new codes"))
    add(app, BEN, PASSWORD)
    code_of(app, BEN)
    page = at_second_step(app, browser)
    page.submit("Sign in", 422, code=hers[0])
    page.submit("Sign in", 422, code=code_at(secret_of(ANA), step_of(clock.now())))


@pytest.mark.parametrize("typed", ["", "1" * 41, "١٢٣٤٥٦", "12345", "'; DROP TABLE people; --", "😀"])  # fmt: skip
def test_whatever_else_is_typed_is_refused_in_a_sentence(app: Flask, browser: Browser, typed: str):
    add(app, BEN, PASSWORD)
    code_of(app, BEN)
    at_second_step(app, browser).submit("Sign in", 422, code=typed).says("There is a problem")


def test_ten_minutes_later_one_begins_anew(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch):
    add(app, BEN, PASSWORD)
    code_of(app, BEN)
    page = at_second_step(app, browser)
    later(monkeypatch, minutes=11)
    code = code_at(secret_of(BEN), step_of(clock.now()))
    assert page.submit("Sign in", code=code).says("Please sign in with your password first").heading == "Sign in"
    assert stored(app, select(SignIn)) == []


def test_who_closed_the_account_or_has_a_new_password_stands_at_no_door(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    code = code_of(app, BEN)
    page = at_second_step(app, browser)
    disable(app, BEN)
    assert page.submit("Sign in", code=code).heading == "Sign in"
    assert stored(app, select(SignIn)) == []


def test_the_page_alone_asks_nobody_and_tells_nothing(app: Flask, browser: Browser):
    assert browser.get("/sign-in/second-step").heading == "Sign in"
    token = token_of(browser, "/sign-in")
    for address in ("/sign-in/second-step", "/sign-in/second-step/passkey"):
        page = browser.post(address, {"csrf_token": token, "code": "123456", "credential": "{}"})
        assert page.heading == "Sign in"


def test_five_wrong_codes_and_nothing_is_looked_at_for_a_quarter_of_an_hour(limited: Flask):
    add(limited, BEN, PASSWORD)
    code = code_of(limited, BEN)
    page = at_second_step(limited, browser_at(limited, SCHOOL))
    for _ in range(5):
        page.submit("Sign in", 422, code="000000")
    page.submit("Sign in", 429, code=code).says("too many wrong codes", "Wait 15 minutes", "Your passkey, if any,")
    (warning,) = letters(limited, BEN.email)
    assert "Somebody knows your password" in warning.text, "after all five, not after each"
    elsewhere = at_second_step(limited, browser_at(limited, HOME))
    assert elsewhere.submit("Sign in", code=code).heading == "My courses", "the owner, somewhere else"


def test_fifty_wrong_codes_from_all_over_the_world_are_enough_for_a_day(limited: Flask, monkeypatch):
    add(limited, BEN, PASSWORD)
    code_of(limited, BEN)
    home = browser_at(limited, HOME)
    step = step_of(clock.now())
    at_second_step(limited, home).submit("Sign in", code=code_at(secret_of(BEN), step - 1))
    home.get("/my").submit("Sign out")
    for number in range(10):
        thief = at_second_step(limited, browser_at(limited, f"203.0.113.{number}"))
        for _ in range(5):
            thief.submit("Sign in", 422, code="000000")
    at_second_step(limited, browser_at(limited, "203.0.113.99")).submit("Sign in", 429, code="000000")
    own = at_second_step(limited, home)
    assert own.submit("Sign in", code=code_at(secret_of(BEN), step)).heading == "My courses", "on his own device"


def test_without_one_signing_in_asks_the_database_one_thing_more(app: Flask, browser: Browser):
    add(app, ANA, PASSWORD)
    page = browser.get("/sign-in")
    with counted(app) as statements:
        page.submit("Sign in", email=ANA.email, password=PASSWORD)
    assert len([one for one in statements if "authenticators" in one]) == 1


def test_a_page_of_staff_asks_nothing_more_than_before(app: Flask):
    ben = Browser(signed_in(app, BEN))
    ben.get("/studio")
    with counted(app) as statements:
        ben.get("/studio")
    assert not [one for one in statements if "passkeys" in one or "authenticators" in one]


def test_half_a_minute_is_enough_between_two_sign_ins(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch):
    add(app, BEN, PASSWORD)
    at = clock.now()
    at_code = code_of(app, BEN)
    at_second_step(app, browser).submit("Sign in", code=at_code)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=30))
    fresh = code_at(secret_of(BEN), step_of(clock.now()))
    assert at_second_step(app, Browser(app.test_client())).submit("Sign in", code=fresh).heading == "My courses"
