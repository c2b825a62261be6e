"""The words of a course: explained below each lesson that uses them, and all together on a page for anybody."""

import re
from pathlib import Path

from flask import Flask
from sqlalchemy import update

from app.catalogue.models import CourseRevision
from app.learning.rules import letters_to_jump_to
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.catalogue.publishing import with_modules
from tests.catalogue.words import FIRST, LINKING, PAGE, with_words
from tests.making import SLUG, a_course
from tests.page_checks import words
from tests.people import ANA, BEN, CORA, DEE
from tests.sitting import enrolled, publish
from tests.statements import counted

COURSE, HOME, LESSON = f"/courses/{SLUG}", f"/learn/{SLUG}", f"/learn/{SLUG}/begin"


def listed(page: Page) -> dict[str, list[str]]:
    """Each term of a page, with its definition and what follows it."""
    return {words(one[0]): [words(said) for said in one[1:]] for one in page.tree.xpath("//dl[@class='terms']/div")}


def links_to_lessons(page: Page) -> list[str]:
    return page.tree.xpath("//dl[@class='terms']//a/@href")


def test_a_stranger_reads_all_words_and_is_led_to_no_closed_page(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, with_words(count=3))
    page = browser.get(COURSE).follow("Glossary of this course")
    assert (page.address, page.heading) == (PAGE, "Glossary")
    page.says("3 words of “Warm hands”, with their sources")
    assert list(listed(page)) == ["B word 2", "C word 3", "Long stroke"]
    assert listed(page)["Long stroke"] == [
        "One that goes from the hip to the shoulder (A document).", "Used in: How to begin",
    ]  # fmt: skip
    assert links_to_lessons(page) == []
    assert page.follow("Warm hands").address == COURSE


def test_who_takes_the_course_goes_from_a_word_to_the_lessons_that_use_it(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_words())
    page = enrolled(app, ANA).get(HOME).follow("Glossary of this course")
    assert page.follow("How to begin").address == LESSON
    assert page.follow("Warm hands").address == HOME


def test_a_lesson_explains_its_words_and_leads_back_and_to_all_of_them(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_words())
    page = enrolled(app, ANA).get(LESSON)
    link = page.find("//p//a[@class='term']")
    entry = page.find(f"//section[h2='Words in this lesson']//div[@id='{link.get('href')[1:]}']")
    assert words(entry).startswith("Long stroke One that goes from the hip to the shoulder1.")
    assert f"#{link.get('id')}" in [back.get("href") for back in entry.iter("a")]
    assert page.follow("All words of this course").address == PAGE
    below = page.tree.xpath("//div[@class='prose']/*[position() > last() - 3]")
    assert [one.get("class") for one in below] == ["words", "noprint", "references"]


def test_every_word_has_an_address_of_its_own(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, with_words(count=3))
    page = browser.get(PAGE)
    assert page.tree.xpath("//dl[@class='terms']/div/@id") == ["word-no-2", "word-no-3", "long-stroke"]


def test_a_course_without_a_glossary_has_no_page_for_it_and_no_link_to_one(
    app: Flask, tmp_path: Path, browser: Browser
):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    browser.get(PAGE, 404)
    ana.get(PAGE, 404)
    browser.get("/courses/no-such-course/glossary", 404)
    for page in (browser.get(COURSE), ana.get(HOME), ana.get(LESSON)):
        page.says_not("Glossary", "Words in this lesson", "All words")


def test_letters_to_jump_to_come_with_the_twenty_first_word(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, with_words(count=20))
    assert browser.get(PAGE).tree.xpath("//nav[@aria-label='Letters'] | //main//h2") == []
    publish(app, tmp_path, with_words(count=30))
    page = browser.get(PAGE)
    letters = page.tree.xpath("//nav[@aria-label='Letters']//a")
    assert [letter.text for letter in letters] == [words(one) for one in page.tree.xpath("//main//h2")]
    assert [letter.text for letter in letters] == sorted({name[0] for name in listed(page)})
    assert len(listed(page)) == 30


def test_a_letter_is_given_once_and_none_in_a_short_list():
    assert letters_to_jump_to(["A", "A", "C"] * 6) == []
    assert letters_to_jump_to(["A"] * 19 + ["C", "C"]) == ["A", "C"]


def test_readers_keep_the_words_of_the_text_they_began_with(app: Flask, tmp_path: Path, browser: Browser):
    publish(app, tmp_path, with_words())
    ana = enrolled(app, ANA)
    newer = with_words(with_modules(2), count=2)
    newer[FIRST.replace("1-strokes/1-begin", "2-strokes-2/1-begin-2")] = _second_lesson()
    publish(app, tmp_path, newer)
    assert list(listed(ana.get(PAGE))) == ["Long stroke"]
    assert links_to_lessons(ana.get(PAGE)) == [LESSON]
    dee = enrolled(app, DEE)
    assert list(listed(browser.get(PAGE))) == list(listed(dee.get(PAGE))) == ["B word 2", "Long stroke"]
    assert set(links_to_lessons(dee.get(PAGE))) == {LESSON, f"{LESSON}-2"}


def _second_lesson() -> str:
    """The lesson of the second module, which uses the word as well."""
    renamed = LINKING.replace('"l-begin"', '"l-2-begin"').replace("How to begin", "How to go on")
    return renamed.replace("strokes-1", "strokes-2-1")


def test_who_began_before_there_was_a_glossary_reads_the_newest_but_is_led_to_their_own_lessons(
    app: Flask, tmp_path: Path
):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    newer = with_words(with_modules(2))
    newer[FIRST.replace("1-strokes/1-begin", "2-strokes-2/1-begin-2")] = _second_lesson()
    publish(app, tmp_path, newer)
    page = ana.get(COURSE).follow("Glossary of this course").says("Used in: How to begin ; How to go on")
    assert links_to_lessons(page) == [LESSON]


def test_a_revision_that_was_published_by_an_older_program_gets_its_words_at_the_next_import(
    app: Flask, tmp_path: Path, browser: Browser
):
    publish(app, tmp_path, with_words())
    with app.app_context(), writing():
        db.session.execute(update(CourseRevision).values(glossary=None))
    browser.get(PAGE, 404)
    publish(app, tmp_path, with_words())
    browser.get(PAGE).says("Long stroke")
    browser.get(COURSE).says("Revision 1,")


def test_its_page_asks_no_more_when_words_lessons_and_people_are_many_and_no_other_page_reads_it(
    app: Flask, tmp_path: Path, browser: Browser
):
    publish(app, tmp_path, with_words())
    few = asked(app, browser, enrolled(app, ANA))
    publish(app, tmp_path, with_words(with_modules(4), count=40))
    for someone in (BEN, CORA):
        enrolled(app, someone)
    many = asked(app, browser, enrolled(app, DEE))
    assert [len(one) for one in many] == [len(one) for one in few]
    assert max(len(one) for one in few) <= 5
    for address in (COURSE, HOME, LESSON):
        with counted(app) as statements:
            enrolled(app, ANA).get(address)
        assert not re.search(r"\.glossary(?! IS NOT NULL)", " ".join(statements)), address


def asked(app: Flask, stranger: Browser, student: Browser) -> list[list[str]]:
    """The statements of the page for both; the outline, which a process reads once, is read before."""
    found = []
    for browser in (stranger, student):
        browser.get(PAGE)
        with counted(app) as statements:
            browser.get(PAGE)
        found.append(statements)
    return found
