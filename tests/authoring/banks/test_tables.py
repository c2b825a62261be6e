"""Ben keeps his questions in a spreadsheet, a row each."""

import zipfile
from io import BytesIO

import pytest

from app.authoring.banks import BankQuestion, BankReport, read_bank
from app.authoring.banks.parts import ALL, NONE, Answer, Text
from app.authoring.banks.tables.workbook_writer import write_xlsx
from app.authoring.banks.writers import WRITERS

HEAD = "kind,question,answer,A,B,C,A says,B %,why,points,tags\n"


def read(rows: str, head: str = HEAD) -> BankReport:
    return read_bank((head + rows).encode(), "bank.csv")


def one(rows: str, head: str = HEAD) -> BankQuestion:
    report = read(rows, head)
    assert report.refused == ()
    (question,) = report.questions
    return question


def answers(question: BankQuestion) -> list[tuple[str, float, str]]:
    return [(a.text.text, float(a.fraction), a.feedback.text) for a in question.answers]


def test_a_row_with_one_right_option():
    question = one('single,How firm?,B,firm,light,,Too much.,,"Because, it is.",2,"a, b"\n')
    assert (question.qtype, question.is_single, question.points, question.tags) == (
        "multichoice",
        True,
        "2",
        ("a", "b"),
    )
    assert question.feedback.text == "Because, it is."
    assert answers(question) == [("firm", 0, "Too much."), ("light", 1, "")]


def test_the_kind_is_told_by_the_answers():
    rows = ",One?,A,x,y\n,Two?,A C,x,y,z\n,Is it?,true\n,Word?,,light,soft,,,50\n,Say why.\n"
    report = read(rows)
    kinds = [(question.qtype, question.is_single) for question in report.questions]
    assert kinds == [
        ("multichoice", True), ("multichoice", False), ("truefalse", True), ("shortanswer", True), ("essay", True),
    ]  # fmt: skip
    assert [share for _, share, _ in answers(report.questions[1])] == [0.5, 0, 0.5]
    assert answers(report.questions[3]) == [("light", 1, ""), ("soft", 0.5, "")]


@pytest.mark.parametrize(
    ("cell", "number", "tolerance"),
    [("15", "15", "0"), ("15 ± 2", "15", "2"), ("14..16", "15", "1"), ("15:2", "15", "2")],
)
def test_numbers(cell: str, number: str, tolerance: str):
    (answer,) = one(f"numerical,How long?,,{cell},,,,,,,\n").answers
    assert (answer.text.text, answer.tolerance) == (number, tolerance)


def test_pairs_items_and_passages():
    assert [(p.left.text, p.right) for p in one("matching,Match,,a => b,=> c,d=>e,,,,,\n").pairs] == [
        ("a", "b"), ("", "c"), ("d", "e"),
    ]  # fmt: skip
    assert [text for text, _, _ in answers(one("ordering,Order,,x,y,z,,,,,\n"))] == ["x", "y", "z"]
    assert one("cloze,It is {1:SA:=light}.,,,,,,,,,\n").stem.text == "It is {#1}."


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_lines_in_cells(delimiter: str):
    head = "question,answer,A,B\n".replace(",", delimiter)
    question = one(f'"Two\nlines"{delimiter}A{delimiter}x{delimiter}y\n', head)
    assert question.stem.text == "Two\nlines"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("odd,What?,A,x,y,,,,,,", 'There is no kind "odd"'),
        (",What?,D,x,y,,,,,,", "The column D is right, but has no answer"),
        (",What?,x+,x,y,,,,,,", "The cell under answer has to say"),
        (",,A,x,y,,,,,,", "The row has no question"),
        ("true-false,Is it?,perhaps,,,,,,,,", "The cell under answer has to be TRUE or FALSE"),
        ("numerical,How long?,,soon,,,,,,,", '"soon" is not a number'),
        ("matching,Match,,a,b,,,,,,", "Each pair stands in a column"),
        (",What?,A,x,,,,,,,", "There are fewer than 2 options"),
        (",What?,A,x,y,,,half,,,", '"half" is not a number'),
        (",What?,A,x,y,,,,,many,", '"many" is no number of points'),
        ("cloze,No gap.,,,,,,,,,", "The gaps of the passage cannot be read"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(row: str, why: str):
    report = read(f"\n,Good?,A,x,y,,,,,,\n{row}\n,Fine?,B,x,y,,,,,,\n")
    assert [(each.line, each.why[: len(why)]) for each in report.refused] == [(4, why)]
    assert len(report.questions) == 2


def test_a_table_without_names_and_an_unknown_column_are_told():
    assert [each.line for each in read("a,b\n", "").refused] == [1]
    assert [each.what for each in read("x,y\n", "question,colour\n").remarks] == [
        'the column "colour" is not known and is passed over'
    ]


def test_no_cell_that_is_written_is_a_formula():
    question = BankQuestion(
        line=1,
        qtype="multichoice",
        name="n",
        stem=Text("=HYPERLINK(1)", "plain"),
        answers=(Answer(Text("+1", "plain"), ALL), Answer(Text("'@x", "plain"), NONE)),
    )
    data = WRITERS["csv"]([question]).data.decode()
    assert "'=HYPERLINK(1)" in data
    assert "'+1" in data
    read_again = read_bank(data.encode(), "bank.csv").questions[0]
    assert (read_again.stem.text, [a.text.text for a in read_again.answers]) == ("=HYPERLINK(1)", ["+1", "'@x"])


def excel_workbook(sheet: str, strings: str = "") -> bytes:
    """A workbook as Excel writes it: shared strings, numbers, cells that are left out."""
    out = BytesIO(write_xlsx([]))
    made = BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if "sheet1" not in name:
                new.writestr(name, old.read(name))
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        new.writestr("xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>")
        new.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
    return made.getvalue()


def test_a_workbook_of_excel_is_read():
    strings = "".join(
        f"<si>{one}</si>"
        for one in ("<t>question</t>", "<t>answer</t>", "<t>A</t>", "<t>B</t>", "<r><t>How </t></r><r><t>long?</t></r>")
    )
    head = "".join(f'<c r="{column}1" t="s"><v>{at}</v></c>' for at, column in enumerate("ABCD"))
    row = '<c r="A3" t="s"><v>4</v></c><c r="B3" t="str"><v>B</v></c><c r="D3"><v>0.10000000000000001</v></c>'
    more = '<c r="C3"><v>5</v></c>'
    row = row.replace('<c r="D3">', f'{more}<c r="D3">')
    sheet = f'<row r="1">{head}</row><row r="3">{row}</row>'
    (question,) = read_bank(excel_workbook(sheet, strings), "bank.xlsx").questions
    assert (question.line, question.stem.text) == (3, "How long?")
    assert answers(question) == [("5", 0, ""), ("0.1", 1, "")]


def test_what_is_no_workbook_is_refused():
    assert read_bank(b"PK\x03\x04 and more", "bank.xlsx").refused[0].why.startswith("This is not an Excel workbook")
    assert read_bank(excel_workbook("<row>"), "bank.xlsx").refused[0].why.startswith("This is not an Excel workbook")
