"""Ana keeps her licenses in her account: several, as printed, hers alone; asked for once, before the first quiz."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.actions import MOST_LICENCES
from app.accounts.models import Licence, Person
from app.accounts.rules import NumberFault, fault_in, licence_text, normalised, unusual
from tests.browser import Browser, Page
from tests.making import a_course
from tests.people import ANA, DEE, signed_in
from tests.sitting import START, enrolled, stored

LICENCES = "/account/licences"
MINE = select(Licence).order_by(Licence.id)


def added(page: Page, number: str = "MA 00123", state: str = "FL", status: int = 200, **more: str) -> Page:
    """The page after somebody added a license."""
    return page.submit("Add license", status, state=state, number=number, **more)


def test_several_licences_are_kept_exactly_as_printed(app: Flask):
    page = Browser(signed_in(app, ANA)).get("/account").follow("Licenses").says("No license is entered yet.")
    page = added(page, "MA 00123", expires_on="2027-08-31")
    page = added(page, "E.99999999", state="TX").says("Florida, Massage therapy: MA 00123", "31 August 2027")
    page.says("Texas, Massage therapy: E.99999999", "not given")
    one, other = stored(app, MINE)
    assert (one.number, one.normalised, one.expires_on) == ("MA 00123", "MA00123", date(2027, 8, 31))
    assert (other.number, other.normalised, other.expires_on) == ("E.99999999", "E99999999", None)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "Enter the number of your license."),
        ("pending", "has no digit"),
        ("MA<b>12", "Use letters, digits"),
        ("1" * 41, "at most 40"),
        ("М123", "Use letters, digits"),  # a Cyrillic letter that looks like an M
    ],
)
def test_what_no_licence_can_be_is_refused_and_given_back(app: Flask, number: str, says: str):
    page = added(Browser(signed_in(app, ANA)).get(LICENCES), number, status=422).says("There is a problem", says)
    assert page.find("//input[@name='number']").get("value") == number
    assert page.find("//select[@name='state']/option[@selected]").get("value") == "FL"
    assert stored(app, MINE) == []


def test_a_state_is_asked_for_and_a_date_must_be_one(app: Flask):
    page = Browser(signed_in(app, ANA)).get(LICENCES)
    added(page, state="", status=422).says("Choose the state that issued it.")
    again = added(page, expires_on="20270-01-01", status=422)
    assert again.find("//input[@name='expires_on']").get("value") == "20270-01-01"
    assert stored(app, MINE) == []


def test_an_unusual_number_is_saved_with_a_question(app: Flask):
    page = added(Browser(signed_in(app, ANA)).get(LICENCES), "12345").says("numbers of this kind usually look like")
    page.says("Florida, Massage therapy: 12345")
    added(page, "MA54321").says_not("usually look like")


def test_the_same_licence_is_not_added_twice_however_it_is_typed(app: Flask):
    page = added(Browser(signed_in(app, ANA)).get(LICENCES), "MA 00123")
    added(page, "ma-00123", status=422).says("You have added this license already.")
    added(page, "ma-00123", state="GA").says("Georgia")
    assert len(stored(app, MINE)) == 2


def test_there_is_an_end_to_it(app: Flask):
    page = Browser(signed_in(app, ANA)).get(LICENCES)
    for number in range(MOST_LICENCES):
        page = added(page, f"MA{number + 100}")
    added(page, "MA999", status=422).says("Remove one first")


def test_a_licence_can_be_changed_and_removed(app: Flask):
    page = added(Browser(signed_in(app, ANA)).get(LICENCES), "MA1")
    page = page.follow("Change Florida, Massage therapy: MA1")
    assert page.find("//input[@name='number']").get("value") == "MA1"
    page.submit("Save license", 422, number="none").says("has no digit")
    page = page.submit("Save license", number="MA2", expires_on="2029-08-31").says("MA2", "31 August 2029")
    page.follow("Change Florida, Massage therapy: MA2").submit("Remove this license").says("No license is entered yet.")
    assert stored(app, MINE) == []


def test_nobody_else_finds_it(app: Flask):
    added(Browser(signed_in(app, ANA)).get(LICENCES))
    (licence,) = stored(app, MINE)
    dee = Browser(signed_in(app, DEE))
    token = dee.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    dee.get(LICENCES).says_not("MA 00123")
    for number in (licence.id, 999_999):
        dee.get(f"{LICENCES}/{number}", 404)
        dee.post(f"{LICENCES}/{number}", {"csrf_token": token, "state": "GA", "kind": "massage", "number": "1"}, 404)
        dee.post(f"{LICENCES}/{number}/remove", {"csrf_token": token}, 404)
    assert [one.number for one in stored(app, MINE)] == ["MA 00123"]


def test_they_are_asked_for_before_the_first_quiz_and_the_way_back_leads_there(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    quiz = enrolled(app, ANA).get(START).says("Do you have a license to renew?")
    page = added(quiz.follow("Enter my license"))
    assert page.address == START
    page.says("Your license was added.").says_not("Do you have a license to renew?")


def test_who_has_none_yet_says_so_once(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = enrolled(app, ANA).get(START).submit("I have none yet")
    assert page.address == START
    page.says_not("Do you have a license to renew?").submit("Start the quiz")
    assert stored(app, MINE) == []


def test_nobody_is_sent_to_another_site_afterwards(app: Flask):
    page = Browser(signed_in(app, ANA)).get(f"{LICENCES}?next=//evil.example/")
    assert added(page).address == LICENCES


def test_the_name_on_the_licence_is_kept_beside_the_one_we_greet_with(app: Flask):
    page = Browser(signed_in(app, ANA)).get(LICENCES)
    page.submit("Save name", 422, licence_name=" ").says("Enter your name as it is on your license.")
    page.submit("Save name", licence_name="Ana M. Díaz").says("Saved.", f"Signed in as {ANA.name}")
    assert stored(app, select(Person.licence_name).where(Person.email == ANA.email)) == ["Ana M. Díaz"]


def test_a_licence_in_one_line():
    assert licence_text("FL", "massage", "MA1") == "Florida, Massage therapy: MA1"
    assert licence_text("US", "nccaom", "12345") == "NCCAOM: 12345"


@given(st.text(max_size=60))
def test_a_number_that_is_taken_has_something_to_compare(number: str):
    if fault_in(number) is None:
        assert normalised(number)
        assert normalised(number) == normalised(normalised(number)) == normalised(f" {number.lower()} ")


def test_a_number_has_a_digit_and_an_example_is_no_refusal():
    assert fault_in("abc") is NumberFault.NO_DIGIT
    assert fault_in("MA12345") is None
    assert unusual("FL", "massage", "ma 12345") == unusual("TX", "massage", "9") == ""
    assert unusual("US", "nccaom", "012345") == "12345"
