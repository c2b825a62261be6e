"""A class of fifty thousand: pages are counted off from the nearer end, and who has to be looked at comes in parts."""

import csv
import io
from datetime import UTC
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Select, select

from app.accounts.administration import queries as administration
from app.accounts.models import Person
from app.accounts.queries import person_by_id
from app.accounts.rules import Standing
from app.certificates.models import Certificate
from app.certificates.queries import PAGE as CERTIFICATES
from app.certificates.queries import certificates_like
from app.learning.models import Enrolment
from app.platform.db import db
from app.reporting import queries
from app.reporting.queries import choosing, finding
from app.reporting.rules import Progress, Sort, Wanted
from tests.browser import Browser, Page
from tests.certificates.claiming import claimed, complete, earned, only_certificate
from tests.making import SLUG, a_course
from tests.page_checks import words
from tests.people import ANA, BEN, CORA, DEE, add, signed_in
from tests.platform.test_searching import plan_of
from tests.reporting.classes import a_class
from tests.reporting.many import many
from tests.reporting.test_roster import ROSTER, asked, names
from tests.sitting import enrolled

NAMES = ("zoe", "Ann", "ann", "Bob", "Óscar", "ANN", "bob b", "de la Cruz")
ENDS = (Sort.NEWEST, Sort.OLDEST, Sort.NAME, Sort.NAME_BACK)
EVERY_PLACE = ("part=1", "part=2", "part=3")
PART = 3


@pytest.mark.parametrize("is_large", [False, True])
def test_all_pages_together_are_the_whole_class_in_order(app: Flask, tmp_path: Path, monkeypatch, is_large: bool):
    monkeypatch.setattr(finding, "LARGE", 1 if is_large else 100)  # on SQLite another way of asking begins there
    a_course(app, tmp_path)
    a_class(app, *NAMES)
    with app.app_context():
        course = queries.roster_course(SLUG)
        for sort in ENDS:
            whole = [line.person_id for line in queries.roster_lines(course, Wanted(sort=sort), UTC)]
            assert len(whole) == len(NAMES)
            for size in range(1, 10):
                paged = [queries.roster(course, Wanted(sort=sort), UTC, page=n, size=size) for n in range(1, 10)]
                assert [[line.person_id for line in one.lines] for one in paged] == [
                    whole[n * size : (n + 1) * size] for n in range(9)
                ], (sort, size)
        found = [line.name.lower() for line in queries.roster_lines(course, Wanted(sort=Sort.NAME), UTC)]
    assert found[:6] == ["ann", "ann", "ann", "bob", "bob b", "de la cruz"]


def test_all_pages_together_are_all_people_in_order(app: Flask, monkeypatch):
    monkeypatch.setattr(administration, "PAGE", 3)
    for someone in (ANA, BEN, DEE):
        add(app, someone)
    with app.app_context():
        total = administration.count_people(administration.Wanted())
        for sort in administration.SORTS:
            wanted = administration.Wanted(sort=sort)
            whole = [one.person.email for one in administration.list_people(wanted)]
            pages = [administration.list_people(wanted, page, total) for page in range(1, 4)]
            assert [one.person.email for page in pages for one in page] == whole
            assert [len(page) for page in pages] == [min(3, max(0, total - before)) for before in (0, 3, 6)]


@pytest.fixture
def small_parts(app: Flask, tmp_path: Path, monkeypatch) -> None:
    """Seven students, Ana the first; she has done everything. Three are looked at at a time."""
    monkeypatch.setattr(finding, "PART", PART)
    a_course(app, tmp_path)
    enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    a_class(app, *(f"Student {place}" for place in range(6)))


def lead_on(page: Page, said: str) -> str:
    """Where a link among those to other parts leads; "" without it."""
    links = page.tree.xpath("//nav[@aria-label='Other students of this class']//a")
    return next((link.get("href") for link in links if words(link) == said), "")


