"""Every page there is, by who opens it: axe and the browser complain of nothing, and it fits on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.axe import axe_faults, look_in_turn
from tests.drafting import opened
from tests.journeys import pages, running, stories
from tests.journeys.sites import Site
from tests.layout import layout_faults
from tests.machine import DEEP
from tests.making import SLUG
from tests.people import ANA, BEN, CORA, signed_in

EACH_AXE = 3  # by default axe looks at every third page: what it finds it mostly finds in the parts that all share
QUESTION = "/attempts/<attempt>/<int(max=9999):number>"


def looked_at(addresses: list[str]) -> list[str]:
    """One page of each address with its template, and every kind of question; the long run looks at all."""
    routes, found = pages.routes_to_show(), dict[str, str]()
    for address in addresses:
        route = pages.route_of(address, routes)
        found.setdefault(address if DEEP or route == QUESTION else route, address)
    return list(found.values())


@pytest.mark.parametrize("who", pages.PEOPLE)
def test_every_page_is_accessible_fits_a_phone_and_loses_nothing_at_twice_the_size(
    who: str, site: Site, quiet: Callable[..., Page]
):
    someone, addresses_of = pages.PEOPLE[who]
    page = quiet()
    if someone:
        site.sign_in(page.context, someone)
    found = []
    for number, address in enumerate(looked_at(addresses_of(site.app))):
        page.goto(address)
        if DEEP or number % EACH_AXE == 0:
            found += axe_faults(page, look_in_turn(number // EACH_AXE))
        found += layout_faults(page)
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
    opened(site.app, SLUG)
    addresses = {
        "/health": "/health",
        "/metrics": "/metrics",
        "/sign-in/second-step": "/sign-in/second-step",
        "/brand/<sha256>.svg": f"/brand/{'0' * 64}.svg",
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
    absent = {"/brand/<sha256>.svg"}  # until a school gives a logo
    for route, address in addresses.items():
        said = signed_in(site.app, CORA if "studio" in address else ANA).get(address, buffered=True)
        is_page = said.status_code == 200 and said.mimetype == "text/html"
        assert (said.status_code in ({404} if route in absent else {200, 302}), is_page) == (True, False), address
