"""Run axe over a page in the real browser, and say readably what it found."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What the law asks for (WCAG 2.2 A and AA) and what is good practice besides.
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a dark page may break alone
_axe = Axe()


def assert_accessible(page: Page, rules: dict[str, object] = RULES) -> None:
    """Fail with one paragraph for each of the rules that the page breaks."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, once a page however often it is looked at
        page.evaluate(_axe.axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options).then((told) => told.violations)", options)
    assert not found, f"{page.url}:\n" + "\n".join(_told(violation) for violation in found)


def _told(violation: dict) -> str:
    places = [f"    {' '.join(map(str, node['target']))}  {node['html'][:150]}" for node in violation["nodes"]]
    return f"- {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)
