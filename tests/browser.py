"""A browser without pictures: follows links, fills in forms as a person would, and checks every page it is given.

    page = browser.get("/register")
    page = page.submit("Create account", name="Ana", email="ana@example.org", password="…")
    page = page.follow("My courses")

A field or choice that the page does not offer cannot be filled in, a link that is not there cannot be followed.
"""

from typing import Self
from urllib.parse import urljoin

import lxml.html
from flask.testing import FlaskClient
from lxml.html import FormElement, HtmlElement
from werkzeug.test import TestResponse

from tests.page_checks import faults_of, words

Value = str | bool | list[str]
Fields = dict[str, Value]


class Browser:
    """One person's browser: it keeps cookies."""

    def __init__(self, client: FlaskClient) -> None:
        """`client`: a stranger's (`app.test_client()`), or somebody's (`people.signed_in(app, ANA)`)."""
        self.client = client

    def get(self, address: str, status: int = 200, **arguments: object) -> "Page":
        """Open an address, following redirects; the last answer must have `status`."""
        return self._page(self.client.get(address, follow_redirects=True, **arguments), status)

    def post(self, address: str, data: dict[str, object], status: int = 200) -> "Page":
        """Send a form that no page showed; for refusals."""
        return self._page(self.client.post(address, data=data, follow_redirects=True), status)

    def _page(self, response: TestResponse, status: int) -> "Page":
        page = Page(self, response)
        assert response.status_code == status, f"{page.address}: {response.status}, not {status}\n{page.text[:600]}"
        if response.mimetype == "text/html":
            faults = faults_of(response.text, response.headers, page.tree)
            assert not faults, f"{page.address}:\n- " + "\n- ".join(faults)
        return page


class Page:
    """One answer, read."""

    def __init__(self, browser: Browser, response: TestResponse) -> None:
        """Made by Browser."""
        self.browser, self.response = browser, response
        query = response.request.query_string.decode()
        self.address = response.request.path + (f"?{query}" if query else "")
        is_html = response.mimetype == "text/html"
        self.tree: HtmlElement | None = lxml.html.document_fromstring(response.text) if is_html else None

    @property
    def text(self) -> str:
        """What a person reads, with single spaces."""
        if self.tree is None:
            return self.response.get_data(as_text=True)
        return " ".join(" ".join(self.tree.xpath("//body//text()[not(parent::script or parent::style)]")).split())

    @property
    def heading(self) -> str:
        """The h1."""
        return words(self.find("//h1"))

    def find(self, xpath: str) -> HtmlElement:
        """The one element at `xpath`."""
        found = [] if self.tree is None else self.tree.xpath(xpath)
        assert len(found) == 1, f"{len(found)} times {xpath} at {self.address}"
        return found[0]

    def says(self, *parts: str) -> Self:
        """The page must show these words; returns the page."""
        for part in parts:
            assert part in self.text, f"{self.address} does not say {part!r}:\n{self.text[:1500]}"
        return self

    def says_not(self, *parts: str) -> Self:
        """The page must not show these words; returns the page."""
        for part in parts:
            assert part not in self.text, f"{self.address} says {part!r}"
        return self

    def follow(self, link: str, status: int = 200) -> "Page":
        """Follow the link that reads `link` (or has that aria-label)."""
        return self.browser.get(urljoin(self.address, self._named("//a[@href]", link).get("href")), status)

    def submit(
        self, button: str, /, status: int = 200, fields: dict[str, Value] | None = None, **more: Value
    ) -> "Page":
        """Fill in fields of the form around `button`, press it, follow redirects.

        Text and choices are strings, one box is True or False, several boxes of one name are a list of values.
        """
        pressed = self._named("//button", button)
        form = self._form_of(pressed)
        for name, value in ((fields or {}) | more).items():
            fill(form, name, value)
        data = [
            *form.form_values(),
            *([(pressed.get("name"), pressed.get("value", ""))] if pressed.get("name") else []),
        ]
        address = urljoin(self.address, pressed.get("formaction") or form.get("action") or "")
        grouped: dict[str, list[str]] = {}
        for name, value in data:
            grouped.setdefault(name, []).append(value)
        if form.method == "GET":
            return self.browser.get(address.partition("?")[0], status, query_string=grouped)
        return self.browser.post(address, dict(grouped), status)

    def _named(self, xpath: str, name: str) -> HtmlElement:
        everything = [] if self.tree is None else self.tree.xpath(xpath)
        found = [element for element in everything if name in (words(element), element.get("aria-label"))]
        known = sorted({words(element) for element in everything})
        assert found, f"no {name!r} at {self.address}; there are {known}"
        return found[0]

    def _form_of(self, button: HtmlElement) -> FormElement:
        if owner := button.get("form"):
            return self.find(f"//form[@id='{owner}']")
        return next(button.iterancestors("form"))


def fill(form: FormElement, name: str, value: Value) -> None:
    """Fill in one field. Fails when the form has no such field, or does not offer the choice."""
    assert name in form.inputs, f"no field {name!r}; there are {sorted(form.inputs.keys())}"
    field = form.inputs[name]
    if isinstance(value, bool):
        field.checked = value
    elif isinstance(value, list):
        field.value = set(value)
    else:
        field.value = value
