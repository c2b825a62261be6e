"""Ben publishes a folder: once, again, with mistakes, with files renamed, with ids used twice."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessment.models import Question, QuizRevision
from app.authoring import importer
from app.catalogue.models import CourseRevision, Lesson, Unit
from app.platform.audit import AuditEvent
from tests.authoring.folders import BEGIN, SVG, courses, everything, folder, refused, whole_course
from tests.making import COUNT, COURSE, LESSON, MODULE, QUIZ, SLUG, course_files, question_file
from tests.people import ANA, DEE
from tests.sitting import RIGHT_WORDS, START, answer_all, enrolled, started, stored

REVISIONS = select(CourseRevision.number).order_by(CourseRevision.number)


def a_second_lesson(**changes: str) -> str:
    """Another lesson for the module; keywords replace words in it."""
    text = LESSON.replace("l-begin", "l-end").replace("How to begin", "How to end")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def test_a_published_course_is_in_the_catalogue_and_in_the_book_of_deeds(app: Flask, tmp_path: Path, browser):
    result = courses(app, "import", folder(tmp_path, whole_course()))
    assert (result.exit_code, result.output) == (0, "Warm hands: published revision 1\n")
    browser.get("/courses").follow("Warm hands").says("How to begin", "Strokes quiz")
    (event,) = stored(app, select(AuditEvent))
    assert (event.action, event.subject, event.details) == ("published course", "course:c-warm-hands", {"revision": 1})


def test_publishing_the_same_folder_again_changes_nothing_at_all(app: Flask, tmp_path: Path):
    path = folder(tmp_path, whole_course())
    courses(app, "import", path)
    before = everything(app)
    result = courses(app, "import", path)
    assert (result.exit_code, result.output) == (0, "Warm hands: unchanged, still revision 1\n")
    assert everything(app) == before


def test_only_what_changed_is_stored_anew(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path, whole_course()))
    counts = {table: stored(app, select(func.count()).select_from(table)) for table in (Question, QuizRevision, Lesson)}
    files = whole_course()
    files[f"{SLUG}/course.toml"] = COURSE.replace("A short course", "A very short course")
    assert "published revision 2" in courses(app, "import", folder(tmp_path, files)).output
    assert {table: stored(app, select(func.count()).select_from(table)) for table in counts} == counts


@pytest.mark.parametrize("first", [True, False], ids=["first", "second"])
def test_a_folder_with_one_fault_changes_nothing_at_all(app: Flask, tmp_path: Path, first: bool):
    if not first:
        courses(app, "import", folder(tmp_path, course_files()))
    before = everything(app)
    # All is new, and the very last file to be read is wrong.
    wrong = question_file("single-choice").replace('objective = "strokes-1"', 'objective = "strokes-9"')
    files = whole_course() | {f"{SLUG}/1-strokes/questions/zzz.md": wrong.replace("q-single-choice-1", "q-z")}
    assert len(refused(courses(app, "import", folder(tmp_path, files)))) == 2  # its stem is not its own either
    assert everything(app) == before


def test_an_import_that_breaks_off_in_the_middle_leaves_nothing_behind(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = everything(app)

    def break_off(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importer, "publish_quiz_revision", break_off)
    result = courses(app, "import", folder(tmp_path, whole_course()))
    assert (result.exit_code, result.stderr) == (1, "Error: The system: No space left on device.\n")
    assert everything(app) == before


def test_of_two_folders_the_one_without_a_fault_is_published(app: Flask, tmp_path: Path):
    other = {name.replace(SLUG, "a-hands"): text.replace("c-warm", "c-a") for name, text in course_files().items()}
    folder(tmp_path, course_files() | other | {"a-hands/course.toml": "id = "})
    result = courses(app, "import", tmp_path)
    assert result.exit_code == 1
    assert result.stdout == "Warm hands: published revision 1\n"
    assert result.stderr.startswith("a-hands/course.toml:1: This is not TOML")
    assert stored(app, REVISIONS) == [1]


def test_a_lesson_that_is_renamed_and_moved_stays_read(app: Flask, tmp_path: Path):
    """Ana reads both lessons; Ben renames one and moves it to the end. For a new reader both have their places."""
    end = f"{SLUG}/1-strokes/2-end.md"
    courses(app, "import", folder(tmp_path, course_files() | {end: a_second_lesson()}))
    ana = enrolled(app, ANA)
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    units = set(stored(app, select(Unit.id)))
    (tmp_path / BEGIN).rename(tmp_path / SLUG / "1-strokes/3-opening-the-session.md")
    for question in (tmp_path / SLUG / "1-strokes/questions").iterdir():
        question.write_text(question.read_text().replace("begin#", "opening-the-session#"))
    assert courses(app, "import", tmp_path).output == "Warm hands: published revision 2\n"
    assert set(stored(app, select(Unit.id))) == units
    ana.get(f"/learn/{SLUG}").says("1 of 2 lessons read")
    dee = enrolled(app, DEE)
    assert dee.get(f"/learn/{SLUG}/begin").address == f"/learn/{SLUG}/opening-the-session", "an old bookmark"
    dee.get(f"/learn/{SLUG}/end").submit("Mark as read and continue").says("How to begin")


def test_a_course_whose_folder_is_renamed_moves_to_its_new_address(app: Flask, tmp_path: Path, browser):
    path = folder(tmp_path, course_files())
    courses(app, "import", path)
    ana = enrolled(app, ANA)
    path = path.rename(tmp_path / "hot-hands")
    assert courses(app, "import", path).output == "Warm hands: published revision 2\n"
    browser.get("/courses").follow("Warm hands")
    assert browser.get(f"/courses/{SLUG}").address == "/courses/hot-hands", "a link from before"
    ana.get("/my").follow("Continue").says("How to begin")
    assert stored(app, REVISIONS) == [1, 2]


def test_an_address_that_another_course_has_is_refused_with_its_cure(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path / "ours", course_files()))
    before = everything(app)
    theirs = course_files(course=COURSE.replace("c-warm-hands", "c-other"))
    (told,) = refused(courses(app, "import", folder(tmp_path / "theirs", theirs)))
    assert told.startswith(f'{SLUG}/course.toml:1: The address "{SLUG}" is that of the course "c-warm-hands". Cure: ')
    assert everything(app) == before


def test_an_id_that_stands_twice_in_a_folder_is_refused(app: Flask, tmp_path: Path):
    twice = question_file("single-choice", id="q-ordering-1", stem="Which hands end?")
    files = course_files() | {f"{SLUG}/1-strokes/questions/z.md": twice}
    (told,) = refused(courses(app, "import", folder(tmp_path, files)))
    other = "1-strokes/questions/ordering.md"
    assert told.startswith(f'{SLUG}/1-strokes/questions/z.md:2: The id "q-ordering-1" is that of {other} too. Cure: ')


def test_an_id_that_was_another_sort_of_unit_before_is_refused(app: Flask, tmp_path: Path):
    """What somebody did would else count for something that nobody did."""
    courses(app, "import", folder(tmp_path, course_files()))
    before = everything(app)
    swapped = course_files(
        lesson=LESSON.replace("l-begin", "z-strokes"), quiz=QUIZ.replace("z-strokes", "z-new"), module=MODULE
    )
    (told,) = refused(courses(app, "import", folder(tmp_path, swapped)))
    assert told.startswith(f'{BEGIN}:2: The id "z-strokes" was that of a quiz. Cure: give it one never used before')
    assert everything(app) == before


def test_who_is_in_an_attempt_is_left_alone_when_the_whole_course_is_replaced(app: Flask, tmp_path: Path):
    """Ana has the quiz open while Ben publishes other lessons, other questions and no trace of the old ones."""
    courses(app, "import", folder(tmp_path / "old", course_files()))
    ana = enrolled(app, ANA)
    page = started(ana)
    new = {name: text.replace("l-begin", "l-new").replace("z-strokes", "z-new").replace('"q-', '"q-new-')
           for name, text in whole_course().items()}  # fmt: skip
    new = {name.replace("1-begin", "1-anew"): text.replace("begin#", "anew#") for name, text in new.items()}
    assert "published revision 2" in courses(app, "import", folder(tmp_path / "new", new)).output
    answer_all(page, RIGHT_WORDS).submit("Submit quiz").says("You passed", f"{COUNT} of {COUNT}")
    ana.get(START).says("Strokes quiz")
    ana.get(f"/learn/{SLUG}").says("✓ passed")


def test_a_picture_that_is_drawn_anew_makes_a_new_text_of_its_lesson(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path, whole_course()))
    redrawn = whole_course() | {f"{SLUG}/1-strokes/figures/hands.svg": SVG.replace("Two hands", "Two left hands")}
    courses(app, "import", folder(tmp_path, redrawn))
    enrolled(app, ANA).get(f"/learn/{SLUG}/begin").says("Two left hands")
