"""Cora gives roles, closes accounts and opens them again; never her own, and never the last administrator's."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.administration import actions
from app.accounts.models import Person, SignIn
from app.accounts.queries import person_by_email
from app.accounts.rules import Role
from app.platform import clock
from app.platform.audit import AuditEvent
from app.platform.transactions import writing
from tests.accounts.letters import letters, link_in
from tests.accounts.standing import change
from tests.browser import Browser, Page
from tests.people import ANA, CORA, DEE, PASSWORD, Someone, add, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import stored
from tests.together import together

DAN = Someone("Dan Brandt", "dan@example.org", Role.ADMINISTRATOR)


def page_of(app: Flask, someone: Someone, by: Someone = CORA) -> Page:
    return Browser(signed_in(app, by)).get(f"/admin/people/{add(app, someone)}")


def role_of(app: Flask, someone: Someone) -> list[str]:
    return stored(app, select(Person.role).where(Person.email == someone.email))


def test_a_student_becomes_an_instructor_and_one_again(app: Flask):
    ana = Browser(signed_in(app, ANA))
    ana.get("/studio", 403)
    page = page_of(app, ANA).submit("Change role", role="instructor").says(f"{ANA.name} is now: Instructor.")
    ana.get("/studio")
    page.submit("Change role", role="student")
    ana.get("/studio", 403)
    lines = stored(app, select(AuditEvent).where(AuditEvent.action == "gave role").order_by(AuditEvent.id))
    assert [line.details for line in lines] == [
        {"before": "student", "role": "instructor"}, {"before": "instructor", "role": "student"},
    ]  # fmt: skip
    assert {line.person_id for line in lines} == {add(app, CORA)}


def test_an_account_closed_is_closed_everywhere_at_once_and_its_owner_is_told_plainly(app: Flask, browser: Browser):
    add(app, ANA, PASSWORD)
    phone, laptop = (Browser(signed_in(app, ANA)) for _ in range(2))
    page = page_of(app, ANA).submit("Close this account").says("Disabled")
    assert stored(app, select(SignIn.person_id)) == [add(app, CORA)]
    for device in (phone, laptop):
        assert device.get("/my").heading == "Sign in"
    sign_in = browser.get("/sign-in")
    sign_in.submit("Sign in", email=ANA.email, password=PASSWORD).says("This account was closed by the school")
    sign_in.submit("Sign in", email=ANA.email, password="not hers at all").says_not("closed")
    page.submit("Open this account").says("Active")
    assert browser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD).heading == "My courses"


def test_a_link_sent_before_does_not_open_a_closed_account_not_even_later(app: Flask, browser: Browser):
    cora = Browser(signed_in(app, CORA))
    cora.get("/admin/people/invite").submit("Send the invitation", email=DEE.email, name=DEE.name)
    page = page_of(app, DEE).submit("Close this account")
    link = link_in(letters(app, DEE.email)[0])
    browser.get(link, 410)
    page.submit("Open this account")
    browser.get(link, 410)


def test_nobody_changes_themself(app: Flask):
    page = page_of(app, CORA).says("This is you")
    assert not page.tree.xpath("//select") + page.tree.xpath("//button[text()='Close this account']")
    for fields in ({"do": "role", "role": "student"}, {"do": "disable"}, {"do": "enable"}):
        refused = page.browser.post(page.address, {"csrf_token": token_of(page.browser)} | fields, 409)
        refused.says("by another administrator only")
    assert (role_of(app, CORA), stored(app, select(Person.active))) == (["administrator"], [True])


@pytest.mark.parametrize("step", ["role", "disable"])
def test_of_two_administrators_who_end_each_other_at_once_one_remains(app: Flask, step: str):
    pages = [page_of(app, DAN), page_of(app, CORA, by=DAN)]
    tokens = [token_of(page.browser, page.address) for page in pages]

    def press(page: Page, token: str) -> int:
        data = {"csrf_token": token, "do": step, "role": "student"}
        return page.browser.client.post(page.address, data=data).status_code

    found = together([partial(press, page, token) for page, token in zip(pages, tokens, strict=True)])
    # The other one is refused as somebody who is no administrator any more, or asked to sign in.
    assert sorted(found)[0] == 302, found
    administrators = Person.active & (Person.role == "administrator")
    assert len(stored(app, select(Person.id).where(administrators))) == 1


def test_the_last_administrator_stays_one_even_from_the_terminal(app: Flask):
    number = add(app, CORA)
    add(app, DAN)
    change(app, DAN, active=False)  # a closed account administers nothing
    for step in (
        lambda: actions.give_role(number, Role.INSTRUCTOR, clock.now(), None),
        lambda: actions.disable(number, clock.now(), None),
    ):
        with app.app_context(), pytest.raises(actions.LastAdministrator), writing():
            step()
    assert role_of(app, CORA) == ["administrator"]


def test_who_was_an_administrator_when_the_page_was_opened_may_not_go_on(app: Flask):
    """The row is read again under the lock: between the check at the door and the change, somebody took the role."""
    add(app, ANA)
    add(app, CORA)
    add(app, DAN)
    change(app, DAN, role="student")
    with app.app_context(), pytest.raises(actions.NotAdministrator), writing():
        actions.give_role(person_by_email(ANA.email).id, Role.ADMINISTRATOR, clock.now(), person_by_email(DAN.email))


def test_what_matters_asks_for_the_password_again_after_half_an_hour(app: Flask):
    add(app, CORA, PASSWORD)
    page = page_of(app, ANA)
    with page.browser.client.session_transaction() as session:
        session["fs_paa"] -= 31 * 60
    asked = page.submit("Change role", role="instructor")
    assert (asked.heading, role_of(app, ANA)) == ("Is it still you?", ["student"])
    asked.says("Nothing was changed yet").submit("Go on", password="not hers at all").says("not your present password")
    back = asked.submit("Go on", password=PASSWORD)
    assert back.address == page.address
    back.submit("Change role", role="instructor")
    assert role_of(app, ANA) == ["instructor"]


def test_who_has_no_password_is_told_how_to_come_by_one(app: Flask):
    page = page_of(app, ANA)
    with page.browser.client.session_transaction() as session:
        session["fs_paa"] = 0
    page.submit("Close this account").says("You have no password yet").follow("Send me a link")


def test_no_other_button_and_no_other_role_does_anything(app: Flask):
    page = page_of(app, ANA)
    for fields in ({"do": "promote"}, {}, {"do": "role", "role": "king"}, {"do": "role"}):
        page.browser.post(page.address, {"csrf_token": token_of(page.browser)} | fields, 422)
    page.browser.get("/admin/people/999999", 404)
    assert role_of(app, ANA) == ["student"]
