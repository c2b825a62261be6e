"""What an instructor pastes, or keeps in a table, is read as addresses, each with its line."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.teaching.inviting import decoded
from app.teaching.rules import Fault, TooMany, in_table, in_text, masked
from app.teaching.rules.addresses import MOST_ROWS


def told(rows):
    return [(row.line, row.email or row.fault) for row in rows]


def test_a_pasted_list_may_be_parted_as_people_part_lists():
    text = "ana@example.org, DEE@Example.org;\n\nkim@example.org lee@example.org"
    assert told(in_text(text)) == [
        (1, "ana@example.org"), (1, "dee@example.org"), (3, "kim@example.org"), (3, "lee@example.org"),
    ]  # fmt: skip


def test_names_beside_an_address_are_left_out():
    text = "Ana Díaz <ana@example.org>, Novák, Dee <dee@example.org>"
    assert told(in_text(text)) == [(1, "ana@example.org"), (1, "dee@example.org")]


def test_what_is_no_address_is_refused_with_its_line_and_the_rest_is_kept():
    rows = in_text("ana@example.org\nnobody\nana@example.org\nana@\n")
    assert told(rows) == [
        (1, "ana@example.org"),
        (2, Fault.NOT_AN_ADDRESS),
        (3, Fault.TWICE),
        (4, Fault.NOT_AN_ADDRESS),
    ]
    assert rows[1].typed == "nobody"


def test_a_table_has_its_addresses_in_the_column_that_says_so():
    text = "Name,E-mail,Phone\nAna,ana@example.org,1\nDee,,2\nKim,kim@example.org,k@wrong.example\n"
    assert told(in_table(text)) == [(2, "ana@example.org"), (3, Fault.NO_ADDRESS), (4, "kim@example.org")]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_without_heads_is_searched_for_an_at_sign(sign: str):
    text = sign.join(["Ana", "ana@example.org"]) + "\r\n" + sign.join(["Dee", "dee@example.org"]) + "\r\n"
    assert told(in_table(text)) == [(1, "ana@example.org"), (2, "dee@example.org")]


def test_a_cell_of_several_lines_moves_the_lines_below_it():
    assert told(in_table('email,note\na@example.org,"two\nlines"\nb@example.org,\n'))[1] == (4, "b@example.org")


def test_a_long_list_is_refused_whole():
    with pytest.raises(TooMany):
        in_text("\n".join(f"p{number}@example.org" for number in range(MOST_ROWS + 1)))


def test_files_are_read_as_spreadsheets_write_them():
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decoded("Zoë;zoe@example.org".encode(encoding)) == "Zoë;zoe@example.org"
    with pytest.raises(UnicodeError):
        decoded(b"PK\x03\x04\0\0")


@given(st.text(max_size=300))
def test_whatever_is_pasted_gives_addresses_or_faults_and_each_address_once(text: str):
    for read in (in_text, in_table):
        try:
            rows = read(text)
        except csv.Error:
            continue
        assert all((row.email == "") == (row.fault is not None) and row.line >= 1 for row in rows)
        emails = [row.email for row in rows if row.email]
        assert len(set(emails)) == len(emails)
        assert in_text("\n".join(emails)) == [type(rows[0])(at, one, one) for at, one in enumerate(emails, 1)]


def test_a_masked_address_is_known_to_its_owner_only():
    assert (masked("ana@example.org"), masked("a@example.org")) == ("a•••@example.org", "•••@example.org")
