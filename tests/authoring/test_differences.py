"""What changed between two states of a course, and the list of changes that students read."""

from datetime import date

from app.authoring.importer import check_files
from app.authoring.rules.differences import Change, What, differences
from app.catalogue.content.changes import since, with_entry
from app.catalogue.content.course import parse_course
from app.catalogue.content.sources import parse_sources
from tests.making import LESSON, SLUG, course_files


def read(**changes: str):
    """The small course with changes, as it is read."""
    everything = course_files(**changes)
    sources = {path.removeprefix("sources/"): text for path, text in everything.items() if path.startswith("sources/")}
    own = {path.removeprefix(f"{SLUG}/"): text for path, text in everything.items() if path not in sources}
    own = {path: text for path, text in own.items() if not path.startswith("sources/")}
    assert check_files(SLUG, own, sources)
    return parse_course(SLUG, own, parse_sources(sources))


def test_differences_name_what_students_notice():
    before = read()
    assert differences(before, read()) == []
    (lesson,) = differences(before, read(lesson=LESSON.replace("Warm your hands first", "Warm both hands first")))
    assert (lesson.what, lesson.change, lesson.title, lesson.words) == (What.LESSON, Change.CHANGED, "How to begin", 0)
    (course,) = differences(None, before)
    assert (course.what, course.change) == (What.COURSE, Change.ADDED)


def test_the_list_of_changes_grows_at_its_top():
    first = with_entry("", 1, date(2026, 11, 21), "The first.\n\nAnd   more.")
    assert first == "# Changes\n\n## 1 (2026-11-21)\n\n- The first.\n- And more.\n"
    second = with_entry(first, 2, date(2026, 12, 1), "- Next.")
    assert second == "# Changes\n\n## 2 (2026-12-01)\n\n- Next.\n\n## 1 (2026-11-21)\n\n- The first.\n- And more.\n"
    assert since(second, 1) == ["- Next."]
    assert since(second, 0) == ["- Next.", "- The first.\n- And more."]
    assert since("no headings", 0) == []
