"""Writing a course and reading it back; fingerprints of content."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.content.course import parse_course
from app.catalogue.content.hashing import content_hash
from app.catalogue.content.parts import CourseFolder, Hours, Place, QuestionFile
from app.catalogue.content.problems import ContentProblems, Findings
from app.catalogue.content.questions import read_question
from app.catalogue.content.sources import parse_sources
from app.catalogue.content.toml_text import table
from app.catalogue.content.writer import write_course, write_lesson, write_question, write_sources
from tests.catalogue.tiny_course import FIGURE, FILES, GLOSSARY, LESSON, OTHER, QUESTION, SOURCE_FILES, read, sources

QUICK = settings(max_examples=100, deadline=None)

# Texts that try the folding of rows, the fence of the front matter, and what TOML escapes.
SIGNS = ['"', '"""', "\\", "\n", "\n\n", "\n+++\n", "+++", " ", "  ", "\t", "\x7f", "\x00", "word " * 30, "\u2028"]
ODD = st.sampled_from(SIGNS)
WORDS = st.lists(ODD | st.text(max_size=20), max_size=10).map("".join)
STATED = WORDS.map(lambda text: text.replace("\0", "").strip()).filter(bool)
TITLES = STATED.map(lambda text: text[:200].strip())
DAYS = st.dates(date(2000, 1, 1), date(2999, 1, 1))
# Words of the Markdown kind: one paragraph, so that where a stem ends is not in doubt, and without the signs that the
# checks of a course would rightly refuse in a text (a stray `:::`, `[@`, `{#`, a tag, a link that leads nowhere).
SIGN = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="<>[]{}:")
PROSE = st.text(SIGN, min_size=1, max_size=60)
PLAIN = PROSE.map(lambda text: f"So {' '.join(text.split())} then")


ITEMS = st.builds("{}. {}\n    > {}".format, st.integers(0, 99), PLAIN, PLAIN)
BODIES = st.lists(ITEMS, min_size=2, max_size=5).map("\n".join)
EXTRAS = st.dictionaries(
    st.sampled_from(["rule", "keep_order", "width of a row", "x-y"]),
    WORDS | st.booleans() | st.integers(-9, 9) | DAYS | st.lists(WORDS, max_size=3),
)


@st.composite
def courses(draw: st.DrawFn) -> CourseFolder:
    """The tiny course with odd words in it."""
    course = read()
    module = course.modules[0]
    first, second = module.questions
    questions = (
        replace(first, stem=draw(PLAIN), why=draw(PLAIN), points=draw(st.integers(1, 99)), extras=draw(EXTRAS)),
        replace(second, stem=f"{draw(PLAIN)} too", body=draw(BODIES)),
    )
    module = replace(
        module, title=draw(TITLES), summary=draw(STATED), questions=questions,
        objectives=(replace(module.objectives[0], text=draw(STATED)),),
        quiz=replace(module.quiz, intro=draw(STATED), shuffle=draw(st.booleans())) if module.quiz else None,
    )  # fmt: skip
    term = replace(course.glossary[0], term=draw(TITLES)[:80].strip(), text=f"{draw(PLAIN)} [@techniques]")
    return replace(
        course, glossary=(term,), title=draw(TITLES),
        summary=draw(STATED), objectives=tuple(draw(st.lists(STATED, min_size=1))),
        hours=Hours(method="nasba", claimed=draw(st.integers(0, 999).map(str))), reviewed=draw(DAYS),
        changes=draw(STATED.filter(lambda text: "\r" not in text)), modules=(module,),
    )  # fmt: skip


def again(course: CourseFolder) -> CourseFolder:
    """The course, written and read."""
    return parse_course(course.slug, write_course(course), sources())


@QUICK
@given(courses())
def test_what_was_written_reads_back_equal_and_is_written_the_same(course: CourseFolder) -> None:
    back = again(course)
    assert back == course
    assert write_course(back) == write_course(course)
    assert content_hash(back) == content_hash(course)


@QUICK
@given(st.dictionaries(st.text(max_size=5), WORDS | st.booleans() | st.integers() | DAYS | st.lists(WORDS) | st.none()))
def test_a_table_reads_back_as_it_was(values: dict[str, object]) -> None:
    assert tomllib.loads(table(values)) == {key: value for key, value in values.items() if value is not None}


