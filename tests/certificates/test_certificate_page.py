"""The certificate as a page: everything printed, as it was when it was issued, for its owner alone."""

from pathlib import Path

import lxml.html
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Person
from app.catalogue.content.certificate import USUAL_ATTESTATION
from app.certificates.models import Certificate
from app.certificates.rules import NO_APPROVAL, TITLE
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.certificates.claiming import COURSE, MODULE, changed_settings, claimed, complete, earned, only_certificate
from tests.making import COURSE as COURSE_FILE
from tests.making import MODULE as MODULE_FILE
from tests.making import course_files
from tests.people import ANA, BEN, CORA, DEE, signed_in
from tests.sitting import enrolled, publish, stored

HOSTILE = "Ana \"'&amp; ${7*7} &lt;b&gt; #panic() $x$ \\ Díaz"


def test_every_printed_field_is_there(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    certificate = only_certificate(app)
    page.says("This certifies that", ANA.name, "Opening strokes", "a module of Warm hands", NO_APPROVAL)
    page.says("21 November 2026 (America/New_York)", "0 CE (practice)", "Home study", "Technique theory", "Passed")
    page.says("Ben Okafor, LMT", "Provider not yet named · contact not yet given", "Course revision 1")
    page.says(f"Serial number {certificate.serial}", f"http://localhost/verify/{certificate.code}")
    assert page.heading == TITLE == "Certificate of Achievement"


def test_the_square_pattern_is_named_for_those_who_cannot_see_it(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    pattern = page.find("//*[local-name()='svg'][@role='img']")
    assert f"verify/{only_certificate(app).code}" in lxml.html.tostring(pattern, encoding="unicode")


def test_the_hours_are_the_courses_and_its_module_alone_is_practice(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files(course=COURSE_FILE.replace('claimed = "0"', 'claimed = "1.25"')))
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    claimed(ana, COURSE).says("CE hours 1.25 CE").says_not("CEU", "practice")
    claimed(ana, MODULE).says("CE hours 0 CE (practice)")


def as_issued(page: Page) -> tuple[str, bytes]:
    """What the owner sees, and the file."""
    pdf = page.browser.client.get(f"{page.address}.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    return page.text, pdf.data


def test_the_paper_keeps_its_words_for_whoever_reads_in_another_language(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    file = as_issued(page)[1]
    page.browser.client.set_cookie("language", "es")
    page = page.browser.get(page.address).says("Abrir como PDF", "This certifies that", "CE hours 0 CE (practice)")
    assert page.find("//article").get("lang") == "en"
    assert as_issued(page)[1] == file
    verified = page.browser.get(f"/verify/{only_certificate(app).code}")
    verified.says("Este certificado es válido", "Documento Certificate of Achievement", "Completado Opening strokes")
    assert verified.find("//dd/span[text()='Opening strokes']").get("lang") == "en"


def test_a_new_name_changes_nothing_on_what_was_issued(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path), name="Ana Díaz")
    before = as_issued(page)
    page.browser.get("/account").submit("Save name", name="Somebody Else")
    assert stored(app, select(Person.name).where(Person.email == ANA.email)) == ["Somebody Else"]
    text, pdf = as_issued(page.browser.get(page.address))
    assert text.replace("Somebody Else", ANA.name) == before[0]
    assert pdf == before[1]


def test_a_new_edition_of_the_course_changes_nothing_on_what_was_issued(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    before = as_issued(page)
    course = COURSE_FILE.replace("Warm hands", "Cold feet").replace("Ben Okafor", "Someone New")
    publish(app, tmp_path, course_files(course=course, module=MODULE_FILE.replace("Opening", "Closing")))
    page.browser.get("/courses/warm-hands").says("Cold feet")
    assert as_issued(page.browser.get(page.address)) == before


def test_new_settings_of_the_school_change_nothing_on_what_was_issued(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path), address=COURSE)
    facts = page.find("//dl[@class='facts']").text_content()
    changes = {"provider_name": "Harbor School", "provider_contact": "Pier 1", "time_zone": "Asia/Tokyo"}
    with changed_settings(app, tmp_path, **changes) as site:
        later = Browser(signed_in(site, ANA)).get(page.address)
        assert later.find("//dl[@class='facts']").text_content() == facts
        later.says("For the provider: Provider not yet named")
        claimed(Browser(signed_in(site, ANA)), address=MODULE).says("Harbor School · Pier 1", "22 November 2026")


def test_nobody_else_finds_the_page_or_the_file(app: Flask, tmp_path: Path, client):
    page = claimed(earned(app, tmp_path))
    for someone in (DEE, BEN, CORA):
        other = Browser(signed_in(app, someone))
        for address in (page.address, f"{page.address}.pdf"):
            theirs = other.get(address, 404).says_not("Ana", "Opening strokes")
            nobodys = other.get(address.replace(only_certificate(app).code, "A" * 27), 404)
            assert theirs.text.split("Number to quote")[0] == nobodys.text.split("Number to quote")[0]
        other.get("/certificates").says("No certificate yet")
    for address in (page.address, f"{page.address}.pdf", "/certificates"):
        assert client.get(address).location.startswith("/sign-in")


def test_my_certificates_lists_mine_newest_first(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    claimed(ana, MODULE)
    claimed(ana, COURSE)
    page = ana.get("/certificates").says("They stay here.")
    rows = page.tree.xpath("//tbody/tr/th/a/text()")
    assert rows == ["Warm hands", "Opening strokes (Warm hands)"]
    page.follow("Opening strokes (Warm hands)").says("This certifies that")


def test_a_hostile_name_is_printed_as_it_was_typed(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path), name=HOSTILE)
    assert page.find("//p[@class='name']").text_content() == HOSTILE
    public = page.browser.get(f"/verify/{only_certificate(app).code}").says(HOSTILE)
    assert "<b>" not in page.response.text + public.response.text
    as_issued(page)


def test_a_name_cannot_be_turned_around_on_paper(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path), name="\u202eanA\u202c  Díaz\u2067")
    assert page.find("//p[@class='name']").text_content() == "anA Díaz"
    assert only_certificate(app).snapshot["name"] == "anA Díaz"


def test_the_statement_is_kept_as_it_was_signed(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    certificate = only_certificate(app)
    assert certificate.attested_text.startswith(USUAL_ATTESTATION)
    assert certificate.attested_at == certificate.issued_at


def test_a_certificate_outlives_the_spelling_of_an_address(app: Flask, tmp_path: Path):
    page = claimed(earned(app, tmp_path))
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.email == ANA.email).values(email="new@example.org"))
    assert page.browser.get(page.address).says(ANA.name)
    assert len(stored(app, select(Certificate))) == 1
