"""The account page: what is shown, and a new name."""

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from tests.browser import Browser
from tests.people import ANA, DEE, add, signed_in
from tests.sitting import stored


def test_the_page_shows_whose_account_it_is(app: Flask):
    page = Browser(signed_in(app, ANA)).get("/my").follow("Account")
    assert page.says(ANA.email, "Registered").find("//input[@name='name']").get("value") == ANA.name


def test_a_new_name_is_said_and_shown_everywhere(app: Flask):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account").submit("Save name", name="  Ana Díaz  ")
    page.says("Your name was changed", "keep the name they were issued with", "Signed in as Ana Díaz")
    ana.get("/courses").says("Signed in as Ana Díaz").says_not("Your name was changed")


def test_only_the_name_of_ones_own_account_changes(app: Flask):
    dee = add(app, DEE)
    ana = Browser(signed_in(app, ANA))
    token = ana.get("/account").find("//main//form[1]//input[@name='csrf_token']").get("value")
    more = {"id": str(dee), "person_id": str(dee), "email": "new@example.org", "role": "administrator", "password": "x"}
    before = columns(app)
    ana.post("/account", {"csrf_token": token, "name": "Ana"} | more)
    assert columns(app) == before | {ANA.email: ("Ana", *before[ANA.email][1:])}


def columns(app: Flask) -> dict[str, tuple[object, ...]]:
    """Everything about everybody, by address."""
    return {one.email: (one.name, one.role, one.active, one.password, one.id) for one in stored(app, select(Person))}
