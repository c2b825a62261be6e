"""The roster: who takes a course, how far they are, with what scores."""

from pathlib import Path

from flask import Flask

from tests.browser import Browser, Page
from tests.catalogue.publishing import another_course
from tests.certificates.claiming import claimed, earned
from tests.making import COUNT, SLUG, a_course
from tests.page_checks import words
from tests.people import ANA, BEN, CORA, signed_in
from tests.reporting.classes import a_class, numbered
from tests.sitting import RIGHT_WORDS, WRONG_WORDS, answer_all, enrolled, started
from tests.statements import counted

ROSTER = f"/studio/{SLUG}/roster"


def table(page: Page) -> list[list[str]]:
    """The cells of the one table, line by line."""
    lines = page.tree.xpath("//main//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in line] for line in lines]


def names(page: Page) -> list[str]:
    return [words(link) for link in page.tree.xpath("//main//tbody/tr/th/a")]


def test_where_nobody_is_enrolled_it_says_so(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = Browser(signed_in(app, BEN)).get(ROSTER)
    page.says("0 students", "Nobody is enrolled yet", "Students enroll from the course page.")


def test_the_studio_leads_to_each_courses_students(app: Flask, tmp_path: Path):
    ben = Browser(signed_in(app, BEN))
    ben.get("/studio").says("No course is published yet")
    a_course(app, tmp_path)
    another_course(app, tmp_path / "other", "calm-hands", "Calm hands")
    a_class(app, "Ida", "Jo")
    studio = ben.get("/studio")
    assert [line[:3] for line in table(studio)] == [["Calm hands", "0", "1"], ["Warm hands", "2", "1"]]
    assert names(studio.follow("Warm hands")) == ["Jo", "Ida"]


def test_a_line_says_how_far_somebody_is(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    claimed(ana)
    a_class(app, "Ida")
    page = Browser(signed_in(app, CORA)).get(ROSTER).says("2 students")
    ana_line, ida_line = table(page)
    assert (names(page)[0], ana_line[0].endswith(ANA.email), ana_line[2], ana_line[-1]) == (
        ANA.name,
        True,
        "2 of 2",
        "–",
    )
    assert (names(page)[1], ida_line[2:]) == ("Ida", ["0 of 2", "–", "–"])
    assert ana_line[3] == "1 of a module"


def test_the_best_of_several_attempts_counts_and_an_open_one_does_not(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana, ben = enrolled(app, ANA), Browser(signed_in(app, BEN))
    three_right = WRONG_WORDS | {kind: RIGHT_WORDS[kind] for kind in ("single-choice", "ordering", "short-answer")}
    shown = []
    for answers in (WRONG_WORDS, three_right, WRONG_WORDS):
        answer_all(started(ana), answers).submit("Submit quiz")
        shown.append(table(ben.get(ROSTER))[0][4])
    answer_all(started(ana), RIGHT_WORDS)
    shown.append(table(ben.get(ROSTER))[0][4])
    best = f"{3 * 100 // COUNT}%"
    assert shown == ["0% not passed", f"{best} not passed", f"{best} not passed", f"{best} under way"]


ANA_ALONE, DEE_ALONE, IDA_ALONE = ["Ana Díaz-Łukasiewicz"], ["Dee O'Hara"], ["100 % Ida_"]
FOUND = {
    "łukasiewicz": ANA_ALONE,
    "Łukasiewicz": ANA_ALONE,
    "DÍAZ": ANA_ALONE,
    " dee ": DEE_ALONE,
    "S1@EXAMPLE": DEE_ALONE,
    "o'h": DEE_ALONE,
    "%": IDA_ALONE,
    "_": IDA_ALONE,
    "\\": [],
    "nobody": [],
    "x" * 500: [],
}


def test_a_search_finds_names_and_addresses(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, *ANA_ALONE, *DEE_ALONE, *IDA_ALONE)
    page = Browser(signed_in(app, BEN)).get(ROSTER)
    assert {search: names(page.submit("Search", search=search)) for search in FOUND} == FOUND


def test_who_finds_nobody_is_led_back_to_everybody(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, "Ida")
    page = Browser(signed_in(app, BEN)).get(ROSTER).submit("Search", search="nobody").says("Nobody found")
    assert names(page.follow("Show everybody")) == ["Ida"]


def test_a_large_class_has_pages_and_a_search_stays_on_them(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, *numbered(52), "Zoë")
    first = Browser(signed_in(app, BEN)).get(ROSTER).says("53 students", "Page 1 of 2")
    second = first.follow("Next →").says("Page 2 of 2")
    assert names(first) + names(second) == ["Zoë", *reversed(numbered(52))]
    found = first.submit("Search", search="student").says("52 students")
    assert names(found.follow("Next →")) == ["Student 01", "Student 00"]
    assert names(found.follow("Next →").follow("← Previous")) == names(found)


def test_a_page_that_is_not_there_shows_students_and_not_that_there_are_none(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, "Ida")
    ben = Browser(signed_in(app, BEN))
    for page in ("0", "-3", "99", "1e3", "x", "9" * 26, "9" * 5000):
        ben.get(f"{ROSTER}?page={page}").says("Ida", "1 student").says_not("Nobody")


def test_it_asks_the_database_as_often_for_thirty_students_as_for_three(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ben = signed_in(app, BEN)
    a_class(app, *numbered(3), attempts=1)
    few = [asked(app, ben, address) for address in (ROSTER, f"{ROSTER}.csv", "/studio")]
    a_class(app, *numbered(30), attempts=1, first=3)
    assert [asked(app, ben, address) for address in (ROSTER, f"{ROSTER}.csv", "/studio")] == few
    assert max(few) <= 9


def asked(app: Flask, client, address: str) -> int:
    with counted(app) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_course_that_is_not_there_has_no_roster(app: Flask):
    ben = Browser(signed_in(app, BEN))
    for address in ("/studio/no-such-course/roster", "/studio/no-such-course/roster.csv"):
        ben.get(address, 404)