@pytest.mark.usefixtures("small_parts")
def test_an_order_that_no_index_knows_looks_at_a_part_and_leads_to_the_next(app: Flask):
    ben = Browser(signed_in(app, BEN))
    seen: list[str] = []
    page, href = ben.get(f"{ROSTER}?sort=most-done"), ""
    for first, last in ((1, 3), (4, 6), (7, 7)):
        page.says(f"students {first} to {last}, by the day of enrollment, newest first", "The file has everybody.")
        page.says(f"{len(names(page))} found among {last - first + 1} students")
        seen += names(page)
        assert bool(lead_on(page, "Look at the thousand before")) == (first > 1)
        href = lead_on(page, "Look at the next thousand")
        page = ben.get(href) if href else page
    assert href == ""
    assert sorted(seen) == sorted([ANA.name, *(f"Student {place}" for place in range(6))])
    file = page.follow("Download as CSV").text
    assert next(csv.DictReader(io.StringIO(file.lstrip("\ufeff"))))["Name"] == ANA.name
    assert len(file.strip().splitlines()) == 1 + 7


@pytest.mark.usefixtures("small_parts")
def test_whoever_is_looked_for_in_parts_is_found_in_one_of_them(app: Flask):
    ben = Browser(signed_in(app, BEN))
    found = {part: names(ben.get(f"{ROSTER}?progress=done&{part}")) for part in EVERY_PLACE}
    first = [one for one in found if ANA.name in found[one]]
    assert sorted(found.values()) == [[], [], [ANA.name]]
    oldest = {part: names(ben.get(f"{ROSTER}?progress=done&sort=oldest&{part}")) for part in EVERY_PLACE}
    assert [one for one in oldest if oldest[one]] != first, "counted from the other end"
    ben.get(f"{ROSTER}?progress=done&part=2").says("Look at the next thousand", "Look at the thousand before")
    assert "students 1 to 3" in ben.get(f"{ROSTER}?progress=done&part=4").text, "there is no fourth: the first again"
    ben.get(f"{ROSTER}?search=student 0&progress=new").says("Student 0").says_not("Looked at")
    ben.get(f"{ROSTER}?part=3").says("7 students").says_not("Looked at")


@pytest.mark.usefixtures("small_parts")
def test_each_part_asks_the_database_as_often(app: Flask):
    ben = signed_in(app, BEN)
    counts = [asked(app, ben, f"{ROSTER}?progress=new&{part}") for part in EVERY_PLACE]
    assert (len(set(counts)), counts[0] <= 10) == (1, True)


def sorted_by(sort: Sort, conditions: list[choosing.Condition]) -> Select[int]:
    found = finding._joined(conditions, sort, by_people=True)
    return found.order_by(*choosing.order(sort).terms())


@pytest.mark.sqlite_only  # PostgreSQL takes any index while a table is empty; the bench shows it with a large one
def test_lists_of_fifty_thousand_are_read_from_an_index(app: Flask):
    with app.app_context():
        here = list(choosing.conditions(1, Wanted(), UTC))
        waiting = list(choosing.conditions(1, Wanted(progress=Progress.WAITING), UTC))
        plans = {
            "ix_attempts_waiting": plan_of(select(Enrolment.id).where(*waiting)),
            "ix_enrolments_current": plan_of(sorted_by(Sort.NEWEST, here)),
            "ix_people_closed": plan_of(_people(Standing.DISABLED)),
            "ix_people_invited": plan_of(_people(Standing.INVITED)),
            "ix_people_active": plan_of(_people(Standing.ACTIVE)),
            "search_people_by_name": plan_of(sorted_by(Sort.NAME_BACK, here)),
        }
    assert [name for name, plan in plans.items() if name not in plan] == []
    assert [name for name, plan in plans.items() if "TEMP B-TREE" in plan] == []


def _people(standing: Standing) -> Select[int]:
    order = administration.SORTS["newest"].terms()
    return select(Person.id).where(administration.STANDINGS[standing]).order_by(*order).limit(50)


@pytest.mark.parametrize("search", ["", "student"])
def test_pages_of_certificates_follow_one_another(app: Flask, tmp_path: Path, search: str):
    earned_one = complete_and_claim(app, tmp_path)
    many(app, 119)
    with app.app_context():
        cora = person_by_id(add(app, CORA))
        pages = [certificates_like(cora, search, page) for page in range(1, 4)]
        found = [one.certificate.id for page in pages for one in page[:CERTIFICATES]]
        everything = list(db.session.scalars(select(Certificate.id).order_by(Certificate.id.desc())))
    assert found == [one for one in everything if not search or one != earned_one]
    assert [len(page) for page in pages] == [CERTIFICATES + 1, CERTIFICATES + 1, len(found) - 2 * CERTIFICATES]


def complete_and_claim(app: Flask, folder: Path) -> int:
    """Ana's certificate, whose number this is."""
    claimed(earned(app, folder))
    return only_certificate(app).id
