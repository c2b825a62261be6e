"""Ben teaches, so he sets up a second step before he may; Ana may have one if she likes."""

import io

import segno
from flask import Flask
from sqlalchemy import select

from app.accounts.factors import pattern
from app.accounts.factors.models import Authenticator, RecoveryCode
from app.accounts.rules.totp import address_for_app
from app.platform.audit import AuditEvent
from app.platform.qr import INK
from tests.accounts.letters import letters
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.people import ANA, BEN, CORA, PASSWORD, add, signed_in
from tests.second_steps import code_for, codes_on, key_on, set_up
from tests.sitting import stored

PAGE = "/account/second-step"


def newcomer(app: Flask, browser: Browser, someone=BEN) -> Browser:
    """Somebody who has signed in with their password, and has no second step yet."""
    add(app, someone, PASSWORD)
    page = browser.get("/sign-in?next=/studio").submit("Sign in", email=someone.email, password=PASSWORD)
    assert page.says("One thing first: set up a second step").address == PAGE
    return browser


def test_staff_are_led_there_and_are_students_until_it_is_done(app: Flask, browser: Browser):
    ben = newcomer(app, browser)
    ben.get("/my").follow("Studio").says("the school asks for a second step", "asks this of everybody who teaches")
    for closed in ("/studio", "/studio/marking"):
        assert ben.get(closed).address == PAGE
    assert ben.client.post("/studio/new", headers={"X-Requested-With": "fetch"}).status_code in {400, 403}
    assert ben.get("/account").heading == "Account"
    set_up(ben.get(PAGE)).says_not("asks this of everybody")
    assert ben.get("/studio").heading == "Studio"


def test_an_administrator_may_administer_nothing_before_it(app: Flask, browser: Browser):
    cora = newcomer(app, browser, CORA)
    for closed in ("/admin", "/admin/doctor", "/studio", f"/admin/people/{add(app, ANA)}"):
        assert cora.get(closed).address == PAGE
    set_up(cora.get(PAGE))
    assert cora.get("/admin").heading == "People"


def test_a_student_needs_none_and_may_have_one(app: Flask):
    ana = Browser(signed_in(app, ANA, is_proved=False))
    page = ana.get("/account").follow("Second step").says("You need none to learn here")
    set_up(page).says("Set up on", "10 codes are left")
    assert len(stored(app, select(Authenticator))) == 1


def test_the_pattern_and_the_text_carry_the_same_key(app: Flask):
    page = Browser(signed_in(app, BEN)).get(f"{PAGE}/authenticator")
    plain = "".join(page.find("//code[@class='secret']").text_content().split())
    with app.test_request_context():
        drawn = pattern.svg(key_on(page), BEN.email, "Fascia")
    code, expected = segno.make_qr(address_for_app(plain, BEN.email, "Fascia"), error="m"), io.BytesIO()
    code.save(expected, kind="svg", omitsize=True, svgclass=None, lineclass=None, dark=INK)
    stroke = expected.getvalue().decode().partition(' d="')[2].partition('"')[0]
    assert stroke
    assert stroke in drawn
    assert stroke in page.response.text
    assert page.find("//button[@data-copy]").get("data-copy") == plain


def test_a_wrong_code_keeps_the_key_and_says_what_to_do(app: Flask):
    page = Browser(signed_in(app, BEN)).get(f"{PAGE}/authenticator")
    again = page.submit("Turn it on", 422, code="000000").says("not the code of now", "clock is right")
    assert key_on(again) == key_on(page)
    assert stored(app, select(Authenticator)) == []
    again.submit("Turn it on", 422, code=" ").says("Enter the code.")
    assert again.submit("Turn it on", code=f" {code_for(page)} ").heading == "Your recovery codes"


def test_a_key_that_was_shown_to_somebody_else_is_none(app: Flask):
    theirs = Browser(signed_in(app, CORA)).get(f"{PAGE}/authenticator")
    sealed = theirs.find("//input[@name='sealed']").get("value")
    page = Browser(signed_in(app, BEN)).get(f"{PAGE}/authenticator")
    for planted in (sealed, sealed[:-4] + "AAAA", "nonsense", "é"):
        page.submit("Turn it on", sealed=planted, code=code_for(theirs)).says("That page was too old")
    assert stored(app, select(Authenticator)) == []


def test_neither_the_key_nor_a_code_lies_readable_in_the_database(app: Flask):
    ben = Browser(signed_in(app, BEN))
    page = ben.get(f"{PAGE}/authenticator")
    codes = codes_on(page.submit("Turn it on", code=code_for(page)))
    assert len(set(codes)) == 10
    (row,) = stored(app, select(Authenticator))
    kept = [
        row.sealed,
        *stored(app, select(RecoveryCode.code_hash)),
        *map(str, stored(app, select(AuditEvent.details))),
    ]
    plain = "".join(page.find("//code[@class='secret']").text_content().split())
    for secret in (plain, key_on(page).hex(), *codes, *(code.replace("-", "") for code in codes)):
        assert not [one for one in kept if secret in one or secret.upper() in one]


def test_the_first_one_signs_out_every_other_device_and_later_ones_do_not(app: Flask):
    here, elsewhere = (Browser(signed_in(app, ANA, is_proved=False)) for _ in range(2))
    set_up(here.get(PAGE))
    assert elsewhere.get("/my").heading == "Sign in"
    assert here.get("/my").heading == "My courses"
    (letter, codes) = letters(app, ANA.email)
    assert "An authenticator app was added to your account." in letter.text
    assert "http://localhost/reset-password" in letter.text
    assert "New recovery codes" in codes.text


def test_at_a_desk_that_was_left_the_password_is_asked_first(app: Flask):
    ana = Browser(signed_in(app, ANA))
    with ana.client.session_transaction() as session:
        session["fs_paa"] = 0
    for way in ("authenticator", "passkey"):
        assert ana.get(f"{PAGE}/{way}").says("For this, enter your password once more").heading == "Is it still you?"
    set_up(Browser(signed_in(app, ANA)).get(PAGE))


def test_where_the_duty_is_lifted_for_a_trial_nobody_is_asked(app: Flask, tmp_path):
    with changed_settings(app, tmp_path, staff_second_step="no") as site:
        add(site, CORA, PASSWORD)
        browser = Browser(site.test_client())
        browser.get("/sign-in").submit("Sign in", email=CORA.email, password=PASSWORD).follow("People")
        assert browser.get("/studio").heading == "Studio"
        page = set_up(browser.get(PAGE).says("You need none"))
        page.submit("Remove the authenticator app").says("works here no more")
