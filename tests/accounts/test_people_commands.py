"""`flask people …`: an administrator adds somebody at the terminal, who signs in with the printed link."""

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from tests.accounts.standing import disable
from tests.browser import Browser
from tests.people import ANA, BEN, CORA, PASSWORD, add, signed_in
from tests.second_steps import set_up
from tests.sitting import stored


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["people", *words])


def test_somebody_added_signs_in_with_the_printed_link_and_chooses_a_password(app: Flask, browser: Browser):
    done = run(app, "add", "Ben@Example.org", "--name", BEN.name, "--role", "instructor")
    assert done.exit_code == 0
    first, link = done.output.splitlines()
    assert first == "ben@example.org added as instructor. This link signs them in once, within a day:"
    page = browser.get(link.removeprefix("http://localhost")).submit("Sign in").says(f"Signed in as {BEN.name}")
    fields = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    page.follow("Choose a password").submit("Change password", fields=fields).submit("Sign out")
    set_up(browser.get("/sign-in").submit("Sign in", email="ben@example.org", password=PASSWORD)).follow("Studio")


def test_without_a_role_it_is_a_student(app: Flask):
    run(app, "add", ANA.email, "--name", ANA.name)
    assert stored(app, select(Person.role)) == ["student"]


def test_an_address_that_is_taken_is_said_and_nothing_changes(app: Flask):
    add(app, ANA)
    done = run(app, "add", "ANA@example.org", "--name", "Another Ana", "--role", "administrator")
    assert done.exit_code == 1
    assert done.output == "Error: ANA@example.org already has an account; nothing was changed.\n"
    assert [(one.name, one.role) for one in stored(app, select(Person))] == [(ANA.name, "student")]


def test_what_cannot_be_is_said_in_a_line(app: Flask):
    for words, says in (
        (("nobody", "--name", "Nobody"), "'nobody' is no e-mail address"),
        ((ANA.email, "--name", "  "), "name"),
        ((ANA.email, "--name", "x" * 201), "name"),
        ((ANA.email, "--name", "Ana", "--role", "king"), "'king'"),
        ((ANA.email,), "--name"),
    ):
        done = run(app, "add", *words)
        assert done.exit_code != 0, words
        assert says in done.output, words
        assert "Traceback" not in done.output
    assert stored(app, select(Person)) == []


def test_the_list_names_everybody_by_address(app: Flask):
    for someone in (CORA, BEN, ANA):
        add(app, someone)
    disable(app, BEN)
    assert run(app, "list").output.splitlines() == [
        f"ana@example.org\tstudent\t{ANA.name}",
        f"ben@example.org\tinstructor\t{BEN.name}  (disabled)",
        f"cora@example.org\tadministrator\t{CORA.name}",
    ]


def test_an_empty_school_has_an_empty_list(app: Flask):
    assert run(app, "list").output == ""


def test_the_list_is_narrowed_by_what_is_looked_for(app: Flask):
    for someone in (CORA, BEN, ANA):
        add(app, someone)
    for words, found in ((("--search", "OKA"), BEN), (("--role", "administrator"), CORA), (("--search", "ana@"), ANA)):
        assert run(app, "list", *words).output.split("\t")[0] == found.email
    assert run(app, "list", "--state", "disabled").output == ""


def test_roles_are_given_and_accounts_closed_and_opened(app: Flask):
    add(app, ANA)
    for words, says in (
        (("role", "Ana@example.org", "instructor"), "Ana@example.org is now: instructor.\n"),
        (("role", ANA.email, "instructor"), f"{ANA.email} is already: instructor.\n"),
        (("disable", ANA.email), f"{ANA.email} is closed.\n"),
        (("disable", ANA.email), f"{ANA.email} is closed already.\n"),
        (("enable", ANA.email), f"{ANA.email} is open again.\n"),
        (("end-sessions", ANA.email), f"{ANA.email} is signed out on every device.\n"),
    ):
        done = run(app, *words)
        assert (done.exit_code, done.output) == (0, says)
    assert [(one.role, one.active) for one in stored(app, select(Person))] == [("instructor", True)]


def test_signed_out_at_the_terminal_is_signed_out_in_the_browser(app: Flask):
    ana = Browser(signed_in(app, ANA))
    run(app, "end-sessions", ANA.email)
    assert ana.get("/my").heading == "Sign in"


def test_what_is_refused_is_one_line_and_an_exit_code(app: Flask):
    add(app, CORA)
    last = "is the last administrator; make somebody else one first. Nothing was changed."
    for words, says in (
        (("role", CORA.email, "student"), f"Error: {CORA.email} {last}\n"),
        (("disable", CORA.email), f"Error: {CORA.email} {last}\n"),
        (
            ("enable", "x@example.org"),
            "Error: Nobody has the address x@example.org; `flask people list` shows who there is.\n",
        ),
    ):
        done = run(app, *words)
        assert (done.exit_code, done.output) == (1, says)
    assert run(app, "role", CORA.email, "king").exit_code == 2
    assert [(one.role, one.active) for one in stored(app, select(Person))] == [("administrator", True)]
