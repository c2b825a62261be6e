"""A board is sent the address of a course's details: everything a provider submits, computed, and honest about gaps."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.authoring.importer import check_course
from app.catalogue.content.citations import cited
from app.catalogue.content.sources import read_sources
from app.catalogue.models import CourseRevision
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser, Page
from tests.catalogue.publishing import with_modules
from tests.house.source import ROOT
from tests.making import COUNT, COURSE, LESSON, SLUG, SOURCE, a_course, course_files, publish_folder, write_files
from tests.page_checks import words
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, hands, publish, quiz_toml

PAGE = f"/courses/{SLUG}/details"
TO_FILL_IN = "To be filled in by the provider"


def facts(page: Page) -> dict[str, str]:
    """The facts of the course, by their name."""
    rows = page.tree.xpath("//dl[@class='facts'][1]/div")
    return {words(row[0]): words(row[1]) for row in rows}


def table(page: Page, caption: str) -> list[list[str]]:
    """The rows of a table below its head."""
    rows = page.tree.xpath(f"//table[starts-with(normalize-space(caption), '{caption}')]/tbody/tr")
    return [[words(cell) for cell in row] for row in rows]


def links(page: Page) -> dict[str, str]:
    """The links into lessons, by their words."""
    found = page.tree.xpath("//td//a")
    return {words(link): link.get("href") for link in found}


@pytest.mark.parametrize("address", [f"/courses/{SLUG}", PAGE])
@pytest.mark.parametrize(("attempts", "words_for_it"), [(1, "1 attempt)"), (3, "3 attempts)")])
def test_a_limit_of_attempts_is_said_of_the_quiz_that_has_it(
    app: Flask, tmp_path: Path, browser: Browser, address: str, attempts: int, words_for_it: str
):
    publish(app, tmp_path, with_modules(2) | {f"{SLUG}/1-strokes/quiz.toml": quiz_toml(attempts=attempts)})
    page = browser.get(address).says("as many attempts as you like, except where the outline names a number")
    quizzes = [words(line) for line in page.tree.xpath("//li[starts-with(., 'Strokes quiz')]")]
    assert [line.rpartition(" minutes")[2] for line in quizzes] == [f", {words_for_it}", ")"]


@pytest.mark.parametrize("address", [f"/courses/{SLUG}", PAGE])
def test_a_quiz_with_a_pass_mark_of_its_own_says_so(app: Flask, tmp_path: Path, browser: Browser, address: str):
    publish(app, tmp_path, with_modules(2) | {f"{SLUG}/1-strokes/quiz.toml": quiz_toml(pass_mark=90)})
    page = browser.get(address).says("75 percent in every quiz, except where the outline names another")
    quizzes = [words(line) for line in page.tree.xpath("//li[starts-with(., 'Strokes quiz')]")]
    assert [line.rpartition(" minutes")[2] for line in quizzes] == [", pass mark 90 percent)", ")"]


@pytest.mark.parametrize("address", [f"/courses/{SLUG}", PAGE])
def test_without_a_limit_everybody_may_try_as_often_as_they_like(
    app: Flask, tmp_path: Path, browser: Browser, address: str
):
    a_course(app, tmp_path)
    page = browser.get(address).says("75 percent in every quiz; as many attempts as you like Cost")
    assert words(page.find("//li[starts-with(., 'Strokes quiz')]")).endswith(" minutes)")


def test_the_course_page_leads_to_what_a_board_asks_for(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    page = browser.get(f"/courses/{SLUG}").follow("Course details for boards and employers")
    assert (page.address, page.heading) == (PAGE, "Course details")
    found = facts(page)
    expected = {
        "Title": "Warm hands", "Author": "Ben Okafor", "Instructor": "Ben Okafor", "Credentials": "LMT",
        "For": "Students.", "Prerequisites": "None.", "Format": "Home study", "Subject": "Technique theory",
        "Hours claimed": "0 CE", "Released": "21 November 2026", "Last reviewed": "21 November 2026",
        "Next review due by": "21 November 2029", "Expires": "21 November 2029",
    }  # fmt: skip
    assert found | expected == found
    page.says(
        "Describe the opening strokes.", "Nothing to disclose.", "No board approval is claimed.", "complaints, records"
    )
    page.follow("Warm hands").says("Start this course")


def test_what_nobody_has_filled_in_is_said_and_never_left_out(app: Flask, tmp_path: Path, browser: Browser):
    front = COURSE.replace('author = "Ben Okafor"', 'author = "to be filled in by the provider"')
    a_course(app, tmp_path, course=front.replace('"LMT"', '"To be filled in by the provider."'))
    found = facts(browser.get(PAGE))
    missing = {name for name, value in found.items() if value == TO_FILL_IN}
    assert missing == {"Author", "Reviewer", "Credentials", "Provider", "Contact"}


def test_each_objective_stands_with_its_sections_and_its_questions(app: Flask, tmp_path: Path, browser: Browser):
    files = course_files() | dict([hands(2, use="final"), hands(3, use="practice"), hands(4, use="practice")])
    publish(app, tmp_path, files)
    page = browser.get(PAGE).says(f"{COUNT + 3} questions")
    assert table(page, "Objectives and questions: Strokes") == [
        ["Describe the opening strokes.", "Strokes", str(COUNT), "1", "2"]
    ]
    units = [words(item).partition(" (")[0] for item in page.tree.xpath("//h3/following-sibling::ul[1]/li")]
    assert units == ["How to begin", "Strokes quiz"]


def test_only_who_is_enrolled_is_led_into_the_lessons(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    assert links(browser.get(PAGE)) == links(Browser(signed_in(app, DEE)).get(PAGE)) == {}
    page = enrolled(app, ANA).get(PAGE)
    assert links(page) == {"Strokes": f"/learn/{SLUG}/begin#strokes"}
    assert page.follow("Strokes").find("//*[@id='strokes']").tag == "h2"


def test_what_stands_above_the_first_heading_is_named_after_its_lesson(app: Flask, tmp_path: Path):
    moved = LESSON.replace(" {#long-and-light}", "").replace("{#warm}", "{#long-and-light}")
    a_course(app, tmp_path, lesson=moved)
    assert links(enrolled(app, ANA).get(PAGE)) == {"How to begin": f"/learn/{SLUG}/begin"}


def test_a_lesson_that_came_after_one_began_is_named_but_leads_nowhere(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    publish(app, tmp_path, with_modules(2))
    page = ana.get(PAGE)
    assert [row[1] for row in table(page, "Objectives")] == ["Strokes", "Strokes"]
    assert list(links(page).values()) == [f"/learn/{SLUG}/begin#strokes"]


def test_the_hours_stand_side_by_side_and_nothing_is_claimed_by_it(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    page = browser.get(PAGE)
    page.says("0 minutes of audio or video; difficulty 3 of 5", "Mergener formula: Tested on journal articles.")
    page.says("The course claims 0 CE, by the NCBTMB word rule. None of the figures above is a claim")
    rows = table(page, "Hours by each rule")
    assert [row[0] for row in rows] == ["NCBTMB word rule", "NASBA word count", "Mergener formula", "Plain reading"]
    assert rows[0] == ["NCBTMB word rule", "words ÷ 12,000 + media hours", "0.05", "60", "0.0008…", "0"]


def test_everything_the_course_cites_is_listed_once_documents_first(app: Flask, tmp_path: Path, browser: Browser):
    trial = (
        'kind = "publication"\ntitle = "Does it help?"\npublisher = "A journal"\nauthors = "Abara L"\nyear = 2004\n'
        'url = "https://example.org/trial"\n'
    )
    lesson = LESSON.replace("[@a-document]", "[@a-trial; @a-document ] and again [@a-trial]")
    files = course_files(lesson=lesson) | {"sources/a-trial.toml": trial, "sources/b-trial.toml": trial}
    publish(app, tmp_path, files)
    listed = [words(item) for item in browser.get(PAGE).tree.xpath("//section[@class='references']//li")]
    assert listed == [
        "A document. A publisher. https://example.org/document",
        "Abara L. Does it help? A journal, 2004. https://example.org/trial",
    ]


def test_a_source_that_only_a_question_names_is_cited_too(tmp_path: Path):
    files = course_files() | {"sources/other.toml": SOURCE}
    files[f"{SLUG}/1-strokes/questions/matching.md"] = files[f"{SLUG}/1-strokes/questions/matching.md"].replace(
        '["a-document"]', '["a-document", "other"]'
    )
    folder = check_course(write_files(tmp_path, files)).edition.folder
    assert [source.slug for source in cited(folder, [], read_sources(tmp_path / "sources"))] == ["a-document", "other"]


def test_a_revision_from_before_there_were_details_gets_them_at_the_next_import(
    app: Flask, tmp_path: Path, browser: Browser
):
    a_course(app, tmp_path)
    with app.app_context(), writing():
        db.session.execute(update(CourseRevision).values(details=None))
    page = browser.get(PAGE).says("Describe the opening strokes.", "How to begin", "Nothing to disclose.")
    page.says_not("Hours worksheet", "References", "Practice")
    publish(app, tmp_path, course_files())
    browser.get(PAGE).says("Hours worksheet", "References", "1, published")


def test_a_course_that_does_not_exist_has_no_details(app: Flask, tmp_path: Path, browser: Browser):
    a_course(app, tmp_path)
    browser.get("/courses/cold-hands/details", 404).says("Page not found")


def test_the_shipped_course_is_shown_whole(app: Flask, browser: Browser):
    path = ROOT / "courses" / "low-back-pain-and-spasm"
    page = browser.get(f"/courses/{publish_folder(app, path)}/details")
    folder = check_course(path).edition.folder
    goals = [goal.text for module in folder.modules for goal in module.objectives]
    rows = table(page, "Objectives and questions")
    assert [row[0] for row in rows] == goals
    assert all(row[1] and int(row[2]) for row in rows), "an objective without a section or a question"
    assert sum(int(figure) for row in rows for figure in row[2:]) == sum(one.is_asked for one in folder.questions)
    page.says("hands-on skill is not taught or assessed", "No approval by any board is claimed")
    assert {name for name, value in facts(page).items() if value == TO_FILL_IN} >= {"Author", "Instructor"}
