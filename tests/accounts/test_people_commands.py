"""`flask people …`: an administrator adds somebody at the terminal, who signs in with the printed link."""

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from tests.accounts.standing import disable
from tests.browser import Browser
from tests.people import ANA, BEN, CORA, PASSWORD, add
from tests.sitting import stored


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["people", *words])


def test_somebody_added_signs_in_with_the_printed_link_and_chooses_a_password(app: Flask, browser: Browser):
    done = run(app, "add", "Ben@Example.org", "--name", BEN.name, "--role", "instructor")
    assert done.exit_code == 0
    first, link = done.output.splitlines()
    assert first == "Ben@example.org added as instructor. This link signs them in once, within a day:"
    page = browser.get(link.removeprefix("http://localhost")).submit("Sign in").says(f"Signed in as {BEN.name}")
    fields = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    page.follow("Choose a password").submit("Change password", fields=fields).submit("Sign out")
    browser.get("/sign-in").submit("Sign in", email="ben@example.org", password=PASSWORD).follow("Studio")


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
