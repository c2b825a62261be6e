"""Cora gives the site name, logo and colors: every process shows them at once; issued certificates never change."""

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.accounts.rules import Policy
from app.certificates.documents.x509 import name_in
from app.certificates.models import Certificate
from app.platform import clock, jobs, mail
from app.platform import site as sites
from app.platform.db import db
from app.platform.site import Brand, Logo
from app.platform.transactions import writing
from tests.accounts.declaring import declared
from tests.authoring.test_add_a_picture import photograph
from tests.browser import Browser, Page
from tests.certificates.claiming import COURSE, claimed, earned
from tests.faults import no_database
from tests.making import SLUG, a_course
from tests.people import ANA, CORA, signed_in
from tests.platform.test_outbox import filed
from tests.settings import settings_for
from tests.sitting import enrolled, stored
from tests.statements import counted

KEPT = "public, max-age=31536000, immutable"
BLUE = {"main": "#1e40af", "accent": "#B45309"}
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'


@pytest.fixture
def cora(app: Flask) -> Browser:
    return Browser(signed_in(app, CORA))


def saved(cora: Browser, status: int = 200, **chosen: object) -> Page:
    return cora.get("/admin/brand").submit("Save", status, **chosen)


def with_logo(cora: Browser, data: bytes, status: int = 200, **more: str) -> Page:
    form = dict(cora.get("/admin/brand").find("//main//form").form_values())
    return cora.post("/admin/brand", {**form, "logo": (io.BytesIO(data), "logo"), **more}, status)


def logo_of(page: Page) -> str:
    return page.find("//header//img").get("src")


def test_name_and_contact_are_everywhere_at_once(app: Flask, tmp_path: Path, cora: Browser):
    a_course(app, tmp_path)
    page = cora.get("/studio").follow("Name, contact and look")
    page.submit("Save", name="Warm Hands", provider="Harbor School", contact="Pier 1").says(
        "Saved. Every page shows it"
    )
    page = Browser(app.test_client()).get(f"/courses/{SLUG}")
    page.says("Questions about this course: Pier 1", "Harbor School · Pier 1")
    assert page.find("//title").text.endswith("– Warm Hands")
    issuer = app.test_client().get("/issuer").get_json()
    assert issuer["name"] == "Harbor School"


def test_a_second_window_does_not_take_back_what_the_first_one_saved(app: Flask, cora: Browser):
    older = cora.get("/admin/brand")
    saved(cora, name="Warm Hands", **BLUE)
    page = older.submit("Save", 409, contact="Pier 1")
    page.says("Somebody saved this page meanwhile.", "Name of the site: Warm Hands; Contact: –; Main color: #1E40AF")
    assert stored(app, select(Brand.name)) == ["Warm Hands"]
    page.submit("Save", name="Warm Hands", **BLUE).says("Saved. Every page shows it")
    assert stored(app, select(Brand.name + ", " + Brand.contact).order_by(Brand.id))[-1] == "Warm Hands, Pier 1"


def test_what_stays_empty_is_as_the_environment_says(app: Flask, cora: Browser):
    saved(cora, contact="Pier 1").says("Empty: Provider not yet named")
    page = saved(cora, provider="Harbor School", contact="")
    page.says("Harbor School · contact not yet given")


def test_other_processes_show_it_with_their_next_page(app: Flask, tmp_path: Path, cora: Browser):
    url = app.extensions["settings"].database_url
    from_elsewhere = create_app(settings_for(tmp_path / "second", url))
    ana = Browser(signed_in(app, ANA))
    cookie = ana.client.get_cookie("fascia", domain="localhost")
    elsewhere = Browser(from_elsewhere.test_client())
    elsewhere.client.set_cookie("fascia", cookie.value, domain="localhost")
    assert elsewhere.get("/my").find("//header//a[@class='brand']").text_content().strip() == "Fascia"
    saved(cora, name="Warm Hands")
    with counted(from_elsewhere, with_looks=True) as first:
        page = elsewhere.get("/my")
    assert page.find("//header//a[@class='brand']").text_content().strip() == "Warm Hands"
    with counted(from_elsewhere, with_looks=True) as second:
        elsewhere.get("/my")
    assert len(first) == len(second) + 1, "the new edition is read once"
    with from_elsewhere.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_lesson_asks_no_more_of_the_database_with_a_brand_and_policies(app: Flask, tmp_path: Path, cora: Browser):
    a_course(app, tmp_path)
    ana, lesson = enrolled(app, ANA), f"/learn/{SLUG}/begin"
    ana.get(lesson)
    with counted(app, with_looks=True) as before:
        ana.get(lesson)
    saved(cora, name="Warm Hands", **BLUE)
    declared(app, Policy.TERMS, "One.", is_asked=True)
    ana.get(lesson)
    with counted(app, with_looks=True) as after:
        ana.get(lesson)
    assert len(after) == len(before) <= 6
    assert not [one for one in after if "FROM brands" in one and "max(brands.id)" not in one]


def test_strangers_cost_a_look_in_a_few_seconds_and_no_more(app: Flask, monkeypatch: pytest.MonkeyPatch):
    browser, moment = Browser(app.test_client()), [1000.0]
    monkeypatch.setattr(sites, "monotonic", lambda: moment[0])
    looks = []
    for seconds in (0, 1, 3, 2):
        moment[0] += seconds
        with counted(app, with_looks=True) as statements:
            browser.get("/verify")
        looks.append(len(statements))
    assert looks == [1, 0, 0, 1]


