"""Reading a course folder: the parts it gives, and what is refused before anything is compared."""

from datetime import date
from pathlib import Path

import pytest

from app.catalogue.content.course import parse_course, read_course
from app.catalogue.content.folder import LARGEST, load
from app.catalogue.content.parts import Hours
from app.catalogue.content.problems import ContentProblems, Problem
from app.catalogue.content.sources import parse_sources, read_sources
from tests.catalogue.tiny_course import (
    FIGURE,
    FILES,
    LESSON,
    MODULE,
    OTHER,
    QUESTION,
    QUIZ,
    SOURCE_FILES,
    changed,
    problems_of,
    read,
    sources,
)


def put(folder: Path, files: dict[str, str]) -> Path:
    """The files on disk."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    """Path, line and message of each problem; each has a cure."""
    assert all(problem.cure for problem in problems)
    return [(problem.path, problem.line, problem.message) for problem in problems]


def test_a_folder_reads_as_a_course(tmp_path: Path) -> None:
    found = read_sources(put(tmp_path / "sources", SOURCE_FILES))
    course = read_course(put(tmp_path / "tiny", {**FILES, ".DS_Store": "x", ".git/config.toml": "y"}), found)
    assert (course.slug, course.id, course.hours) == ("tiny", "c-tiny", Hours(method="ncbtmb-words", claimed="0"))
    assert (course.expires, course.changes[:9]) == (date(2029, 11, 21), "# Changes")
    (module,) = course.modules
    assert (module.number, module.slug, module.short, module.path) == (1, "strokes", "Strokes", MODULE)
    assert [(lesson.slug, lesson.number, lesson.line) for lesson in course.lessons] == [("opening", 1, 8)]
    assert [question.slug for question in course.questions] == ["how-firm", "what-first"]
    assert [figure.name for figure in module.figures] == ["figures/back.svg"]
    assert module.quiz is not None
    assert (module.quiz.draw, module.quiz.shuffle, module.quiz.path, module.quiz.line) == (2, True, QUIZ, 1)


def module(number: int, slug: str, lesson: int) -> dict[str, str]:
    """The files of the tiny course's module again, with other names and words in them."""
    swaps = (
        ("1-strokes/", f"{number}-{slug}/"), ("strokes-1", f"{slug}-1"), ("m-strokes", f"m-{slug}"),
        ("z-strokes", f"z-{slug}"), ("/1-opening", f"/{lesson}-first-of-{slug}"), ("l-opening", f"l-{slug}"),
        ("opening#", f"first-of-{slug}#"), ('"q-', f'"q-{slug}-'), ("firm is it", f"firm is {slug}"),
        ("comes first?", f"comes first in {slug}?"),
    )  # fmt: skip
    files = {path: text for path, text in FILES.items() if "/" in path}
    for old, new in swaps:
        files = {path.replace(old, new): text.replace(old, new) for path, text in files.items()}
    return files


def test_modules_and_lessons_stand_in_the_order_of_their_numbers() -> None:
    one = {**FILES, **module(10, "petrissage", 2), **module(2, "friction", 9)}
    more = FILES[LESSON].replace("l-opening", "l-more")
    course = read({**one, "1-strokes/10-later.md": more, "1-strokes/9-earlier.md": more.replace("l-more", "l-less")})
    assert [module.slug for module in course.modules] == ["strokes", "friction", "petrissage"]
    assert [lesson.slug for lesson in course.lessons] == [
        "opening", "earlier", "later", "first-of-friction", "first-of-petrissage",
    ]  # fmt: skip


def test_line_ends_of_other_systems_are_understood() -> None:
    windows = {path: text.replace("\n", "\r\n") for path, text in FILES.items()}
    old_mac = {path: text.replace("\n", "\r") for path, text in FILES.items()}
    assert read(windows) == read(old_mac) == read()


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert load(tmp_path) == {"a.toml": "a = 1\n"}


def test_files_that_are_no_text_and_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.md").symlink_to("/etc/hostname")
    (tmp_path / "folder").symlink_to("/etc")
    with pytest.raises(ContentProblems) as caught:
        load(tmp_path)
    link = "This is a link to another file"
    assert told(caught.value.problems) == [
        ("a.md", 1, "This is not UTF-8 text"), ("b.md", 1, link), ("folder", 1, link),
    ]  # fmt: skip


def test_a_file_that_no_database_would_take_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\ntwo\0\n")
    (tmp_path / "b.md").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "c.md").write_bytes(b"x" * LARGEST)
    with pytest.raises(ContentProblems) as caught:
        load(tmp_path)
    assert told(caught.value.problems) == [
        ("a.md", 2, "This line holds a NUL character"), ("b.md", 1, "This file has 256 KB"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "notes.txt", "README.md", "1-strokes/notes.md", "1-Strokes/module.toml", "1-strokes/1-Opening.md",
        "../course.toml", "1-strokes/questions/How.md", "1-strokes/figures/back.png", "strokes/module.toml",
        "1-strokes/questions/a/b.md",
    ],
)  # fmt: skip
def test_files_without_a_place_are_refused(path: str) -> None:
    assert told(problems_of({**FILES, path: "x"})) == [(path, 1, "This file has no place in a course folder")]


