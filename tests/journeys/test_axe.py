"""Pages that only show up when something is missing, mistyped or broken: axe complains of nothing, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.exc import OperationalError

from app.learning import queries as learning
from tests.axe import axe_faults
from tests.journeys import stories
from tests.journeys.sites import SHIPPED, Site
from tests.making import COUNT, SLUG, STEMS
from tests.people import ANA, BEN, DEE, PASSWORD, Someone, add

KIM = Someone("Kim Sørensen", "kim@example.org")
LEE = Someone("Lee Abara", "lee@example.org")


@pytest.mark.parametrize("who", [None, ANA, BEN])
def test_empty_pages_are_accessible(who: Someone | None, empty_site: Site, quiet: Callable[..., Page]):
    page = quiet()
    if who:
        empty_site.sign_in(page.context, who)
    found = []
    for address in ["/", "/courses"] + (["/my", "/certificates"] if who else []) + (["/studio"] if who is BEN else []):
        page.goto(empty_site.address + address)
        found += axe_faults(page)
    assert not found, "\n".join(found)


FORMS = {  # address → what is typed before the button is pressed, and the button
    "/sign-in": ({"Email address": "ana@example.org", "Password": "not hers"}, "Sign in"),
    "/register": ({"Email address": "nobody", "Password": "short"}, "Register"),
    "/join": ({"Code": "ABCD"}, "Join"),
    "/verify": ({"Certificate code or serial number": "ABCDEFGHJKMNPQRSTUVWXYZ2345"}, "Check"),
    "/account": ({"Your name": ""}, "Save name"),
    "/account/password": ({"New password again": "something else"}, "Change password"),
    f"/learn/{SHIPPED}/certificate/effleurage": ({"Your name, exactly as on your license": ""}, "Issue my certificate"),
}


@pytest.mark.parametrize("address", FORMS)
def test_forms_with_errors_are_accessible(address: str, site: Site, quiet: Callable[..., Page]):
    page = quiet()
    if address.startswith(("/account", "/learn")):
        stories.enrol(site.app, KIM, SHIPPED)
        stories.take(site.app, KIM, SHIPPED, "effleurage")
        site.sign_in(page.context, KIM)
    page.goto(address)
    typed, button = FORMS[address]
    for label, value in typed.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert not axe_faults(page)


def writing_words(site: Site, quiet: Callable[..., Page], script: str | None = None) -> Page:
    """A window with the question that is answered in one's own words. `script`: instead of the one that saves."""
    stories.enrol(site.app, LEE, SLUG)
    attempt = stories.take(site.app, LEE, SLUG, "strokes", answered=0, submit=False)
    page = quiet()
    site.sign_in(page.context, LEE)
    if script is not None:
        page.route("**/answer.js*", lambda route: route.fulfill(content_type="text/javascript", body=script))
    for number in range(1, COUNT + 1):
        page.goto(f"{attempt}/{number}")
        if page.get_by_role("heading", name=STEMS["short-answer"]).count():
            break
    return page


def test_the_words_about_an_unsaved_answer_are_accessible(
    site: Site, quiet: Callable[..., Page], complaints: list[str]
):
    page = writing_words(site, quiet)
    page.route("**/attempts/**", lambda route: route.fulfill(status=503, body="{}"))
    page.get_by_label("Your answer").fill("light")
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet.")
    assert not axe_faults(page)
    complaints.clear()  # the browser notes each 503
    page.evaluate("localStorage.clear()")


def test_a_question_with_an_error_is_accessible(site: Site, quiet: Callable[..., Page]):
    page = writing_words(site, quiet, script="")
    field = page.get_by_label("Your answer")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("light " * 100)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert", name="There is a problem")).to_contain_text("500 characters")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert not axe_faults(page)


def broken(*_any: object) -> None:
    """The database is away."""
    raise OperationalError("SELECT", {}, Exception("disk I/O error"))


def fault_of_ours(*_any: object) -> None:
    """A fault in the program."""
    raise ZeroDivisionError


@pytest.mark.parametrize(("fault", "heading"), [
    (broken, "The site is busy for a moment"), (fault_of_ours, "Something went wrong on our side"),
])  # fmt: skip
def test_error_pages_are_accessible(
    site: Site, quiet: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None], heading: str
):
    page = quiet()
    site.sign_in(page.context, DEE)
    monkeypatch.setattr(learning, "courses_of", fault)
    page.goto("/my")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert not axe_faults(page)


def test_the_page_for_what_was_not_saved_is_accessible(
    site: Site, quiet: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
):
    add(site.app, DEE, PASSWORD)
    page = quiet()
    site.sign_in(page.context, DEE)
    page.goto("/account")
    monkeypatch.setattr("app.accounts.actions.rename", broken)
    page.get_by_label("Your name").fill("Dee Novák-Okafor, who has quite a long name")
    page.get_by_role("button", name="Save name").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("not saved")
    expect(page.get_by_role("main")).to_contain_text("Dee Novák-Okafor, who has quite a long name")
    assert not axe_faults(page)
    monkeypatch.undo()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("Your name was changed.")).to_be_visible()
    assert not axe_faults(page)