def test_the_tiny_course_is_written_as_its_author_wrote_it() -> None:
    files = write_course(read())
    assert set(files) == set(FILES)
    module = ("1-strokes/module.toml", "1-strokes/quiz.toml")
    for path in ("course.toml", LESSON, *module, FIGURE, GLOSSARY, "CHANGES.md", "FACTS.md"):
        assert files[path] == FILES[path]


def test_defaults_are_written_out() -> None:
    assert 'points = 1\nobjective = "strokes-1"' in write_course(read())[QUESTION]
    assert "points = 2\nkeep_order = true\nobjective" in write_course(read())[OTHER]


def test_sources_read_back_as_they_were_written() -> None:
    assert write_sources(sources()) == SOURCE_FILES
    assert parse_sources(write_sources(sources())) == sources()


def test_a_course_without_quiz_or_changes_has_no_files_for_them() -> None:
    course = read()
    bare = replace(course, changes="", facts="", modules=(replace(course.modules[0], quiz=None),))
    assert set(FILES) - set(write_course(bare)) == {"CHANGES.md", "FACTS.md", "1-strokes/quiz.toml"}


def test_a_long_text_is_folded_and_a_long_list_stands_in_rows() -> None:
    text = "word " * 40 + "end"
    written = table({"summary": text, "names": ["a name that is rather long"] * 5})
    assert max(map(len, written.split("\n"))) <= 120
    assert written.startswith('summary = """\nword word')
    assert '\nnames = [\n  "a name that is rather long",\n' in written
    assert tomllib.loads(written)["summary"] == text


def test_a_fence_in_a_text_does_not_end_the_front_matter() -> None:
    lesson = replace(read().lessons[0], title="One\n+++\nTwo")
    assert write_lesson(lesson).count("\n+++\n") == 1
    assert again(replace(read(), modules=(replace(read().modules[0], lessons=(lesson,)),))).lessons[0] == lesson


NOT_BACK = "The question cannot be written to a file"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"stem": "Which?\n\n1. one\n2. two"}, NOT_BACK),
        ({"stem": "Which?\n\n## Why\n\nSo."}, NOT_BACK),
        ({"stem": " padded "}, NOT_BACK),
        ({"body": "1. one\n\nsentence\n\n2. two"}, NOT_BACK),
        ({"why": ""}, "The question has no rationale"),
        ({"points": 0}, '"points" cannot be 0'),
        ({"extras": {"pionts": 1}}, 'The key "pionts" is unknown'),
    ],
)
def test_a_question_that_would_not_read_back_is_not_written(fields: dict[str, object], message: str) -> None:
    question = replace(read().questions[1], **fields)
    with pytest.raises(ContentProblems) as caught:
        write_question(question)
    assert message in [problem.message for problem in caught.value.problems]


@QUICK
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_a_question_is_written_so_that_it_reads_back_or_not_at_all(stem: str, body: str, why: str) -> None:
    question: QuestionFile = replace(read().questions[0], stem=stem, body=body, why=why)
    try:
        text = write_question(question)
    except ContentProblems:
        return
    findings = Findings()
    assert read_question(question.slug, text, question.path, findings) == question
    assert findings.problems == []


def test_the_fingerprint_does_not_depend_on_where_something_was_read() -> None:
    lesson = read().lessons[0]
    moved = replace(lesson, place=Place("elsewhere.md", 99, {"id": 3}))
    assert (moved, content_hash(moved)) == (lesson, content_hash(lesson))
    question = read().questions[0]
    assert content_hash(replace(question, body_line=99, why_line=99)) == content_hash(question)


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"text": "x"}, {"reviewed": date(2027, 1, 1)}, {"objectives": ()}]
)
def test_the_fingerprint_changes_with_the_content(change: dict[str, object]) -> None:
    lesson = read().lessons[0]
    assert content_hash(replace(lesson, **change)) != content_hash(lesson)


def test_the_fingerprint_counts_all_it_is_given_in_order() -> None:
    lesson, source = read().lessons[0], sources()["techniques"]
    given_parts = [(lesson,), (lesson, source), (source, lesson), (lesson, None)]
    assert len({content_hash(*parts) for parts in given_parts}) == 4


def test_the_fingerprint_stays_the_same_from_one_release_to_the_next() -> None:
    known = "d7a5a97bb7ce2f2e8764287c2f51296fb985ffbe68edd4073606a56b933a7bdd"
    assert content_hash({"b": date(2026, 11, 21), "a": ["é", 1, True, None]}) == known
