"""Reading a list of people, however a spreadsheet or a person wrote it: pure."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.platform.csv_files import as_csv
from app.reporting.rules.class_list import MOST_LINES, NO_ADDRESS, NOT_AN_ADDRESS, TOO_MANY, UNREADABLE, read_list

ANA = ("Ana Díaz", "ana@example.org")
WRITTEN = {
    "an address": "ana@example.org",
    "a name and an address": "Ana Díaz,ana@example.org",
    "the other way round": "ana@example.org; Ana Díaz",
    "tabs, as they are pasted": "Ana Díaz\tana@example.org",
    "heads": "Name,E-mail,Enrolled\nAna Díaz,ana@example.org,2026-01-01",
    "heads in another order": "EMAIL;First name;Last name\nana@example.org;Ana;Díaz",
    "quotes and a byte order mark": '\ufeff"Name","E-mail"\r\n"Ana Díaz","ana@example.org"\r\n',
    "a mail program": "Ana Díaz, <Ana@Example.org>",
    "empty lines": "\n\n  \nAna Díaz , ana@example.org\n\n",
    "old line ends": "Ana Díaz,ana@example.org\rAna Díaz,ana@example.org",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_person_is_read_however_they_are_written(text: str):
    (found,) = read_list(text)
    assert (found.name or ANA[0], found.email, found.fault) == (*ANA, "")


def test_what_is_wrong_is_said_with_its_line():
    text = "Name,E-mail\nAna,ana@example.org\nBo\nCy,cy@\nDee,dee novák@example.org\nEva,a@b@c.org\n,eva@example.org"
    assert [(one.line, one.email, one.fault) for one in read_list(text)] == [
        (2, "ana@example.org", ""), (3, "", NO_ADDRESS), (4, "cy@", NOT_AN_ADDRESS),
        (5, "dee novák@example.org", NOT_AN_ADDRESS), (6, "a@b@c.org", NOT_AN_ADDRESS), (7, "eva@example.org", ""),
    ]  # fmt: skip


def test_an_address_counts_once_and_lines_are_those_of_the_text():
    text = '"two\nlines",a@example.org\nAnn,A@example.org\nBea,b@example.org'
    assert [(one.line, one.name, one.email) for one in read_list(text)] == [
        (1, "two lines", "a@example.org"), (4, "Bea", "b@example.org"),
    ]  # fmt: skip


def test_an_open_quotation_mark_ends_the_table_and_is_told():
    found = read_list('a@example.org\n"b@example.org\nc@example.org\n')
    assert [(one.line, one.fault) for one in found] == [(1, ""), (2, UNREADABLE)]


def test_a_list_that_is_too_long_says_where():
    found = read_list("".join(f"s{place}@example.org\n" for place in range(MOST_LINES + 5)))
    assert (len(found), found[-1].line, found[-1].fault) == (MOST_LINES + 1, MOST_LINES + 1, TOO_MANY)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_nobody_is_made_up(text: str):
    for one in read_list(text):
        assert one.fault or (one.email in text.lower() and "@" in one.email)


WORD = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(WORD, WORD), max_size=20, unique_by=lambda one: one[1].lower()))
def test_our_own_file_is_read_back(people: list[tuple[str, str]]):
    rows = [(f"={name}", f"{place}@example.org") for place, (name, _) in enumerate(people)]
    text = "\ufeff" + as_csv([["Name", "E-mail"], *rows])
    assert [(one.name, one.email, one.fault) for one in read_list(text)] == [(*row, "") for row in rows]
    assert len(list(csv.reader(io.StringIO(text)))) == len(rows) + 1
