"""Whatever stands in a file, reading it ends with a report: no traceback, no endless time, no half of a question."""

import base64
import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.authoring.banks import read_bank, to_question_files
from app.authoring.banks.formats import FORMATS
from app.authoring.banks.tables import workbook
from app.authoring.banks.tables.workbook_writer import write_xlsx
from tests.authoring.banks.strategies import files

QUIZ = "<?xml version='1.0'?><quiz><question type='{kind}'><name><text>n</text></name>{rest}</question></quiz>"
BITS = [
    *("<answer fraction='100'>", "</answer>", "<questiontext>", "</questiontext>", "<subquestion>", "</subquestion>"),
    *(
        "<text>",
        "x",
        "</text>",
        "<tolerance>1</tolerance>",
        "<![CDATA[",
        "]]>",
        "&lt;",
        "&amp;",
        "\r\n",
        "\0",
        "\ud800",
    ),
    *("{1:SA:", "=a", "~%50%b", "#c", "}", "[[1]]", "<file name='a'>", "</file>", "<img src='@@PLUGINFILE@@/a'>"),
]
KINDS = ["multichoice", "truefalse", "numerical", "cloze", "matching", "essay", "ddwtos", "calculated"]
TOO_WIDE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0"


@pytest.mark.parametrize("form", ["gift", "aiken", "csv"])
@given(text=files)
@example(text="} a {")
@example(text="::n::{")
@example(text="{#..}")
@example(text="a{~%99999999999999999999999999999999999999%x ~y}")
@example(text="{#1e999..2}")
@example(text="ANSWER:\nab\nA) 1\nB) 2\nANSWER:")
@example(text='question,A\n"x,')
@example(text="$CATEGORY: a\nq{T}")
def test_a_text_ends_in_a_report(form: str, text: str):
    report = read_bank(text.encode(errors="replace"), "bank", form)
    filed = to_question_files(report)
    assert all(one.line >= 1 and one.why for one in filed.refused)
    assert len(filed.files) <= len(report.questions)


@given(data=st.binary(max_size=200))
@example(data=b"PK\x03\x04")
@example(data=b"\xff\xfea\0")
@example(data=b"<?xml version='1.0' encoding='nonsense'?><quiz/>")
@example(data=b"<?xml version='1.0' encoding='idna'?><quiz/>")
@example(data=b"\x80{T}")
def test_bytes_end_in_a_report(data: bytes):
    for form in ("", *FORMATS):
        filed = to_question_files(read_bank(data, "bank", form))
        assert all(one.line >= 1 and one.why for one in filed.refused)


@given(
    kind=st.sampled_from(KINDS),
    rest=st.lists(st.sampled_from(BITS), max_size=30).map("".join),
)
def test_xml_ends_in_a_report(kind: str, rest: str):
    data = QUIZ.format(kind=kind, rest=rest).encode(errors="replace")
    filed = to_question_files(read_bank(data, "bank.xml"))
    assert all(one.line >= 1 and one.why for one in filed.refused)


def test_entities_are_refused_before_they_grow():
    bomb = '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz><question type="essay">&b;</question></quiz>'
    report = read_bank(bomb.encode(), "bank.xml")
    assert [(one.line, one.why) for one in report.refused] == [
        (1, "The file declares entities of its own, which no question bank needs.")
    ]


@pytest.mark.parametrize("inside", ["<a>" * 100_000, "<a/>" * 100_000])
def test_tags_without_end_or_number_are_refused(inside: str):
    report = read_bank(f"<quiz>\n<question type='essay'>{inside}".encode(), "bank.xml")
    assert [(one.line, one.why) for one in report.refused] == [(2, "This holds more tags than any question does.")]


def test_a_workbook_that_grows_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "LARGEST_PART", 100_000)
    out = BytesIO(write_xlsx([["question"], ["?"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst>" + " " * 10_000_000)
    assert len(out.getvalue()) < 20_000
    report = read_bank(out.getvalue(), "bank.xlsx")
    assert [one.why for one in report.refused] == [workbook.TOO_LARGE]


def test_entities_in_a_workbook_are_refused():
    out = BytesIO(write_xlsx([["question"], ["?"]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b "c">]><sst/>')
    assert [one.why for one in read_bank(out.getvalue(), "bank.xlsx").refused] == [workbook.NO_WORKBOOK]


def test_a_cell_without_end_is_refused_with_its_line():
    report = read_bank(("question,A\nWhat?,x\n" + '"' + "y" * 200_000).encode(), "bank.csv")
    assert [one.line for one in report.refused] == [3]
    assert [one.stem.text for one in report.questions] == []


HARMFUL = 'The drawing "a.png" cannot be shown: This is not XML: '


def picture(data: bytes) -> str:
    """A bank with one picture."""
    file = f'<file name="a.png" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
    text = '<text>&lt;img src="@@PLUGINFILE@@/a.png"&gt; What is it?</text>'
    return QUIZ.format(kind="essay", rest=f'<questiontext format="html">{text}{file}</questiontext>')


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg onload='alert(1)'/>", HARMFUL),
        (b"%PDF-1.7", '"a.png" is not a picture that can be shown. Use PNG, JPEG, GIF, WebP or SVG.'),
        (TOO_WIDE, 'The picture "a.png" has 65536 × 65536 pixels. Save it smaller.'),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", 'The picture "a.png" is damaged.'),
        (b"\xff\xd8\xff\xe0", 'The picture "a.png" is damaged.'),
        (b"GIF89a" + b"\1" * 300_000, 'The picture "a.png" is damaged.'),
        (b"\1" * 10_000_000, 'The picture "a.png" has more than 6 MB. Save it smaller.'),
    ],
)
def test_a_picture_that_may_do_harm_is_refused(data: bytes, why: str):
    filed = to_question_files(read_bank(picture(data).encode(), "bank.xml"))
    assert [one.why[: len(why)] for one in filed.refused] == [why]
