"""The board, or anybody else, looks around: what is offered, and what is no page."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser
from tests.catalogue.publishing import another_course, retire, with_modules
from tests.making import COUNT, SLUG, a_course
from tests.people import ANA, BEN, CORA, DEE
from tests.sitting import enrolled, publish
from tests.statements import counted


def titles(browser: Browser, address: str = "/courses") -> list[str]:
    """The courses a page lists, in its order."""
    return [link.text_content() for link in browser.get(address).tree.xpath("//ul[@class='courses']//a")]


def test_where_nothing_is_published_the_catalogue_says_so(browser: Browser):
    browser.get("/courses").says("No course yet").follow("Back to the first page")
    assert titles(browser, "/") == []


def test_courses_are_listed_by_title_each_with_what_one_wants_to_know_first(
    app: Flask, tmp_path: Path, browser: Browser
):
    a_course(app, tmp_path)
    another_course(app, tmp_path / "b", "oil", "Oil and lotion")
    another_course(app, tmp_path / "c", "breath", "Breath")
    assert titles(browser) == ["Breath", "Oil and lotion", "Warm hands"]
    # One lesson of one minute, and a minute for each question.
    minutes = f"about {1 + COUNT} minutes"
    browser.get("/courses").says("3 courses", minutes, "Home study", "0 CE", "last reviewed 21 November 2026")


def test_the_first_page_shows_three_courses_and_the_way_to_all(app: Flask, tmp_path: Path, browser: Browser):
    for number in range(4):
        another_course(app, tmp_path / str(number), f"course-{number}", f"Course {number}")
    assert titles(browser, "/") == ["Course 0", "Course 1", "Course 2"]
    browser.get("/").follow("See the courses").says("Course 3")


def test_a_retired_course_is_not_offered_but_who_takes_it_goes_on(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    retire(app, SLUG)
    assert titles(browser) == titles(browser, "/") == []
    ana.get("/my").follow("Continue").submit("Mark as read and continue")


@pytest.mark.parametrize(
    "address",
    ["/courses/cold-hands", "/courses/WARM-HANDS", "/courses/warm-hands/1-strokes", "/courses/c-warm-hands",
     "/courses/..%2fwarm-hands", "/courses/warm-hands'--", "/courses/%F0%9F%99%82", "/courses/" + "w" * 2000],
)  # fmt: skip
def test_an_address_without_a_course_is_a_page_that_says_so(app: Flask, tmp_path: Path, browser: Browser, address: str):
    a_course(app, tmp_path)
    browser.get(address, 404).says("Page not found")


@pytest.mark.parametrize("name", ["figures/hands.svg", "course.toml", "1-strokes/questions/matching.md"])
def test_no_file_of_a_course_is_served_as_it_is(app: Flask, tmp_path: Path, name: str):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    for place in (f"/courses/{SLUG}", f"/learn/{SLUG}", f"/learn/{SLUG}/begin", "/static/courses", "/courses"):
        ana.get(f"{place}/{name}", 404)


def test_the_course_page_tells_all_before_anything_is_asked(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, with_modules(2))
    page = browser.get("/courses").follow("Warm hands").says(
        "A short course for tests", "Describe the opening strokes.", f"about {2 + 2 * COUNT} minutes",
        "75 percent in every quiz",
        "0 CE", "Ben Okafor", "Students.", "Nothing to disclose.", "No board approval is claimed.",
        "Offered until 21 November 2029", "Revision 1",
    )  # fmt: skip
    assert [words.text_content() for words in page.tree.xpath("//h3")] == ["Opening strokes"] * 2
    units = [item.text_content().split(" (")[0] for item in page.tree.xpath("//h3/following-sibling::ul[1]/li")]
    assert units == ["How to begin", "Strokes quiz"] * 2


def test_who_is_enrolled_is_led_on_and_not_asked_to_start_again(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    ana.get(f"/courses/{SLUG}").says_not("Start this course").follow("Continue").says("How to begin")
    browser.get(f"/courses/{SLUG}").says("Start this course")


def asked(app: Flask, browser: Browser, address: str) -> int:
    with counted(app) as statements:
        browser.get(address)
    return len(statements)


def asked_again(app: Flask, someone: Browser, address: str) -> int:
    """How many statements a page takes once its process has read the outline of the course."""
    asked(app, someone, address)
    return asked(app, someone, address)


def test_no_page_asks_more_when_courses_modules_revisions_and_people_are_many(
    app: Flask, tmp_path: Path, browser: Browser
):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    publish(app, tmp_path, with_modules(2))  # the course's page offers her the newer revision, with one statement more
    pages = [(browser, "/"), (browser, "/courses"), (browser, f"/courses/{SLUG}"), (ana, f"/courses/{SLUG}"),
             (ana, "/my"), (ana, f"/learn/{SLUG}"), (ana, f"/learn/{SLUG}/begin"),
             (ana, f"/courses/{SLUG}/details")]  # fmt: skip
    few = [asked_again(app, *page) for page in pages]
    publish(app, tmp_path, with_modules(6))
    for number in range(3):
        another_course(app, tmp_path / str(number), f"course-{number}", f"Course {number}")
    for someone in (BEN, CORA, DEE):
        enrolled(app, someone)
    many = [asked_again(app, *page) for page in pages]
    dee = enrolled(app, DEE)
    assert many == few
    hers = [asked(app, dee, address) for _, address in pages[3:]]
    assert all(one <= anas for one, anas in zip(hers, few[3:], strict=True))
    assert few[:3] == [1, 1, 2]
    assert max(few) <= 6
