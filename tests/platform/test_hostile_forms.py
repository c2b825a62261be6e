"""Whatever somebody hostile types into whichever field is refused in a sentence or shown as words, never obeyed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import FormElement
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from tests.browser import Browser
from tests.people import ANA, BEN, CORA, signed_in
from tests.platform.everywhere import Site, lived_in, token_of
from tests.sitting import stored

pytestmark = pytest.mark.sqlite_only
# Out of an attribute, out of a text, into a template, out of a statement; long enough to be refused in some places.
HOSTILE = (
    """x'"><obeyed-tag obeyed=1></p></textarea></title><obeyed-tag>{{ 7*191 }}{% raw %}${7*191}"""
    "'; DROP TABLE people;--"
)
OBEYED = str(7 * 191)
TYPED = ("text", "search", "email", "url", "tel", "password", "number", "date", None)
UNSAFE = (
    "/sign-in",
    "/account/password",
    "/account/verify",
)  # too many mistakes there close the door to the walk itself


def forms_of(answer: TestResponse, address: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each form of a page in which something can be typed, filled in: where it goes and what is sent."""
    if answer.mimetype != "text/html" or not answer.data:
        return
    for form in lxml.html.document_fromstring(answer.text).forms:
        if filled := _filled(form):
            yield urljoin(address, form.get("action") or address), filled


def _filled(form: FormElement) -> dict[str, list[str]]:
    typed = [one for one in form.xpath(".//input | .//textarea") if one.tag == "textarea" or one.get("type") in TYPED]
    if form.method != "POST" or not any(one.get("name") for one in typed):
        return {}
    data: dict[str, list[str]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    data |= {one.get("name"): [HOSTILE] for one in typed if one.get("name")}
    pressed = form.xpath(".//button[@name]")[:1]
    return data | {one.get("name"): [one.get("value", "")] for one in pressed}


def obeyed(answer: TestResponse) -> bool:
    """Whether anything of it became more than words."""
    if answer.mimetype != "text/html" or not answer.data:
        return False
    tree = lxml.html.document_fromstring(answer.text)
    return bool(tree.xpath("//obeyed-tag | //*[@obeyed]")) or OBEYED in answer.text


def walked(site: Site, client: FlaskClient, faults: list[str]) -> int:
    """Open every page, send every form; returns how many were sent."""
    sent = 0
    for address in dict.fromkeys(address for _, address in site.addresses("GET")):
        page = client.get(address, buffered=True)
        for target, data in forms_of(page, address):
            if target.startswith(UNSAFE):
                continue
            answer, sent = client.post(target, data=data, buffered=True), sent + 1
            if answer.status_code >= 500 or obeyed(answer):
                faults.append(f"POST {target} at {address}: {answer.status}")
    return sent


def test_whatever_is_typed_into_any_form_is_shown_as_words_or_refused(app: Flask, tmp_path: Path):
    site, faults = lived_in(app, tmp_path), list[str]()
    people = {
        "stranger": app.test_client(),
        "Ana": site.ana.client,
        "Ben": signed_in(app, BEN),
        "Cora": signed_in(app, CORA),
    }
    sent = {name: walked(site, client, faults) for name, client in people.items()}
    assert faults == []
    assert sum(sent.values()) > 50, sent
    for name, client in people.items():
        for _, address in site.addresses("GET"):
            answer = client.get(address, buffered=True)
            assert answer.status_code < 500, f"{name}, {address}"
            assert not obeyed(answer), f"{name}, {address}"


def test_no_other_site_is_let_in(app: Flask):
    ana = signed_in(app, ANA)
    for address in ("/", "/my", "/health", "/nowhere", "/static/app.css", "/issuer"):
        open_to_all = (
            {"Access-Control-Allow-Origin": "*"} if address == "/issuer" else {}
        )  # for wallets, without cookies
        for method in ("GET", "OPTIONS"):
            headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
            answer = ana.open(address, method=method, headers=headers, buffered=True)
            found = {name: value for name, value in answer.headers if name.startswith("Access-Control-")}
            assert found in ({}, open_to_all), address


def test_no_folder_is_listed_and_trace_is_not_answered(app: Flask):
    client = app.test_client()
    for address in ("/static/", "/static", "/static/fonts/", "/static/../", "/.git/config"):
        assert client.get(address).status_code == 404, address
    for address in ("/", "/courses", "/static/app.css"):
        answer = client.open(address, method="TRACE", headers={"X-Mine": "a-secret"}, buffered=True)
        assert (answer.status_code, "a-secret" in answer.text) == (405, False)


def test_a_field_sent_twice_counts_once(app: Flask):
    ana = Browser(signed_in(app, ANA))
    data = {"csrf_token": token_of(ana, "/account"), "name": ["Ana the First", "Ana the Second"]}
    ana.client.post("/account?name=Ana+of+the+Address", data=data)
    assert stored(app, select(Person.name)) == ["Ana the First"]
