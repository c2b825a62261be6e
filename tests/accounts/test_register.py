"""A newcomer registers and starts at once; no mail server is needed."""

from app.platform import jobs
from tests.people import ANA, PASSWORD, add


def register(browser, **changes):
    given = {"name": "Ana Díaz", "email": "Ana@Example.org", "password": PASSWORD} | changes
    return browser.get("/register").submit("Register", **given)


def test_a_newcomer_is_signed_in_at_once(browser):
    assert register(browser).heading == "My courses"
    browser.get("/account").says("ana@example.org", "Registered")


def test_the_welcome_is_filed_where_no_mail_server_is_set(app, browser):
    register(browser)
    jobs.run_due(app)
    (letter,) = (app.extensions["settings"].data / "outbox").glob("*.eml")
    assert "To: ana@example.org" in letter.read_text()
    assert "Welcome, Ana" in letter.read_text()


def test_an_address_that_has_an_account_gets_a_letter_and_no_second_account(app, browser):
    add(app, ANA, PASSWORD)
    register(browser, email=ANA.email).says("If that address already has an account")
    assert browser.client.get("/account").status_code == 302
    jobs.run_due(app)
    (letter,) = (app.extensions["settings"].data / "outbox").glob("*.eml")
    assert "It already has one" in letter.read_text()


def test_what_is_missing_is_said_beside_its_field(browser):
    page = browser.get("/register").submit("Register", name="", email="nobody", password="short")
    page.says("There is a problem", "Enter your name.", "Enter an email address", "Use at least 12 characters")
