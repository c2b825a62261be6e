"""A passkey is Ana's phone itself: with it she needs no password, and nobody else's answer is taken for hers."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.factors.models import Passkey, SpentChallenge
from app.accounts.models import SignIn
from tests.accounts.factors.device import PRESENT, VERIFIED, Device, encoded, question_on
from tests.accounts.factors.test_second_step import at_second_step
from tests.accounts.letters import later, letters
from tests.accounts.standing import disable
from tests.browser import Browser, Page
from tests.certificates.claiming import changed_settings
from tests.people import ANA, BEN, DEE, PASSWORD, Someone, add, signed_in
from tests.second_steps import code_of, codes_on
from tests.sitting import stored

NEW = "/account/second-step/passkey"


def with_passkey(app: Flask, someone: Someone = ANA, name: str = "My phone", **of_device: object) -> Device:
    """Somebody's phone, registered."""
    add(app, someone, PASSWORD)
    device = Device(**of_device)
    registered(Browser(signed_in(app, someone)), device, name)
    return device


def registered(browser: Browser, device: Device, name: str = "My phone", status: int = 200) -> Page:
    page = browser.get(NEW)
    return page.submit("Add a passkey", status, name=name, credential=device.make(page))


def by_passkey(app: Flask, device: Device, **change: object) -> Page:
    """A stranger's browser in which the device is asked to sign in."""
    page = Browser(app.test_client()).get("/sign-in?next=/certificates")
    return page.submit("Sign in with a passkey", credential=changed(device.prove(page), **change))


def changed(answer: str, **change: object) -> str:
    told = json.loads(answer)
    told["response"] |= change
    return json.dumps(told)


def test_her_phone_signs_her_in_without_a_password(app: Flask):
    phone = with_passkey(app)
    page = by_passkey(app, phone).says(f"Signed in as {ANA.name}")
    assert page.address == "/certificates"
    assert page.browser.get("/account/second-step").says("My phone", "Last used").says_not("Not yet")
    assert "A passkey was added to your account: My phone." in letters(app, ANA.email)[0].text


def test_it_is_a_second_step_too_and_staffs_duty(app: Flask, browser: Browser):
    add(app, BEN, PASSWORD)
    ben = Browser(signed_in(app, BEN, is_proved=False))
    assert ben.get("/studio").heading == "Second step"
    phone = Device()
    assert len(codes_on(registered(ben, phone))) == 10
    assert ben.get("/studio").heading == "Studio"
    page = at_second_step(app, browser)
    assert [one["id"] for one in question_on(page)["allowCredentials"]] == [encoded(phone.credential)]
    assert page.submit("Use a passkey", credential=phone.prove(page)).heading == "My courses"
    assert browser.get("/studio").heading == "Studio"


def test_phones_and_laptops_are_asked_like_security_keys_and_must_know_their_owner(app: Flask):
    asked = question_on(Browser(signed_in(app, ANA)).get(NEW))
    assert "authenticatorAttachment" not in asked["authenticatorSelection"]
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert question_on(Browser(app.test_client()).get("/sign-in"))["userVerification"] == "required"
    assert ANA.email.encode() not in json.dumps(asked["user"]["id"]).encode()


WRONG = {
    "another site's": {"origin": "http://localhost.example"},
    "another name's": {"host": "localhost.example"},
    "one whose owner proved nothing": {"flags": PRESENT},
    "one whose owner was not there": {"flags": VERIFIED},
}


@pytest.mark.parametrize("whose", WRONG)
def test_a_passkey_made_wrongly_is_not_kept(app: Flask, whose: str):
    page = registered(Browser(signed_in(app, ANA)), Device(**WRONG[whose]), status=422)
    page.says("Nothing was kept", "There is a problem")
    assert stored(app, select(Passkey)) == []


@pytest.mark.parametrize("whose", WRONG)
def test_a_proof_given_wrongly_lets_nobody_in(app: Flask, whose: str):
    phone = with_passkey(app)
    for name, value in WRONG[whose].items():
        setattr(phone, name, value)
    assert by_passkey(app, phone).says("could not be checked").heading == "Sign in"


def test_anothers_key_under_her_name_lets_nobody_in(app: Flask):
    hers, thiefs = with_passkey(app), Device()
    thiefs.credential, thiefs.handle = hers.credential, hers.handle
    assert by_passkey(app, thiefs).heading == "Sign in"
    assert by_passkey(app, hers, signature="AAAA").heading == "Sign in"
    assert by_passkey(app, hers, userHandle=encoded(b"somebody else")).heading == "Sign in"
    assert by_passkey(app, Device()).heading == "Sign in"


def test_an_answer_is_good_once_even_with_the_cookie_that_asked_for_it(app: Flask):
    phone = with_passkey(app)
    page = Browser(app.test_client()).get("/sign-in")
    cookie = page.browser.client.get_cookie("fascia").value
    answer = phone.prove(page)
    assert page.submit("Sign in with a passkey", credential=answer).heading == "My courses"
    thief = app.test_client()
    thief.set_cookie("fascia", cookie, domain="localhost")
    token = page.find("//form[@data-passkey]//input[@name='csrf_token']").get("value")
    refused = Browser(thief).post("/sign-in/passkey", {"csrf_token": token, "credential": answer})
    assert refused.says("could not be checked").heading == "Sign in"


