"""Names as people and attackers write them: shown as they are, never obeyed; what is no name is refused kindly."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from tests.accounts.letters import letters
from tests.browser import Browser, Page
from tests.making import a_course
from tests.people import ANA, BEN, PASSWORD, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import enrolled, stored

STRANGE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></main></form><h1>Mallory",
    "O'Brien & Sons &amp; &lt;b&gt;",
    "👩‍👩‍👧 Zoë 🖐🏽 Nguyễn",
    "عبد الله می‌نا",
    "x" * 200,
    '=HYPERLINK("http://evil.example")',
    "'; DROP TABLE people; --",
)
NO_NAME = {
    "spaces": "   ",
    "wide spaces": "\u3000\u00a0\u2003",
    "nothing that can be seen": "\u200b\u200f\ufeff",
    "control characters": "\x1b\x07\x7f",
    "nothing": "",
}


def renamed(browser: Browser, name: str, status: int = 200) -> Page:
    """Send a name that no keyboard writes."""
    return browser.post("/account", {"csrf_token": token_of(browser, "/account"), "name": name}, status)


def name_of(app: Flask, email: str = ANA.email) -> str:
    (name,) = stored(app, select(Person.name).where(Person.email == email))
    return name


def test_whatever_somebody_is_called_is_shown_and_never_obeyed(app: Flask, tmp_path: Path):
    course = a_course(app, tmp_path)
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    for name in STRANGE:
        page = renamed(ana, name).says(f"Signed in as {name}")
        assert page.find("//main//input[@name='name']").get("value") == name
        ben.get(f"/studio/{course}/roster").says(name)
        assert name_of(app) == name


def test_a_strange_name_does_not_break_registering_or_its_letter(app: Flask):
    for number, name in enumerate(STRANGE):
        email = f"s{number}@example.org"
        data = {"name": name, "email": email, "password": PASSWORD}
        browser = Browser(app.test_client())
        browser.post("/register", {"csrf_token": token_of(browser, "/register"), **data}).says(f"Signed in as {name}")
        assert f"Welcome, {name}." in letters(app, email)[0].text


def test_a_name_is_no_template(app: Flask, tmp_path: Path):
    course = a_course(app, tmp_path)
    ana, ben = enrolled(app, ANA).client, signed_in(app, BEN)
    name = "{{ 7 * 7 }} {% raw %} %(name)s %s %%"
    ana.post("/account", data={"csrf_token": token_of(Browser(ana), "/account"), "name": name})
    for answer in (ana.get("/account"), ana.get("/my"), ben.get(f"/studio/{course}/roster")):
        assert name in answer.text


def test_what_is_no_name_is_refused_and_the_old_one_stays(app: Flask):
    ana = Browser(signed_in(app, ANA))
    for name in NO_NAME.values():
        renamed(ana, name, 422).says("There is a problem", "Enter your name.")
    assert name_of(app) == ANA.name


def test_nobody_registers_without_a_name(app: Flask):
    for number, name in enumerate(NO_NAME.values()):
        browser = Browser(app.test_client())
        data = {"name": name, "email": f"s{number}@example.org", "password": PASSWORD}
        browser.post("/register", {"csrf_token": token_of(browser, "/register"), **data}).says("Enter your name.")
    assert stored(app, select(Person)) == []


def test_a_name_too_long_is_refused_with_its_limit(app: Flask):
    ana = Browser(signed_in(app, ANA))
    renamed(ana, "x" * 201, 422).says("There is a problem", "200 characters")
    assert name_of(app) == ANA.name


def test_marks_that_turn_the_reading_direction_are_taken_out(app: Flask):
    renamed(Browser(signed_in(app, ANA)), "Ana \u202egnp.exe\u202c \u2066Díaz\u2069")
    assert name_of(app) == "Ana gnp.exe Díaz"


def test_a_name_stays_on_one_line(app: Flask):
    """Or it would forge lines in letters, lists and files, and steer an administrator's terminal."""
    renamed(Browser(signed_in(app, ANA)), "Ana\r\nBcc: dee@example.org\n\n  Díaz\t\x1b[2J\u2028x")
    assert name_of(app) == "Ana Bcc: dee@example.org Díaz [2J x"


def test_nul_is_refused_before_anything_happens(app: Flask):
    ana = Browser(signed_in(app, ANA))
    renamed(ana, "Ana\x00Díaz", 400)
    assert name_of(app) == ANA.name
