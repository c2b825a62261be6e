"""Every page there is, light and dark, on a screen and on a phone: axe and the browser itself complain of nothing."""

import os
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, Response, expect
from sqlalchemy.exc import OperationalError

from app.learning import queries as learning
from tests.axe import COLORS, RULES, assert_accessible
from tests.journeys import pages, running, stories
from tests.journeys.sites import SHIPPED, Site
from tests.making import COUNT, SLUG, STEMS
from tests.people import ANA, BEN, CORA, DEE, PASSWORD, Someone, add, signed_in

SCREEN, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
DEEP = os.environ.get("FASCIA_TEST_DEEP") == "1"
# A page has the same elements in the dark, and the same colors on a phone: two looks find nearly what four do.
LOOKS = list(product((SCREEN, PHONE), ("light", "dark"))) if DEEP else [(PHONE, "light"), (SCREEN, "dark")]
KIM = Someone("Kim Sørensen", "kim@example.org")
LEE = Someone("Lee Abara", "lee@example.org")


def faults(page: Page) -> list[str]:
    """What axe finds on this page, however it is shown."""
    found = []
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        try:
            assert_accessible(page, RULES if scheme == "light" or DEEP else COLORS)
        except AssertionError as error:
            found.append(f"{size['width']} {scheme} {error}")
    return found


@pytest.fixture
def quiet(open_page: Callable[..., Page], complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens windows in which nothing may be asked of another server; a page's own 4xx or 5xx is not its fault."""
    strangers: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            refused.append(response.status)

    def open_one(**options: object) -> Page:
        page = open_page(reduced_motion="reduce", **options)  # colors that are still fading have no contrast yet
        page.on("response", note)
        page.on("request", lambda asked: strangers.append(asked.url) if not is_ours(asked.url) else None)
        return page

    refused: list[int] = []
    yield open_one
    expected = [complaint for complaint in complaints if any(f"status of {status}" in complaint for status in refused)]
    complaints[:] = [complaint for complaint in complaints if complaint not in expected]
    assert not strangers


def is_ours(address: str) -> bool:
    """Whether an address is this machine's, or part of the page itself."""
    return address.startswith(("http://localhost:", "data:", "blob:"))


@pytest.mark.parametrize("who", pages.PEOPLE)
def test_every_page_is_accessible(who: str, site: Site, quiet: Callable[..., Page]):
    someone, addresses_of = pages.PEOPLE[who]
    page = quiet()
    if someone:
        site.sign_in(page.context, someone)
    found = []
    for address in addresses_of(site.app):
        page.goto(address)
        found += faults(page)
    assert not found, "\n".join(found)


def test_no_page_is_forgotten(site: Site):
    """A new address is opened above, as itself and not as a refusal, or `pages.NOT_PAGES` says why it is none."""
    routes, shown = pages.routes_to_show(), set()
    for someone, addresses_of in pages.PEOPLE.values():
        addresses = addresses_of(site.app)
        client = signed_in(site.app, someone) if someone else site.app.test_client()
        shown |= {pages.route_of(one, routes) for one in addresses if client.get(one).status_code == 200}
    assert set(routes) - shown == set()


def test_what_is_called_no_page_is_none(site: Site):
    """And the list of reasons names nothing that is gone, or that became a page."""
    code = pages.finished(site.app)
    addresses = {
        "/health": "/health",
        "/join/<token>": f"/join/{running.run(site.app, BEN)[1]}",
        "/my/<course>": f"/my/{SLUG}",
        "/courses/<course>/enrol": f"/courses/{SLUG}/enrol",
        "/static/<path:filename>": "/static/app.css",
        "/certificates/<code>.pdf": f"/certificates/{code}.pdf",
        "/certificates/<code>.json": f"/certificates/{code}.json",
        "/certificates/transcript.csv": "/certificates/transcript.csv",
        "/certificates/transcript.pdf": "/certificates/transcript.pdf",
        "/issuer": "/issuer",
        "/issuer/keys": "/issuer/keys",
        "/issuer/keys/<key_id>": f"/issuer/keys/{site.app.extensions['press'].keyring.current.id}",
        "/issuer/certificates.pem": "/issuer/certificates.pem",
        "/issuer/status/<int(max=99999):number>": "/issuer/status/1",
        "/studio/<course>/roster.csv": f"/studio/{SLUG}/roster.csv",
        "/studio/<course>/corrections.csv": f"/studio/{SLUG}/corrections.csv",
        "/studio/<course>/quiz/<unit>/export/<form>": f"/studio/{SLUG}/quiz/strokes/export/gift",
        "/studio/<course>/quiz/<unit>/analysis.csv": f"/studio/{SLUG}/quiz/strokes/analysis.csv",
        "/studio/<course>/audit-pack.zip": f"/studio/{SLUG}/audit-pack.zip",
        "/studio/<course>/certificates.csv": f"/studio/{SLUG}/certificates.csv",
        "/studio/reports/<int(max=2147483647):batch>/roster.xls": f"{stories.reported(site.app, CORA)}/roster.xls",
    }
    assert addresses.keys() == pages.NOT_PAGES.keys()
    for address in addresses.values():
        said = signed_in(site.app, CORA if "studio" in address else ANA).get(address, buffered=True)
        is_page = said.status_code == 200 and said.mimetype == "text/html"
        assert (said.status_code in {200, 302}, is_page) == (True, False), address


@pytest.mark.parametrize("who", [None, ANA, BEN])
def test_empty_pages_are_accessible(who: Someone | None, empty_site: Site, quiet: Callable[..., Page]):
    page = quiet()
    if who:
        empty_site.sign_in(page.context, who)
    found = []
    for address in ["/", "/courses"] + (["/my", "/certificates"] if who else []) + (["/studio"] if who is BEN else []):
        page.goto(empty_site.address + address)
        found += faults(page)
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
    assert not faults(page)


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
    assert not faults(page)
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
    assert not faults(page)


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
    assert not faults(page)


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
    assert not faults(page)
    monkeypatch.undo()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("Your name was changed.")).to_be_visible()
    assert not faults(page)
