"""Ana's transcript: her certificates here, those she brought along, chosen and added up, on screen, paper and file."""

import csv
import io
from datetime import date
from fractions import Fraction
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.certificates.models import OutsideCertificate
from app.certificates.rules import Entry, Wanted, chosen, totals
from app.platform import jobs
from app.platform.mail import OutboxMessage
from tests.browser import Browser
from tests.certificates.claiming import COURSE, MODULE, claimed, complete, only_certificate
from tests.certificates.claiming import earned as earned_by
from tests.making import COURSE as COURSE_FILE
from tests.making import course_files
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, publish, stored
from tests.statements import counted

OUTSIDE = {
    "title": "Ethics at the table", "provider": "Harbor School", "completed_on": "2025-03-01", "hours": "2.5",
    "category": "Ethics", "format": "Live",
}  # fmt: skip


def with_hours(app: Flask, folder: Path) -> Browser:
    """Ana, who has a certificate of a course worth 1.25 CE."""
    publish(app, folder, course_files(course=COURSE_FILE.replace('claimed = "0"', 'claimed = "1.25"')))
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    claimed(ana, COURSE)
    return ana


def added(ana: Browser, status: int = 200, **changes: str):
    form = ana.get("/certificates").follow("Add another provider’s certificate")
    return form.submit("Add certificate", status, **(OUTSIDE | changes))


def test_others_stand_beside_ours_marked_as_not_verified_and_are_added_up(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    page = added(ana).says("Ethics at the table", "Harbor School", "Not verified", "Valid")
    page.says("Ethics 2.5", "Technique theory 1.25", "All 3.75")


def test_it_is_chosen_by_date_category_and_format(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    added(ana)
    page = ana.get("/certificates")
    page.submit("Show", category="Ethics").says("Ethics at the table").says_not("Warm hands")
    ana.get("/certificates").submit("Show", since="2026-01-01").says("Warm hands").says_not("Ethics at the table")
    ana.get("/certificates").submit("Show", until="2025-12-31").says("Ethics at the table").says_not("Warm hands")
    ana.get("/certificates").submit("Show", format="Home study").says("Warm hands").says_not("Ethics at the table")
    ana.get("/certificates").submit("Show", since="2030-01-01").says("None fits what you chose.")
    ana.get("/certificates?since=nonsense&category=%00x", 400)
    ana.get("/certificates?since=nonsense&format=" + "x" * 300).says("None fits what you chose.")


def test_what_is_not_on_the_paper_is_asked_again_and_given_back(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    page = added(ana, 422, hours="two", completed_on="2999-01-01").says("as a number such as 2 or 1.5", "has passed")
    assert page.find("//input[@name='hours']").get("value") == "two"
    assert page.find("//input[@name='title']").get("value") == "Ethics at the table"
    assert stored(app, select(OutsideCertificate)) == []


def test_it_can_be_removed_by_its_owner_alone(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    page = added(ana)
    (kept,) = stored(app, select(OutsideCertificate))
    dee = Browser(signed_in(app, DEE))
    token = dee.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    dee.post(f"/certificates/outside/{kept.id}/remove", {"csrf_token": token}, 404)
    dee.get("/certificates").says_not("Ethics at the table")
    page.submit("Remove Ethics at the table").says("Removed from your transcript.")
    assert stored(app, select(OutsideCertificate)) == []


def test_the_file_for_spreadsheets_runs_no_formula(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    added(ana, title='=HYPERLINK("http://evil.example")')
    text = ana.client.get("/certificates/transcript.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["Course"] for row in rows] == ["Warm hands", '\'=HYPERLINK("http://evil.example")']
    assert [row["Verified"] for row in rows] == ["yes", "no"]
    assert rows[0]["Hours (CE)"] == "1.25"


@pytest.mark.sqlite_only  # about words
def test_a_format_of_ours_is_in_the_readers_language_and_a_courses_in_its_own(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    added(ana, format="Webinar")
    ana.client.set_cookie("language", "es")
    page = ana.get("/certificates").says("Seminario web").says_not("Webinar")
    assert page.find("//option[@value='Home study']").get("lang") == "en"
    file = ana.client.get("/certificates/transcript.csv").get_data(as_text=True).splitlines()
    assert file[0].endswith('"Verificado","Situación","Número de serie"')
    assert [line for line in file if '"Seminario web","no"' in line]


def test_the_paper_is_tagged_and_says_the_same(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    added(ana, title="Ethics, “hard” cases #1 \\ $x$")
    answer = ana.client.get("/certificates/transcript.pdf?category=Ethics")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == f"Transcript: {ANA.name}"


@pytest.mark.sqlite_only  # a PDF is made of rows, wherever they lie
def test_a_long_transcript_has_several_sheets(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    for number in range(60):
        added(ana, title=f"Course {number}")
    with pikepdf.open(io.BytesIO(ana.client.get("/certificates/transcript.pdf").data)) as pdf:
        assert len(pdf.pages) > 1


def test_the_page_asks_the_same_however_many_there_are(app: Flask, tmp_path: Path):
    ana = with_hours(app, tmp_path)
    with counted(app) as few:
        ana.get("/certificates")
    claimed(ana, MODULE)
    added(ana)
    with counted(app) as many:
        ana.get("/certificates")
    assert len(few) == len(many) == 4


def test_it_is_mailed_to_its_owner_only(app: Flask, tmp_path: Path):
    ana = earned_by(app, tmp_path)
    page = claimed(ana)
    jobs.run_due(app)
    page.submit("Email me the PDF").says(f"on its way to {ANA.email}")
    letter = stored(app, select(OutboxMessage).order_by(OutboxMessage.id))[-1]
    assert letter.recipient == ANA.email
    assert f"http://localhost/certificates/{only_certificate(app).code}" in letter.text
    dee = Browser(signed_in(app, DEE))
    token = dee.get("/account").tree.xpath("//input[@name='csrf_token']/@value")[0]
    dee.post(f"{page.address}/send", {"csrf_token": token}, 404)


def test_linkedin_is_offered_what_the_paper_says_and_nothing_else(app: Flask, tmp_path: Path):
    page = claimed(earned_by(app, tmp_path))
    link = page.find("//a[normalize-space()='Add to LinkedIn']").get("href")
    assert link.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Opening+strokes")
    assert f"certId={only_certificate(app).serial}" in link
    assert "issueYear=2026&issueMonth=11" in link
    assert "example.org" not in link


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
HOURS = st.sampled_from(["0", "0.5", "1.25", "2"])
ENTRIES = st.lists(
    st.builds(
        Entry, st.just("t"), st.just("p"), DAYS, st.dictionaries(st.sampled_from("AB"), HOURS, min_size=1),
        st.sampled_from(["Live", "Home study"]), st.sampled_from(["valid", "expired", "superseded", "withdrawn"]),
    )
)  # fmt: skip


@given(ENTRIES, st.none() | DAYS, st.sampled_from(["", "A", "B"]))
def test_totals_are_the_exact_sum_of_what_counts(entries: list[Entry], since: date | None, category: str):
    found = chosen(entries, Wanted(since=since, category=category))
    assert all(since is None or one.completed_on >= since for one in found)
    assert [one.completed_on for one in found] == sorted((one.completed_on for one in found), reverse=True)
    expected = sum(
        (Fraction(hours) for one in found if one.status in {"valid", "expired"}
         for name, hours in one.hours.items() if category in {"", name}),
        Fraction(0),
    )  # fmt: skip
    assert sum(totals(found, category).values(), Fraction(0)) == expected