def test_a_course_folder_wants_a_name_that_can_be_an_address() -> None:
    with pytest.raises(ContentProblems, match='cannot be called "My course"'):
        parse_course("My course", FILES, sources())


@pytest.mark.parametrize("path", ["course.toml", MODULE])
def test_a_missing_file_is_the_only_thing_told(path: str) -> None:
    files = {name: text for name, text in FILES.items() if name != path}
    assert told(problems_of(files)) == [(path, 1, "This file is missing")]


@pytest.mark.parametrize("path", ["course.toml", MODULE, QUIZ, LESSON, QUESTION])
def test_where_a_file_cannot_be_read_nothing_is_said_about_what_refers_to_it(path: str) -> None:
    old = "id = "
    problems = problems_of(changed(path, old, "id == "))
    assert [(problem.path, problem.message) for problem in problems] == [(path, "This is not TOML: Invalid value")]


def test_everything_wrong_in_a_folder_is_told_at_once() -> None:
    files = {
        **FILES,
        "course.toml": FILES["course.toml"].replace('"en"', '"English"').replace('"0"', '"none"'),
        MODULE: FILES[MODULE].replace("short =", "shrot ="),
        LESSON: FILES[LESSON].replace("[@techniques]", "[@technique]"),
        QUIZ: FILES[QUIZ].replace('"check"', '"exam"').replace("draw = 2", "draw = 3"),
        OTHER: FILES[OTHER].replace("opening#first", "opening#frist"),
    }
    assert told(problems_of(files)) == [
        (LESSON, 8, 'The source "technique" is not in the folder of sources'),
        (MODULE, 1, 'The key "short" is missing'),
        (MODULE, 3, 'The key "shrot" is unknown'),
        (OTHER, 7, 'There is no passage "opening#frist"'),
        (QUIZ, 3, "The quiz draws 3 of 2 questions"),
        (QUIZ, 7, '"preset" cannot be "exam"'),
        ("course.toml", 8, '"language" cannot be "English"'),
        ("course.toml", 15, '"claimed" cannot be "none"'),
    ]


def test_a_module_may_do_without_quiz_and_questions_only_if_it_asks_nothing() -> None:
    files = {path: text for path, text in FILES.items() if path != QUIZ}
    assert told(problems_of(files)) == [(MODULE, 1, "The module has questions but no quiz.toml")]


def test_a_figure_is_kept_as_its_author_left_it() -> None:
    assert read().modules[0].figures[0].svg == FILES[FIGURE].strip()


def test_a_document_is_tied_to_its_file_and_a_publication_to_its_address() -> None:
    found = sources()
    assert (found["techniques"].sha256, found["techniques"].retrieved) == ("ab" * 32, date(2026, 11, 21))
    assert (found["moyer-2004"].year, found["moyer-2004"].url[:8]) == (2004, "https://")
    assert (found["techniques"].year, found["techniques"].url, found["moyer-2004"].retrieved) == (None, "", None)


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "message"),
    [
        ("techniques", "ab" * 32, "ab" * 31, 4, f'"sha256" cannot be "{"ab" * 31}"'),
        ("techniques", "sha256", "sha", 1, 'The key "sha256" is missing'),
        ("techniques", "retrieved = 2026-11-21", 'retrieved = "2026-11-21"', 5, '"retrieved" has the wrong type'),
        ("moyer-2004", "https://", "http://", 6, '"url" cannot be "http://doi.org/10.1037/x?a=1&b=2"'),
        ("moyer-2004", "https://doi.org", "https://doi.org/<x>", 6, '"url" cannot be "https://doi.org/<x>/10.1037'),
        ("moyer-2004", "year = 2004", "year = 204", 5, '"year" cannot be 204'),
        ("moyer-2004", "authors", "author", 1, 'The key "authors" is missing'),
        ("moyer-2004", '"publication"', '"blog"', 1, '"kind" cannot be "blog"'),
        ("moyer-2004", "note", "sha256", 7, 'The key "sha256" is unknown'),
    ],
)
def test_a_wrong_source_is_refused(name: str, old: str, new: str, line: int, message: str) -> None:
    text = SOURCE_FILES[f"{name}.toml"].replace(old, new)
    with pytest.raises(ContentProblems) as caught:
        parse_sources({f"{name}.toml": text})
    found = [(path, at) for path, at, told_of in told(caught.value.problems) if told_of.startswith(message)]
    assert found == [(f"{name}.toml", line)]


def test_sources_that_cannot_be_read_are_all_told() -> None:
    with pytest.raises(ContentProblems) as caught:
        parse_sources({"a.toml": "x", "B.toml": "", "notes.md": "x"})
    assert [path for path, _, _ in told(caught.value.problems)] == ["B.toml", "a.toml", "notes.md"]
