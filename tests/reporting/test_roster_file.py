"""The roster as a file: whole, readable by any spreadsheet, and never a program."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask

from app.platform.csv_files import as_csv, defused
from tests.browser import Browser
from tests.certificates.claiming import claimed, earned
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, CORA, signed_in
from tests.reporting.classes import a_class, numbered

FILE = f"/studio/{SLUG}/roster.csv"


def lines_of(app: Flask) -> list[dict[str, str]]:
    """The file as a spreadsheet reads it, by the names of its columns."""
    answer = signed_in(app, CORA).get(FILE)
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_button_gives_a_file_with_a_name(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, "Ida")
    answer = Browser(signed_in(app, BEN)).get(f"/studio/{SLUG}/roster").follow("Download as CSV").response
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="roster-{SLUG}.csv"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.data.startswith(b"\xef\xbb\xbf")


def test_a_line_says_how_far_somebody_is(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    (line,) = lines_of(app)
    assert line.pop("Enrolled")
    done = {"Units done": "2", "Units": "2", "Certificates": "1", "Course certified": ""}
    done |= {"Strokes": "", "Strokes: state": ""}
    assert line == {"Name": ANA.name, "E-mail": ANA.email} | done


def test_without_students_there_are_only_the_heads(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    assert lines_of(app) == []
    assert '"Name","E-mail"' in signed_in(app, BEN).get(FILE).text


def test_everybody_is_in_it_not_only_a_page(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, *numbered(53))
    assert sorted(line["Name"] for line in lines_of(app)) == numbered(53)


def test_names_with_the_files_own_signs_come_through(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    names = ['Díaz, "Ana"', "two\nlines", "semi;colon", "O'Hara", "tab\tinside", "  ", "naïve 🖐", "a=b", "2-3"]
    a_class(app, *names)
    assert [line["Name"] for line in lines_of(app)] == [name.strip() for name in reversed(names)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_a_formula(start: str):
    """OWASP's list, with the wide signs that some spreadsheets read alike."""
    formula = f"{start}cmd|' /C calc'!A0"
    ((cell, harmless),) = csv.reader(io.StringIO(as_csv([[formula, "harmless"]]), newline=""))
    assert cell == f"'{formula}"
    assert harmless == "harmless"


def test_a_name_or_an_address_that_is_a_formula_is_text_in_the_file(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, '=HYPERLINK("http://evil.example","A")', "+1", "-2", "@SUM(A1)")
    assert {line["Name"][:2] for line in lines_of(app)} == {"'=", "'+", "'-", "'@"}


def test_numbers_stay_numbers():
    assert defused("0") == "0"
    assert as_csv([[0, 60, "", "é"]]) == '"0","60","","é"\r\n'


def test_only_who_teaches_gets_it(app: Flask, tmp_path: Path):
    earned(app, tmp_path)
    stranger, ana = app.test_client(), signed_in(app, ANA)
    assert stranger.get(FILE).location == f"/sign-in?next={FILE}"
    assert ana.get(FILE).status_code == 403
    assert ANA.email not in ana.get(FILE).text
    assert ANA.email in signed_in(app, BEN).get(FILE).text
