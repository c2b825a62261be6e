"""What nobody has to pass: it is shown, it can be done, and nothing anywhere waits for it or counts it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate
from app.learning.models import Completion
from tests.browser import Browser
from tests.certificates.claiming import COURSE, claimed
from tests.making import COUNT, SLUG, course_files
from tests.page_checks import words
from tests.people import ANA, BEN, signed_in
from tests.practicing import PRACTICE, done, practiced, with_practice
from tests.sitting import enrolled, publish, quiz_toml, stored
from tests.statements import counted

HOME = f"/learn/{SLUG}"
ROSTER = f"/studio/{SLUG}/roster"


def test_ana_finishes_and_claims_and_never_touches_the_practice(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice())
    ana = enrolled(app, ANA)
    ana.get(HOME).says("about 10 minutes · as you like", f"about {2 * COUNT + 2} minutes left")
    done(app, ANA, "mixed", "begin-2", "strokes-2")
    ana.get("/my").says("2 of 4 parts done")
    assert ana.get(f"/my/{SLUG}").heading == "How to begin", "Continue goes past it"
    assert ana.get(f"/my/{SLUG}").address == f"{HOME}/begin-2"
    done(app, ANA, "mixed")
    ana.get("/my").says("Everything is done.")
    certificate = claimed(ana, COURSE).says("Warm hands")
    practiced(ana).says("0 of 10")  # who has the certificate may go on practicing
    assert ana.get(certificate.address).text == certificate.text
    assert ana.get(COURSE).address == certificate.address


def test_practice_that_went_well_is_kept_and_counts_nowhere(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice())
    ana = enrolled(app, ANA)
    practiced(ana, *[(True, "3")] * 10).says("10 of 10")
    assert len(stored(app, select(Completion.unit_id))) == 1
    ana.get(HOME).says("✓ passed · as you like", f"about {2 * COUNT + 2} minutes left")
    ana.get("/my").says("0 of 4 parts done")
    ana.get(COURSE).says("How to begin", "Strokes quiz").says_not("Mixed practice", "Issue my certificate")
    ana.get(f"{COURSE}/mixed", 404)
    done(app, ANA)
    claimed(ana, COURSE)
    (one,) = stored(app, select(Certificate))
    assert one.snapshot["completed_on"] == "2026-11-21", "of what had to be done, not of the practice after it"


def test_the_roster_says_that_all_is_done_and_has_no_column_for_it(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice())
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    practiced(ana, (True, "3"))
    done(app, ANA, "mixed")
    page = ben.get(ROSTER)
    cells = [words(cell) for cell in page.find("//tbody/tr")]
    assert cells[2] == "4 of 4"
    heads = [words(head) for head in page.tree.xpath("//thead//th")]
    assert heads == ["Name", "Enrolled", "Done", "Certificate", "Strokes", "Strokes"]
    student = page.follow(ANA.name).says("Mixed practice · as students like")
    cells = [words(cell) for cell in student.find("//tr[contains(., 'as students like')]")]
    assert cells[1:] == ["1", "10%", "Practiced"]
    line = signed_in(app, BEN).get(f"{ROSTER}.csv").text.splitlines()[1]
    assert line.split(",")[3:6] == ['"4"', '"4"', '"0"']


def test_anybody_reads_on_the_course_page_that_it_is_as_they_like(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, with_practice(pass_mark=90))
    page = browser.get(f"/courses/{SLUG}").says("75 percent in every quiz; as many")
    line = words(page.find("//li[starts-with(., 'Mixed practice')]"))
    assert line == "Mixed practice (about 10 minutes, as you like: nothing depends on it)"
    page.says(f"Time about {2 * COUNT + 2} minutes")


def test_a_lesson_before_practice_leads_past_it_and_shows_that_it_is_there(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files(quiz=quiz_toml(required=False)) | rest_of(with_practice()))
    ana = enrolled(app, ANA)
    page = ana.get(f"{HOME}/begin").says("as you like")
    assert page.follow("Strokes quiz").heading == "Strokes quiz"
    assert page.submit("Mark as read and continue").address == f"{HOME}/begin-2"
    assert ana.get(f"{HOME}/begin").follow("Continue: How to begin").address == f"{HOME}/begin-2"


def rest_of(files: dict[str, str]) -> dict[str, str]:
    """The other modules than the first."""
    return {name: text for name, text in files.items() if not name.startswith(f"{SLUG}/1-")}


def test_a_module_whose_quiz_is_practice_has_no_certificate(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files(quiz=quiz_toml(required=False)) | rest_of(with_practice()))
    ana = enrolled(app, ANA)
    done(app, ANA)
    ana.get(f"{COURSE}/strokes", 404)
    page = ana.get(HOME)
    links = page.tree.xpath("//a[starts-with(., 'Certificate of this module')]/@href")
    assert links == [f"{COURSE}/strokes-2"]


@pytest.mark.parametrize("address", [HOME, "/my", f"/courses/{SLUG}", PRACTICE, f"{HOME}/begin", ROSTER])
def test_a_page_asks_the_database_no_more_for_it(app: Flask, tmp_path: Path, address: str):
    publish(app, tmp_path / "before", with_practice(required=True))
    enrolled(app, ANA)
    client = signed_in(app, BEN if address == ROSTER else ANA)
    before = asked(app, client, address)
    publish(app, tmp_path / "after", with_practice())
    page = Browser(signed_in(app, ANA)).get(HOME)
    page.submit("Change to revision 2")
    assert asked(app, client, address) == before


def asked(app: Flask, client, address: str) -> int:
    client.get(address)
    with counted(app) as found:
        assert client.get(address).status_code == 200
    return len(found)
