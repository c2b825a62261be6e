"""Publishing from the studio: what changes is shown first, students in the middle choose, and nothing is undone."""

from pathlib import Path

from flask import Flask

from tests.authoring.writing import STUDIO, ben, writing
from tests.browser import Page
from tests.drafting import files
from tests.making import LESSON, QUIZ, SLUG, a_course
from tests.people import ANA
from tests.sitting import enrolled, passed

NEW = "Wash your hands first. {#warm}\n\n## Strokes {#strokes}\n\nLong and light [@a-document]. {#long-and-light}"


def rewrites(outline: Page) -> None:
    """Ben gives the lesson another text."""
    outline.follow("How to begin").submit("Save", fields={"edit--text": NEW})


def publishes(app: Flask, summary: str = "Wash, not warm.", status: int = 200) -> Page:
    """Ben presses the button."""
    return ben(app).get(f"{STUDIO}/publish").submit("Publish", status, summary=summary)


def test_the_differences_come_first_and_the_summary_is_kept(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.browser.get(f"{STUDIO}/publish").says("Nothing yet: the draft is what students see already.")
    publishes(app, status=409).says("Nothing has changed since the last revision")
    rewrites(page)
    page.browser.get(f"{STUDIO}/publish").says("Lesson: “How to begin”, changed")
    publishes(app, "", 422).says("Say what changed")
    publishes(app).says("Published as revision 2.")
    assert "## 2 (" in files(app)["CHANGES.md"]
    assert "- Wash, not warm.\n\n## 1 (2026-11-21)" in files(app)["CHANGES.md"]
    publishes(app, status=409).says("Nothing has changed")


def test_a_student_in_the_middle_keeps_the_text_until_they_change(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    ana = enrolled(app, ANA)
    passed(ana)
    rewrites(page)
    publishes(app)
    ana.get(f"/learn/{SLUG}/begin").says("Warm your hands first.")
    home = ana.get(f"/learn/{SLUG}").says("A newer revision of this course is there", "Wash, not warm.")
    home.submit("Change to revision 2").says("What you have done stays done.").says_not("A newer revision")
    ana.get(f"/learn/{SLUG}/begin").says("Wash your hands first.")
    ana.get("/my").says("1 of 2 parts done")


def test_who_changes_to_a_course_without_a_quiz_still_finds_the_result(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    result = passed(ana)
    a_course(app, tmp_path, quiz=QUIZ.replace("z-strokes", "z-another"))
    ana.get(f"/learn/{SLUG}").submit("Change to revision 2")
    ana.get("/my").says("0 of 2 parts done")
    ana.get(result.address).says("You passed")


def test_what_was_published_from_elsewhere_is_not_undone(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    rewrites(page)
    a_course(app, tmp_path / "again", lesson=LESSON.replace("Warm your hands", "Oil your hands"))
    ben(app).get(f"{STUDIO}/publish").says("This course was published from elsewhere").says_not("What changed, in a")


def test_what_was_saved_while_one_looked_is_not_published(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    rewrites(page)
    looking = ben(app).get(f"{STUDIO}/publish")
    page.follow("How to begin").submit("Save", fields={"edit--title": "How to start"})
    looking.submit("Publish", 409, summary="Other words.").says("The draft has changed since you looked.")


def test_an_answered_question_says_so_and_leads_to_the_safe_way(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    question = f"{STUDIO}/quiz/strokes/questions/q-single-choice-1"
    ben(app).get(question).says_not("given to this question")
    passed(enrolled(app, ANA))
    ben(app).get(question).says("1 answer was given to this question").follow("correct the key safely")
