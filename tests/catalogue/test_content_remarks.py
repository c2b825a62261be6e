"""What a provider is told that stops nothing: what is still to be filled in, dates, claims, years."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.catalogue.content.placeholders import is_placeholder
from app.catalogue.content.remarks import remarks_on, review_due
from app.catalogue.content.sheet import sheet_of
from tests.catalogue.tiny_course import FILES, OTHER, QUIZ, changed, read, sources

TODAY = date(2026, 11, 22)


def remarks(files: dict[str, str] = FILES, today: date = TODAY, words: int = 12_000, **years: int | None) -> list[str]:
    """The remarks on the tiny course and its sources, as they are printed; keywords: the year of a source."""
    course = read(files)
    cited = [replace(one, year=years.get(one.kind, one.year)) for one in sources().values()]
    return [str(remark) for remark in remarks_on(course, cited, sheet_of(course, words), today)]


def test_a_course_that_lacks_nothing_gets_no_remark() -> None:
    assert remarks() == []


@pytest.mark.parametrize(
    ("key", "line", "old"),
    [
        ("author", 9, "Not named"),
        ("reviewer", 10, "Nobody yet"),
        ("instructor", 11, "Not named"),
        ("credentials", 12, "Not named"),
        ("category", 13, "Theory"),
        ("disclosure", 17, "None."),
    ],
)
def test_what_is_to_be_filled_in_is_told_with_its_line(key: str, line: int, old: str) -> None:
    files = changed("course.toml", f'{key} = "{old}"', f'{key} = "To be filled in by the provider"')
    assert remarks(files) == [f"tiny/course.toml:{line}: to be filled in by the provider: {key}"]


def test_a_placeholder_may_go_on_and_may_stand_in_a_list() -> None:
    files = changed("course.toml", '["Define a stroke."]', '["Define it.", "To be filled in by the provider: more"]')
    assert remarks(files) == ["tiny/course.toml:16: to be filled in by the provider: objectives"]


def test_words_about_the_placeholder_in_other_files_are_no_placeholder() -> None:
    note = "# Changes\n\n## 1 (2026-11-21)\n\n- The author is to be filled in by the provider.\n"
    assert remarks({**FILES, "CHANGES.md": note}) == []


def test_a_course_without_a_reviewer_is_told_so() -> None:
    (told,) = remarks(changed("course.toml", 'reviewer = "Nobody yet"\n', ""))
    assert told.startswith("tiny/course.toml:1: no reviewer is named: add reviewer")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2029, 8, 22), []),
        (date(2029, 8, 23), ["tiny/course.toml:20: a review is due by 2029-11-21, 3 years after the last one"]),
        (date(2029, 11, 21), ["tiny/course.toml:20: a review is due by 2029-11-21, 3 years after the last one"]),
        (
            date(2029, 11, 22),
            [
                "tiny/course.toml:20: a review was due by 2029-11-21, 3 years after the last one",
                "tiny/course.toml:21: the course expired on 2029-11-21: review it and set a new date",
            ],
        ),
    ],
)
def test_reviews_and_expiry_are_told_in_time(day: date, said: list[str]) -> None:
    assert remarks(today=day) == said


def test_a_review_on_a_leap_day_is_due_no_later_than_three_years_on() -> None:
    assert review_due(date(2028, 2, 29)) == date(2031, 2, 28)
    assert review_due(date(2026, 3, 1)) - date(2026, 3, 1) == timedelta(days=1096)


def test_a_claim_above_its_own_rule_is_told() -> None:
    one = changed("course.toml", 'claimed = "0"', 'claimed = "1"')
    assert remarks(one, words=12_000) == []
    assert remarks(one, words=11_999) == ["tiny/course.toml:15: the claim is 1 CE, but the NCBTMB word rule gives 0.99"]


@pytest.mark.parametrize(
    ("use", "cure"),
    [
        ("practice", 'add a quiz with preset = "practice", for the whole course'),
        ("final", "add a final test"),
    ],
)
def test_questions_that_no_quiz_draws_are_told(use: str, cure: str) -> None:
    files = changed(OTHER, 'use = "quiz"', f'use = "{use}"') | {QUIZ: FILES[QUIZ].replace("draw = 2", "draw = 1")}
    said = f'questions with use = "{use}" that no quiz draws: 1; {cure}'
    assert remarks(files) == [f"tiny/1-strokes/module.toml:1: {said}"]


def test_a_publication_without_a_year_is_told_a_document_is_not() -> None:
    assert remarks(document=None, publication=None) == [
        "sources/moyer-2004.toml:1: a publication without a year: add year = … if it is known"
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("to be filled in by the provider", True),
        (" To be filled in by the provider.\n", True),
        ("To be filled in by the provider: who wrote it", False),
        ("", False),
    ],
)
def test_a_text_that_says_nothing_else_is_a_placeholder(text: str, is_one: bool) -> None:
    assert is_placeholder(text) is is_one