def test_colors_reach_the_page_by_its_own_style_with_a_nonce(app: Flask, cora: Browser):
    page = saved(cora, **BLUE)
    style = page.find("//head/style[contains(text(), ':root')]")
    assert style.get("nonce") in page.response.headers["Content-Security-Policy"]
    assert "--pine: light-dark(#1E40AF, #829BEA)" in style.text
    assert "#1E40AF" in page.find("//input[@name='main']").get("value")


def test_a_color_that_cannot_be_read_is_refused_with_pair_ratio_and_the_nearest_that_can(app: Flask, cora: Browser):
    page = saved(cora, 422, main="#FFD700", accent="#FFF5CC")
    page.says("A link on a card has a contrast of 1.40 to 1 and needs 4.5.", "on light pages is #7E6A00.")
    page.says("A drawing on a card has a contrast of", "needs 3.")
    assert page.find("//input[@name='main']").get("value") == "#FFD700", "what was typed is given back"
    assert stored(app, select(Brand)) == []
    saved(cora, 422, **BLUE, main_dark="#222222").says("on dark pages is #")
    saved(cora, 422, main="blue", accent="#A34426").says("Write # and six digits")
    saved(cora, 422, main="#1E40AF", accent="").says("Choose both colors, or neither.")
    saved(cora, main="#7E6A00", accent="#A34426")


def test_a_photograph_becomes_a_small_logo_that_anybody_may_keep_for_a_year(app: Flask, cora: Browser):
    src = logo_of(with_logo(cora, photograph(3000, 1200)))
    answer = app.test_client().get(src)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == (
        "image/svg+xml",
        "public, max-age=31536000, immutable",
    )
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert len(answer.data) < 60_000
    assert b"taken at" not in answer.data
    assert cora.client.get(src).headers["Cache-Control"].startswith("public"), "signed in or not"
    assert app.test_client().get("/brand/0123.svg").status_code == 404


def test_a_drawing_stays_one_and_a_hostile_one_is_refused_at_its_field(app: Flask, cora: Browser):
    with_logo(cora, DRAWING)
    for data in (
        DRAWING.replace(b"<circle", b"<script>alert(1)</script><circle"),
        DRAWING.replace(b"r=", b"onload='x' r="),
        DRAWING.replace(b"<circle", b"<image href='https://evil.example/x.png'/><circle"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING,
        b"no picture at all",
        b"",
    ):
        page = with_logo(cora, data, 422 if data else 200)
        assert len(stored(app, select(Logo))) == 1, data
        if data:
            page.find("//p[@id='logo-error']")
    assert "circle" in app.test_client().get(logo_of(cora.get("/"))).text


def test_a_logo_stays_until_it_is_taken_away(app: Flask, cora: Browser):
    src = logo_of(with_logo(cora, DRAWING))
    assert logo_of(saved(cora, name="Warm Hands")) == src
    page = saved(cora, no_logo=True)
    assert page.tree.xpath("//header//img") == []
    assert app.test_client().get(src).status_code == 200, "certificates may show it"


def test_issued_certificates_never_change_and_new_ones_wear_the_new_look(app: Flask, tmp_path: Path, cora: Browser):
    saved(cora, provider="Harbor School", contact="Pier 1")
    ana = earned(app, tmp_path)
    old = claimed(ana)
    code = old.address.rpartition("/")[2]
    before = (old.find("//article").text_content(), ana.client.get(f"{old.address}.pdf").data)
    with_logo(cora, DRAWING, provider="Lighthouse School", contact="Rock 2", **BLUE)
    page = ana.get(old.address)
    assert (page.find("//article").text_content(), ana.client.get(f"{old.address}.pdf").data) == before
    assert "--pine: #0E5A55" in page.find("//head/style[contains(text(), '.cert')]").text, "our colors, as on that day"
    assert page.tree.xpath("//article//img") == []
    new = claimed(ana, COURSE)
    assert new.address.rpartition("/")[2] != code
    new.says("Lighthouse School · Rock 2")
    assert "--pine: #1E40AF" in new.find("//head/style[contains(text(), '.cert')]").text
    assert new.find("//article//img").get("src") == logo_of(cora.get("/"))
    snapshots = {one.snapshot["provider"]: one.snapshot for one in stored(app, select(Certificate))}
    assert (snapshots["Harbor School"]["colours"], snapshots["Harbor School"]["logo"]) == ([], "")
    assert snapshots["Lighthouse School"]["colours"] == ["#1E40AF", "#B45309"]
    assert ana.client.get(f"{new.address}.pdf").data.startswith(b"%PDF")


def test_the_key_that_signs_carries_the_providers_name(app: Flask, tmp_path: Path, cora: Browser):
    keyring = app.extensions["press"].keyring
    assert name_in(keyring.current.certificate) == "Provider not yet named"
    saved(cora, provider="Harbor School")
    page = claimed(earned(app, tmp_path))
    page.browser.client.get(f"{page.address}.pdf")
    assert name_in(keyring.current.certificate) == "Harbor School"
    assert len(keyring.public) == 2, "what the other one signed can still be checked"


def test_letters_wear_the_colors(app: Flask, cora: Browser):
    saved(cora, **BLUE)
    with app.app_context(), writing():
        mail.queue(ANA.email, "One", "Hello", clock.now())
    jobs.run_due(app)
    (letter,) = filed(app)
    assert "a{color:#1E40AF}" in letter.get_body(["html"]).get_content()


def test_without_the_database_the_last_known_name_is_shown(app: Flask, cora: Browser):
    saved(cora, name="Warm Hands")
    cora.get("/my")
    with no_database(app):
        page = cora.get("/my", 503)
        assert page.find("//header//a[@class='brand']").text_content().strip() == "Warm Hands"
        Browser(app.test_client()).get("/help")
