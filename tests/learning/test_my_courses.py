"""*My courses*: one line a course, one *Continue*, and a next step where there is nothing yet."""

from pathlib import Path

from flask import Flask

from tests.browser import Browser
from tests.catalogue.publishing import another_course, retire
from tests.making import SLUG, a_course
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, passed


def titles(browser: Browser) -> list[str]:
    return [heading.text_content() for heading in browser.get("/my").tree.xpath("//main//section//h2")]


def test_who_takes_no_course_is_led_to_the_catalogue(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, DEE)
    page = Browser(signed_in(app, ANA)).get("/my").says("You have not started a course")
    assert page.follow("See the catalogue").says("Warm hands").heading == "Catalogue"


def test_the_course_started_last_comes_first(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    another_course(app, tmp_path / "other", "calm-hands", "Calm hands")
    ana = enrolled(app, ANA)
    assert titles(ana) == ["Warm hands"]
    enrolled(app, ANA, "calm-hands")
    assert titles(ana) == ["Calm hands", "Warm hands"]
    assert ana.get("/my").follow("Continue: Calm hands").address == "/learn/calm-hands/begin"


def test_it_says_how_far_one_is_and_what_comes_at_the_end(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    ana.get("/my").says("0 of 2 parts done")
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    ana.get("/my").says("1 of 2 parts done")
    passed(ana)
    page = ana.get("/my").says("Everything is done.").says_not("parts done")
    assert page.follow("Certificate").heading == "Claim your certificate"


def test_a_course_that_was_retired_can_be_finished(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    retire(app, SLUG)
    assert ana.get("/my").follow("Continue: Warm hands").heading == "How to begin"
