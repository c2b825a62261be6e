"""What is guessed first is refused, with the reason; what is merely plain is not."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.passwords import LIST, WIDTH, is_listed, packed
from app.accounts.rules import Weakness, weakness_of
from tests.accounts.letters import letters, link_in
from tests.browser import Browser
from tests.people import ANA, PASSWORD, add, signed_in
from tests.sitting import stored

KNOWN = [ANA.name, ANA.email, "Fascia", "massage", "Harbor School of Massage"]
WEAK = {
    Weakness.COMMON: ["password1234", "Password2024!", "sunshinedragon", "iloveyou12345", "!!!princess99!"],
    Weakness.PATTERN: [
        "123456789012", "aaaaaaaaaaaa", "abcabcabcabc", "121212121212", "qwertyuiop12", "1qaz2wsx3edc4rfv",
        "lkjhgfdsapoiuy", "letmeinletmein", "ａｂｃｄｅｆｇｈｉｊｋｌ",
    ],
    Weakness.PERSONAL: [
        "Lukasiewicz1!", "ŁUKASIEWICZ 2026", "ana@example.org12", "massage school 12", "fascia-2024-!!",
        "Diaz-Łukasiewicz",
    ],
}  # fmt: skip
FINE = [
    PASSWORD, "correct horse battery staple", "butterfly7391048205", "zK3#9vQp!x2L", "elephant cathedral",
    "ñandú y colibrí", "我的密码是一只很长的猫在睡觉", "massage of seven quiet otters", "🐢 slow and steady 🐢",
    "xxxKp7-wolf-lantern",
]  # fmt: skip


@pytest.mark.parametrize(("why", "password"), [(why, one) for why, found in WEAK.items() for one in found])
def test_what_is_guessed_first_is_weak(why: Weakness, password: str):
    assert weakness_of(password, KNOWN, is_listed) is why


@pytest.mark.parametrize("password", FINE)
def test_what_nobody_guesses_is_not(password: str):
    assert weakness_of(password, KNOWN, is_listed) is None


@given(st.text(max_size=128))
def test_any_text_has_an_answer(password: str):
    assert weakness_of(password, KNOWN, is_listed) in {None, *Weakness}


@given(st.text("abcdefghijkmnpqrstuvwxyz", min_size=16, max_size=40))
def test_a_password_managers_choice_is_hardly_ever_refused(password: str):
    found = weakness_of(password, KNOWN, lambda _text: False)
    assert found is None or len(set(password)) < 9


def test_the_list_is_in_order_and_knows_its_first_middle_and_last():
    marks = LIST.read_bytes()
    rows = [marks[at : at + WIDTH] for at in range(0, len(marks), WIDTH)]
    assert len(rows) > 40_000
    assert rows == sorted(set(rows))
    assert all(is_listed(word) for word in ("password", "qwertyuiop", "mustang", "trustno1"))
    assert not any(is_listed(f"warm hands {number}") for number in range(2000))
    assert packed(["Password", "short", "password"], 6) in marks


def fields(password: str, name: str = "new_password") -> dict[str, str]:
    return {name: password, f"{name}_confirm": password}


def test_everywhere_a_password_is_chosen_the_same_is_said(app: Flask, browser: Browser):
    add(app, ANA, PASSWORD)
    register = browser.get("/register")
    page = register.submit("Register", email="dan@example.org", name="Dan Brandt", password="Password2024!")
    page.says("This is among the passwords that are guessed first.")
    register.submit("Register", email="dan@example.org", name="Bartholomew", password="bartholomew12").says(
        "mostly your name"
    )
    assert len(stored(app, select(Person))) == 1
    browser.get("/reset-password").submit("Send the link", email=ANA.email)
    page = browser.get(link_in(letters(app, ANA.email)[-1]))
    page.submit("Change password", fields=fields("lukasiewicz2026", "password")).says("This is mostly your name")
    change = Browser(signed_in(app, ANA)).get("/account/password")
    page = change.submit("Change password", password=PASSWORD, fields=fields("123456789012"))
    page.says("This repeats itself or follows the keyboard.")


def test_twelve_characters_are_enough_and_up_to_128_of_any_kind_are_taken(app: Flask):
    add(app, ANA, PASSWORD)
    ana = Browser(signed_in(app, ANA))
    old = PASSWORD
    for new, is_taken in (
        ("elephant ca", False), ("elephant cat", True), ("only small letters here", True),
        ("ee" + "ß🐢 lantern" * 11, True), ("wolf lantern " * 10, False), (" leading and trailing ", True),
    ):  # fmt: skip
        page = ana.get("/account/password").submit("Change password", password=old, fields=fields(new))
        assert (page.heading == "Account") == is_taken, new
        old = new if is_taken else old


def test_a_password_manager_knows_its_fields_and_may_paste(app: Flask, browser: Browser):
    add(app, ANA, PASSWORD)
    hints = {
        "/sign-in": {"email": "username", "password": "current-password"},
        "/register": {"email": "username", "password": "new-password"},
    }
    for address, wanted in hints.items():
        page = browser.get(address)
        for name, hint in wanted.items():
            assert page.find(f"//main//input[@name='{name}']").get("autocomplete") == hint, (address, name)
    assert "paste" not in "".join(
        (app_js).read_text() for app_js in LIST.parents[2].glob("static/*.js") if app_js.stem == "page"
    )
