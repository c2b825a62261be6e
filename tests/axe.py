"""Run axe over a page in the real browser, and say readably what it found."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What the law asks for (WCAG 2.2 A and AA) and what is good practice besides.
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
_axe = Axe()


def assert_accessible(page: Page) -> None:
    """Fail with one paragraph for each rule that the page breaks."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, once a page however often it is looked at
        page.evaluate(_axe.axe_script)
    found = page.evaluate("options => axe.run(document, options).then((told) => told.violations)", OPTIONS)
    assert not found, f"{page.url}:\n" + "\n".join(_told(violation) for violation in found)


def _told(violation: dict) -> str:
    places = [f"    {' '.join(map(str, node['target']))}  {node['html'][:150]}" for node in violation["nodes"]]
    return f"- {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)
