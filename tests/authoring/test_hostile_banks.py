"""Files that mean harm, or are none: a plain sentence, quickly, and the draft stays as it was."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from app.authoring.banking import LARGEST, MOST_QUESTIONS
from tests.authoring.sending import IMPORT, QUIZ, form_of, send
from tests.authoring.writing import ben, writing
from tests.drafting import files
from tests.moodle_files import answered, asked, bank, file_of, shown
from tests.people import ANA

pytestmark = pytest.mark.sqlite_only  # what is refused meets no database

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><quiz><question type="essay"><name><text>&j;</text></name></question></quiz>'
)
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay">&x;</question></quiz>'


def zip_bomb() -> bytes:
    """A workbook whose only sheet is 200 MB of nothing."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet r:id="r1" xmlns:r="r"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<R><Relationship Id="r1" Target="sheet.xml"/></R>')
        with archive.open("xl/sheet.xml", "w") as sheet:
            for _ in range(200):
                sheet.write(b" " * 2**20)
    return written.getvalue()


def pixel_bomb() -> bytes:
    """A question with a picture of 400 million pixels in a few bytes."""
    rows = zlib.compress(b"\0" * 2600 * 100, 9)
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20_000).to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    return bank(asked("Bomb", f"<p>{shown()}</p><p>What?</p>", answered("a", "b"), file_of(head + rows)))


def camera_bombs() -> bytes:
    """Many pictures, each of as many pixels as one may have, that would all have to be decoded."""
    picture = io.BytesIO()
    Image.new("P", (4_000, 4_000)).save(picture, "GIF")
    file = file_of(picture.getvalue(), "a.gif")
    return bank(*[
        asked(f"Q{n}", f"<p>{shown(name='a.gif')}</p><p>What {n}?</p>", answered("a", "b"), file) for n in range(12)
    ])  # fmt: skip


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "entities that grow": ("bank.xml", LAUGHS.encode, "The file declares entities of its own"),
    "a file of the server": ("bank.xml", OUTSIDE.encode, "The file declares entities of its own"),
    "XML without end": ("bank.xml", lambda: b"<quiz>" + b"<a>" * 200_000, "more tags than any question does"),
    "another XML": ("bank.xml", lambda: b"<html><body/></html>", "This is not Moodle XML: it begins with <html>"),
    "a workbook that grows": ("bank.xlsx", zip_bomb, "The workbook grows far too large when it is unpacked."),
    "no workbook": ("bank.xlsx", lambda: b"PK\x03\x04 no zip", "This is not an Excel workbook"),
    "a PDF": ("paper.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n", "0 questions can be added"),
    "a picture as a table": ("bank.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "0 questions"),
    "a table without a question": ("bank.csv", lambda: b"a,b\n1,2\n", 'No column is called "question".'),
    "UTF-16 unsaid": ("bank.gift", lambda: "::a::b{=c}".encode("utf-16"), "The file is UTF-16, not UTF-8."),
    "a large picture": ("bank.xml", pixel_bomb, "has 20000 × 20000 pixels. Save it smaller."),
    "many large pictures": ("bank.xml", camera_bombs, "The pictures of this bank are too large to be made smaller"),
    "too many questions": (
        "bank.gift",
        lambda: "\n\n".join(f"Question {n}{{=a ~b}}" for n in range(MOST_QUESTIONS + 1)).encode(),
        f"There are {MOST_QUESTIONS + 1} questions in the file, more than {MOST_QUESTIONS}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_means_harm_is_told_in_a_sentence(app: Flask, tmp_path: Path, case: str):
    name, made, said = FILES[case]
    browser = writing(app, tmp_path).browser
    before = files(app)
    page = send(browser, made(), name).says(said)
    if "Add" in "".join(page.tree.xpath("//button/text()")):
        assert case == "many large pictures", "the others hold nothing that could be added"
    assert files(app) == before


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "The file is empty."),
        (b"x" * (LARGEST + 1), 422, "The file has more than 8 MB."),
        (b"x" * 30_000_000, 413, "The file has more than 8 MB."),
    ],
    ids=["empty", "a little too large", "far too large"],
)
def test_a_file_of_the_wrong_size_is_told_beside_its_field(
    app: Flask, tmp_path: Path, data: bytes, status: int, said: str
):
    browser = writing(app, tmp_path).browser
    page = send(browser, data, "bank.xml", status).says(said)
    assert page.find("//*[@role='alert']//a").get("href") == "#file"
    assert page.find("//input[@name='file']").get("aria-invalid") == "true"


def test_without_a_file_nothing_is_sent(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path).browser.get(IMPORT).submit("Send and look", status=422)
    page.says("Choose a file.")


def test_whoever_may_not_write_here_cannot_fill_the_disk(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    for client in (app.test_client(), ben(app, ANA).client):
        answer = client.post(IMPORT, **form_of(b"x" * 30_000_000, "bank.xml"))
        assert answer.status_code == 413
        assert "Import questions" not in answer.text


def test_the_name_of_a_file_is_only_shown(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    page = send(browser, b"::A::Which?{=a ~b}", '../../<script>alert("x")</script>.gift')
    assert "<script>alert" not in page.response.text
    page.submit("Add 1 question").says("1 question was added.")


def test_a_cell_that_would_be_a_formula_is_none_in_what_ben_exports(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    formula = '=HYPERLINK("https://example.org","x")'
    data = f'question,answer,A,B\n"Which is right?",A,"{formula.replace(chr(34), chr(34) * 2)}",@SUM(1)\n'
    send(browser, data.encode(), "bank.csv").submit("Add 1 question")
    table = browser.client.get(f"{QUIZ}/export/csv").text
    assert "'=HYPERLINK" in table
    assert ",=HYPERLINK" not in table
    assert '"=HYPERLINK' not in table
    assert ",@SUM" not in table
    with zipfile.ZipFile(io.BytesIO(browser.client.get(f"{QUIZ}/export/xlsx").data)) as archive:
        sheet = next(archive.read(name).decode() for name in archive.namelist() if "sheet1" in name)
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet or "sharedStrings" in "".join(archive.namelist())
