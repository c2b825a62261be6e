"""What was issued stays as it was, whatever is changed around it: name, course, provider, template, logo, program."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import update

from app.accounts.models import Person
from app.catalogue.models import CourseRevision, Module
from app.certificates import pdf
from app.certificates.documents import badge, seal
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import COURSE, changed_settings, claimed, earned
from tests.making import COURSE as COURSE_FILE
from tests.making import MODULE as MODULE_FILE
from tests.making import course_files
from tests.people import ANA, signed_in
from tests.sitting import publish

Change = Callable[[Flask, Path, pytest.MonkeyPatch], None]


def values(browser: Browser, address: str) -> list[str]:
    """Every printed value on the page, and on the one for strangers."""
    found = []
    for page in (browser.get(address), browser.get(address.replace("/certificates/", "/verify/"))):
        found += [" ".join(one.text_content().split()) for one in page.tree.xpath("//main//dd | //p[@class='name']")]
    return sorted(set(found))


def badge_of(browser: Browser, address: str) -> dict[str, Any]:
    """What the Open Badge says, and who says it."""
    token = browser.client.get(f"{address}.json").get_data(as_text=True)
    head, body, _signature = (one + "=" * (-len(one) % 4) for one in token.split("."))
    return {"token": token, **json.loads(base64.urlsafe_b64decode(head)), **json.loads(base64.urlsafe_b64decode(body))}


def a_new_name(app: Flask, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.email == ANA.email).values(name="X", licence_name="Y"))


def a_new_edition(app: Flask, folder: Path, _patch: pytest.MonkeyPatch) -> None:
    course = COURSE_FILE.replace("Warm hands", "Cold feet").replace("Ben Okafor", "Someone New").replace("LMT", "PhD")
    publish(app, folder / "again", course_files(course=course, module=MODULE_FILE.replace("Opening", "Closing")))


def a_revision_changed_in_place(app: Flask, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    """Against the rules of the house; still no certificate reads it."""
    with app.app_context(), writing():
        db.session.execute(update(CourseRevision).values(title="Cold feet", content_hash="0" * 64))
        db.session.execute(update(Module).values(title="Closing strokes"))


def another_program(_app: Flask, _folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Another layout, another badge, another seal, another way to tidy: all that would make the documents anew."""
    patch.setattr(pdf, "render", lambda _sheet: b"another program")
    patch.setattr(badge, "credential", lambda *_given: {"another": "badge"})
    patch.setattr(seal, "sealed", lambda *_given: "https://elsewhere.example/#1")


def another_template(app: Flask, _folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The page is drawn with a new shell, with a logo in it."""
    shell = "shells/paper.html"
    source, *_rest = app.jinja_env.loader.get_source(app.jinja_env, shell)
    drawn = source.replace("{% block sheet %}", '<img src="/static/logo.svg" alt="">{% block sheet %}')
    assert drawn != source
    patch.setattr(app.jinja_env, "loader", ChoiceLoader([DictLoader({shell: drawn}), app.jinja_env.loader]))
    app.jinja_env.cache.clear()


def another_key(app: Flask, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    app.extensions["press"].keyring.rotate("Another School", clock.now())


CHANGES: list[Change] = [
    a_new_name, a_new_edition, a_revision_changed_in_place, another_program, another_template, another_key,
]  # fmt: skip


@pytest.fixture
def issued(app: Flask, tmp_path: Path) -> Iterator[tuple[Browser, str]]:
    page = claimed(earned(app, tmp_path), COURSE)
    yield page.browser, page.address
    app.jinja_env.cache.clear()


def everything(browser: Browser, address: str) -> tuple[list[str], bytes, dict[str, Any]]:
    return values(browser, address), browser.client.get(f"{address}.pdf").data, badge_of(browser, address)


@pytest.mark.parametrize("change", CHANGES)
def test_page_file_and_badge_stay_as_they_were(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, issued: tuple[Browser, str], change: Change
):
    browser, address = issued
    before = everything(browser, address)
    assert before[1].startswith(b"%PDF-")
    assert before[2]["credentialSubject"]["achievement"]["name"] == "Warm hands"
    change(app, tmp_path, monkeypatch)
    assert everything(browser, address) == before


def test_another_school_changes_nothing_either(app: Flask, tmp_path: Path, issued: tuple[Browser, str]):
    browser, address = issued
    before = everything(browser, address)
    changes = {"provider_name": "Harbor School", "provider_contact": "Pier 1", "paper": "a4", "time_zone": "Asia/Tokyo"}
    with changed_settings(app, tmp_path, **changes) as site:
        now = everything(Browser(signed_in(site, ANA)), address)
    assert (now[0], now[1], now[2]) == before