def test_an_answer_to_another_question_is_none(app: Flask):
    phone = with_passkey(app)
    page = Browser(app.test_client()).get("/sign-in")
    old = phone.prove(page)
    page.browser.get("/sign-in").submit("Sign in with a passkey", credential=old).says("could not be checked")


def test_a_question_is_good_for_ten_minutes(app: Flask, monkeypatch: pytest.MonkeyPatch):
    phone = with_passkey(app)
    page = Browser(app.test_client()).get("/sign-in")
    later(monkeypatch, minutes=11)
    page.submit("Sign in with a passkey", credential=phone.prove(page)).says("could not be checked")


def test_a_copied_key_gives_itself_away_by_its_count(app: Flask):
    phone = with_passkey(app, count=7)
    phone.count = 8
    assert by_passkey(app, phone).address == "/certificates"
    assert by_passkey(app, phone).says("could not be checked").heading == "Sign in"
    phone.count = 2**32 - 1
    assert by_passkey(app, phone).address == "/certificates"


NONSENSE = [
    "",
    "{}",
    "null",
    "[]",
    "x",
    '{"id": 5}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
]


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_refused_in_a_sentence(app: Flask, sent: str):
    page = Browser(app.test_client()).get("/sign-in")
    page.submit("Sign in with a passkey", credential=sent).says("could not be checked")
    page = Browser(signed_in(app, ANA)).get(NEW)
    page.submit("Add a passkey", 422, name="My phone", credential=sent).says("Nothing was kept")
    assert stored(app, select(SpentChallenge)) == []


def test_it_has_a_name_and_is_removed_by_it(app: Flask):
    ana = Browser(signed_in(app, ANA))
    registered(ana, Device())
    registered(ana, Device(), " Laptop\tat home ")
    page = ana.get("/account/second-step").says("My phone", "Laptop at home", "10 codes are left")
    page.submit("Remove the passkey My phone").says_not("My phone").submit("Remove the passkey Laptop at home")
    assert stored(app, select(Passkey)) == []
    page = ana.get(NEW)
    for name in (" ", "x" * 61):
        page.submit("Add a passkey", 422, name=name, credential="").says("There is a problem")


def test_nobody_removes_anothers(app: Flask):
    with_passkey(app)
    (number,) = stored(app, select(Passkey.id))
    dee = Browser(signed_in(app, DEE))
    token = dee.get("/account/second-step").find("//main//input[@name='csrf_token']").get("value")
    dee.post("/account/second-step", {"csrf_token": token, "do": f"remove-passkey:{number}"}, 404)
    assert len(stored(app, select(Passkey))) == 1


def test_a_device_that_has_one_here_is_not_asked_for_another_and_none_is_kept_twice(app: Flask):
    ana, phone = Browser(signed_in(app, ANA)), Device()
    registered(ana, phone)
    page = ana.get(NEW)
    assert [one["id"] for one in question_on(page)["excludeCredentials"]] == [encoded(phone.credential)]
    page.submit("Add a passkey", 409, name="Again", credential=phone.make(page)).says("has its passkey here already")
    dee = Browser(signed_in(app, DEE))
    page = dee.get(NEW)
    page.submit("Add a passkey", 409, name="Mine now", credential=phone.make(page))
    assert len(stored(app, select(Passkey))) == 1


def test_at_somebody_elses_second_step_it_is_of_no_use(app: Flask, browser: Browser):
    phone = with_passkey(app, ANA)
    with_passkey(app, BEN)
    page = at_second_step(app, browser)
    page.submit("Use a passkey", 422, credential=phone.prove(page)).says("could not be checked")
    assert browser.get("/my").heading == "Sign in"


def test_a_closed_account_stays_closed(app: Flask):
    phone = with_passkey(app)
    disable(app, ANA)
    assert by_passkey(app, phone).says("This account was closed by the school").heading == "Sign in"
    assert len(stored(app, select(SignIn))) == 1, "the one that she had"


def test_where_the_site_has_no_name_it_is_said_and_the_app_remains(app: Flask, tmp_path, browser: Browser):
    with changed_settings(app, tmp_path, base_url="http://127.0.0.1:8000") as site:
        ana = Browser(signed_in(site, ANA))
        ana.client.environ_base["HTTP_HOST"] = "127.0.0.1:8000"
        answer = ana.client.get("/account/second-step", base_url="http://127.0.0.1:8000")
        assert "browsers want an address with a name" in answer.text
        stranger = site.test_client().get("/sign-in", base_url="http://127.0.0.1:8000")
        assert "data-passkey" not in stranger.text


def test_an_app_and_a_phone_may_stand_beside_each_other(app: Flask, browser: Browser):
    with_passkey(app, BEN)
    code = code_of(app, BEN)
    page = at_second_step(app, browser)
    page.find("//form[@data-passkey]")
    assert page.submit("Sign in", code=code).heading == "My courses"
