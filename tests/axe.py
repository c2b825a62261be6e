"""Run axe over a page in the real browser, and say readably what it found."""

from collections.abc import Sequence
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.layout import PHONE, SCREEN
from tests.machine import DEEP

Look = tuple[dict[str, int], str]  # the window's size; light or dark
# A page has the same elements in the dark, and the same colors on a phone: two looks find nearly what four do.
LOOKS: Sequence[Look] = (
    list(product((PHONE, SCREEN), ("light", "dark"))) if DEEP else [(PHONE, "light"), (SCREEN, "dark")]
)
# What the law asks for (WCAG 2.2 A and AA) and what is good practice besides.
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a dark page may break alone
_axe = Axe()


def look_in_turn(number: int) -> Sequence[Look]:
    """How the page of that number is looked at when there are many: pages share their parts, so one look each."""
    return LOOKS if DEEP else [LOOKS[number % len(LOOKS)]]


def axe_faults(page: Page, looks: Sequence[Look] = LOOKS) -> list[str]:
    """What axe finds on this page in each look, a paragraph for each of the rules that the page breaks."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, once a page however often it is looked at
        page.evaluate(_axe.axe_script)
    found = []
    for number, (size, scheme) in enumerate(looks):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        options = {"runOnly": COLORS if number and not DEEP else RULES, "resultTypes": ["violations"]}
        violations = page.evaluate("options => axe.run(document, options).then((told) => told.violations)", options)
        found += [f"{page.url} {size['width']} {scheme}:\n{_told(violation)}" for violation in violations]
    return found


def assert_accessible(page: Page) -> None:
    """Fail with what axe finds on the page as it is shown now."""
    size = page.viewport_size
    faults = axe_faults(page, [({"width": size["width"], "height": size["height"]}, "light")] if size else LOOKS[:1])
    assert not faults, "\n".join(faults)


def _told(violation: dict) -> str:
    places = [f"    {' '.join(map(str, node['target']))}  {node['html'][:150]}" for node in violation["nodes"]]
    return f"- {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)
