"""A newcomer registers and starts at once; no mail server is needed."""

from sqlalchemy import select

from app.accounts.models import Person
from app.platform import jobs
from tests.browser import Browser
from tests.making import a_course
from tests.people import ANA, PASSWORD, add
from tests.sitting import stored
from tests.together import together


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


def test_two_windows_at_once_open_one_account(app):
    pages = [Browser(app.test_client()).get("/register") for _ in range(2)]

    def press(page):
        data = {"csrf_token": page.find("//main//input[@name='csrf_token']").get("value"), "name": ANA.name}
        data |= {"email": ANA.email, "password": PASSWORD}
        return lambda: page.browser.client.post("/register", data=data)

    answers = together([press(page) for page in pages])
    assert len(stored(app, select(Person))) == 1
    assert {answer.status_code for answer in answers} <= {302, 503}
    assert sum("sign_in" in _session(page) for page in pages) == 1


def _session(page):
    with page.browser.client.session_transaction() as session:
        return dict(session)


def test_whoever_came_to_start_a_course_registers_and_comes_back_to_it(app, browser, tmp_path):
    course = a_course(app, tmp_path)
    page = browser.get(f"/courses/{course}").submit("Start this course")
    page = browser.get(page.find("//main//a[.='Register']").get("href"))
    page = page.submit("Register", name=ANA.name, email=ANA.email, password=PASSWORD)
    assert page.address == f"/courses/{course}"


def test_nobody_makes_themself_an_instructor(app, browser):
    token = browser.get("/register").find("//main//input[@name='csrf_token']").get("value")
    given = {"csrf_token": token, "name": ANA.name, "email": ANA.email, "password": PASSWORD}
    more = {"role": "administrator", "roles": "administrator", "active": "", "fs_uniquifier": "x", "confirmed_at": "x"}
    browser.post("/register", given | more)
    (ana,) = stored(app, select(Person))
    assert (ana.role, ana.active, ana.confirmed_at) == ("student", True, None)
    assert ana.fs_uniquifier != "x"


def test_an_address_too_long_or_a_body_that_is_no_form_is_no_outage(app, browser):
    page = browser.get("/register")
    page.submit("Register", name="Ana", email=f"{'a' * 250}@example.org", password=PASSWORD).says("There is a problem")
    token = page.find("//main//input[@name='csrf_token']").get("value")
    for body in ({"name": 5, "email": ANA.email, "password": PASSWORD}, {"email": {"a": 1}}, ["x"], "x", 5):
        answer = browser.client.post("/register", json=body, headers={"X-CSRFToken": token})
        assert answer.status_code in {400, 415}, body
    assert stored(app, select(Person)) == []
