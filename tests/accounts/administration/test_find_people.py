"""Cora finds somebody among all the school's people."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import insert

from app.accounts.models import Person
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.accounts.standing import disable
from tests.browser import Browser, Page
from tests.people import ANA, BEN, CORA, DEE, HANNA, PASSWORD, add, signed_in
from tests.second_steps import code_of
from tests.statements import counted


def crowd(app: Flask, count: int) -> None:
    """So many students, each an hour older than the next."""
    now = clock.now() - timedelta(days=9)
    rows = [
        {
            "email": f"student{number:03}@example.org", "name": f"Student {number:03}", "role": "student",
            "active": True, "password": "x", "fs_uniquifier": f"u{number}", "joined_at": now - timedelta(hours=number),
        }
        for number in range(count)
    ]  # fmt: skip
    with app.app_context(), writing():
        db.session.execute(insert(Person), rows)


def names(page: Page) -> list[str]:
    return [link.text for link in page.tree.xpath("//tbody//th//a")]


def test_everybody_is_listed_newest_first_and_leads_to_their_page(app: Flask):
    for someone in (ANA, BEN):
        add(app, someone, PASSWORD)
    cora = Browser(signed_in(app, CORA))
    page = cora.get("/my").follow("People").says("3 people")
    assert (page.heading, names(page)) == ("People", [CORA.name, BEN.name, ANA.name])
    page.follow(BEN.name).says(BEN.email, "Instructor", "Active")


def test_a_name_is_found_by_a_part_of_it_however_it_is_written(app: Flask):
    for someone in (ANA, BEN, DEE):
        add(app, someone)
    page = Browser(signed_in(app, CORA)).get("/admin")
    for text, found in (("łuk", [ANA.name]), ("NOV", [DEE.name]), ("ben@", [BEN.name]), ("%", []), ("_", [])):
        assert names(page.submit("Show", search=text)) == found, text
    page.submit("Show", search="nobody").says("Nobody found").follow("Show everybody").says("4 people")


def test_roles_and_states_narrow_the_list_and_it_is_sorted_as_asked(app: Flask):
    add(app, ANA, PASSWORD)
    add(app, BEN, PASSWORD)
    add(app, DEE)
    disable(app, ANA)
    cora = Browser(signed_in(app, CORA))
    for fields, found in (
        ({"role": "student"}, [DEE, ANA]),
        ({"standing": "disabled"}, [ANA]),
        ({"standing": "active"}, [BEN]),
        ({"standing": "invited", "role": "student"}, [DEE]),
        ({"sort": "name"}, [ANA, BEN, CORA, DEE]),
        ({"sort": "email", "role": "student"}, [ANA, DEE]),
    ):
        assert names(cora.get("/admin").submit("Show", fields=fields)) == [one.name for one in found], fields


def test_staff_without_a_second_step_are_marked_and_can_be_listed_alone(app: Flask):
    for someone in (ANA, BEN, HANNA):
        add(app, someone, PASSWORD)
    code_of(app, CORA)
    code_of(app, BEN)
    page = Browser(signed_in(app, CORA)).get("/admin")
    assert [row.text_content() for row in page.tree.xpath("//tbody/tr[contains(., 'no second step')]//th//a")] == [
        HANNA.name
    ]
    page = page.submit("Show", second_step="missing").says("1 person", HANNA.email)
    assert names(page) == [HANNA.name]
    code_of(app, HANNA)
    page.browser.get("/admin?second_step=missing").says("Nobody found").follow("Show everybody").says("4 people")


def test_a_long_list_is_paged_and_keeps_what_was_asked(app: Flask):
    crowd(app, 120)
    page = Browser(signed_in(app, CORA)).get("/admin").submit("Show", search="student", sort="email")
    assert names(page) == [f"Student {number:03}" for number in range(50)]
    page = page.follow("Next →").follow("Next →").says("Page 3 of 3")
    assert names(page) == [f"Student {number:03}" for number in range(100, 120)]
    assert page.browser.get("/admin?page=99&search=student").address.endswith("page=3&search=student&sort=newest")


def test_nonsense_in_the_address_lists_everybody(app: Flask):
    cora = Browser(signed_in(app, CORA))
    for asked in (
        "role=king",
        "standing=dead",
        "sort=color",
        "page=-4",
        "page=x",
        "search=" + "x" * 101,
        "role=&sort=",
    ):
        page = cora.get(f"/admin?{asked}")
        assert page.heading == "People", asked


def test_a_page_takes_the_same_statements_for_few_and_for_many(app: Flask):
    cora = Browser(signed_in(app, CORA))
    asked = []
    for more in (0, 120):
        crowd(app, more) if more else None
        with counted(app) as statements:
            cora.get("/admin")
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 3  # who asks, how many, which
