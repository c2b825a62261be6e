"""Every corrected key of a course, as a page and as a file: whole, and never a program."""

import csv
import io
from pathlib import Path

from flask import Flask

from tests.making import SLUG, a_course
from tests.reporting.analysed import table
from tests.reporting.fixing import COLD, FIX, WET, applied, ben, previewed, three

HERE = f"/studio/{SLUG}/corrections"
FORMULA = "=HYPERLINK(A1) is no reason, but a text"


def lines(app: Flask) -> list[dict[str, str]]:
    text = ben(app).client.get(f"{HERE}.csv").get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_before_the_first_correction_it_says_so(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ben(app).get(f"/studio/{SLUG}/roster").follow("Corrected keys").says("No key was corrected").says_not("Download")
    assert lines(app) == []


def test_each_correction_stands_there_and_each_result_that_it_changed_in_the_file(app: Flask, tmp_path: Path):
    three(app, tmp_path, (0, 1, 0), (1, 1, 0), (2, 1, 0))
    applied(previewed(app, "accept-both", [COLD]))
    applied(previewed(app, "new-key", [WET], reason=FORMULA, lower=True))
    page = ben(app).get(FIX).follow("All corrected keys of this course")
    assert [(row[2], row[3], row[5]) for row in table(page, "Corrections, newest first")] == [
        ("New key", FORMULA, "3"), ("Accept both", "Cold hands are right as well", "1"),
    ]  # fmt: skip
    page.follow("Which hands begin session 1?").says("This key is wrong")
    file = page.follow("Download as CSV")
    assert file.response.headers["Content-Disposition"] == f'attachment; filename="corrections-{SLUG}.csv"'
    found = lines(app)
    assert [(one["Remedy"], one["Student"], one["Points before"], one["Points after"]) for one in found] == [
        ("accept-both", "Student 00", "0", "1"),
        ("new-key", "Student 00", "1", "0"), ("new-key", "Student 01", "1", "0"), ("new-key", "Student 02", "0", "1"),
    ]  # fmt: skip
    assert {one["Reason"][0] for one in found} == {"C", "'"}
    assert (found[0]["Total before"], found[0]["Possible after"], found[0]["Passed after"]) == ("1", "3", "yes")
    assert {one["E-mail"] for one in found} == {f"s{place}@example.org" for place in range(3)}


def test_a_correction_that_changed_nobody_is_in_the_file_too(app: Flask, tmp_path: Path):
    three(app, tmp_path, (1, 1, 1))
    applied(previewed(app, "accept-both", [COLD]))
    (line,) = lines(app)
    assert (line["Remedy"], line["Student"], line["Points after"]) == ("accept-both", "", "")
