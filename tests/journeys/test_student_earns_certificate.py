"""Ana has never been here. She reads, takes a quiz and the final test, and prints certificates, on PostgreSQL."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys import stories
from tests.journeys.sites import SHIPPED, import_shipped
from tests.journeys.student import Student
from tests.people import ANA

COURSE = "Low Back Pain and Spasm: a massage series"
NAME = "Ana María Díaz-Łukasiewicz"


def reads_the_first_lesson(ana: Student) -> None:
    """She looks at the plate's description and tries a self-check before she goes on."""
    page = ana.page
    ana.follow("Effleurage: the opening strokes")
    figure = page.locator("figure").first
    expect(figure.get_by_role("img")).to_be_visible()
    description = figure.get_by_text("The plate shows a person's back")
    expect(description).to_be_hidden()
    figure.get_by_text("Read the description").click()
    expect(description).to_be_visible()
    check = page.locator("section.check").first
    check.get_by_text("The place", exact=True).click()
    expect(check.get_by_text("Not this one").first).to_be_visible()
    check.get_by_text("The pressure", exact=True).click()
    expect(check.get_by_text("Effleurage stays between light and moderate")).to_be_visible()
    expect(check.get_by_text("Not this one").first).to_be_hidden()
    ana.press("Mark as read and continue")
    expect(page.get_by_text("is marked as read")).to_be_visible()
    ana.reads("Effleurage quiz")


def looks_at_the_result(ana: Student) -> None:
    """Nine of ten: the one to look at again comes first, and leads to the very paragraph, which is marked."""
    page = ana.page
    ana.reads("You passed")
    expect(page.locator(".score")).to_have_text(re.compile(r"^\d+(\.\d+)? of \d+$"))
    expect(page.get_by_role("heading", level=2).first).to_have_text("1 answer to look at again")
    first = page.locator("article.item").first
    expect(first).to_contain_text("Not correct")
    link = first.get_by_role("link", name=re.compile("^Read the passage"))
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    ana.reads("Effleurage: the opening strokes")
    passage = page.locator(f"#{anchor}")
    expect(passage).to_be_in_viewport()
    plain = page.locator(".prose > p").first
    colors = [one.evaluate("one => getComputedStyle(one).backgroundColor") for one in (passage, plain)]
    assert colors[0] != colors[1], f"{anchor} is not marked"
    page.go_back()


@pytest.mark.postgresql_only  # the journeys beside it are made on SQLite
def test_a_newcomer_reads_passes_and_prints_what_a_stranger_can_verify(app: Flask, open_page: Callable[..., Page]):
    import_shipped(app)
    ana = Student(app, open_page(), ANA)
    page = ana.page
    ana.register()
    ana.start(COURSE)
    reads_the_first_lesson(ana)
    ana.take_quiz(wrong=3)
    ana.press("Submit quiz")
    looks_at_the_result(ana)
    ana.follow("Certificate of this module")
    module = ana.claim(NAME)
    expect(page.locator(".cert .course")).to_have_text("Effleurage: opening strokes for the low back")

    stories.finish(app, ANA, SHIPPED, "effleurage", "final-test")  # eight more evenings like this one
    ana.follow("My courses")
    ana.follow(f"Continue: {COURSE}")
    ana.reads("Final test")
    ana.take_quiz()
    ana.press("Submit quiz")
    ana.reads("You passed")
    ana.follow("Continue")
    course = ana.claim(NAME)
    expect(page.locator(".cert .course")).to_have_text(COURSE)
    assert course != module

    pdf = page.request.get(page.get_by_role("link", name="Open as PDF").get_attribute("href") or "")
    assert pdf.body().startswith(b"%PDF")
    ana.follow("Certificates")
    expect(page.get_by_role("table").first.get_by_role("row")).to_have_count(3)  # the head and two
    stranger = open_page()
    stranger.goto(f"/verify/{course}")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This certificate is valid")
    expect(stranger.locator("main")).to_contain_text(NAME)
