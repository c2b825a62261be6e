"""The certificate as a PDF: one sheet, readable by everybody and every program, whatever is written on it."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import typst
import zxingcpp
from PIL import Image

from app.certificates import pdf
from app.certificates.documents import signature
from app.certificates.rules import Snapshot
from tests.certificates.issued import (
    COURSE,
    CROWDED,
    FIVE_LICENCES,
    LONG_NAME,
    MODULE,
    NAMES,
    SERIAL,
    URL,
    keyring,
    named,
    printed,
    sheet,
)
from tests.certificates.standards import assert_keeps
from tests.certificates.tagged import baselines, heard, opened, sizes

MIDDLE = 396  # of a sheet of letter paper, where the right-hand column begins a little later


@pytest.mark.parametrize(("paper", "size"), [("us-letter", (792, 612)), ("a4", (842, 595))])
def test_it_is_one_sheet_lying_on_its_side(paper, size):
    certificate = opened(printed(paper=paper))
    [sheet] = certificate.pages
    assert tuple(round(float(side)) for side in sheet.MediaBox[2:]) == size


@pytest.mark.parametrize("paper", ["us-letter", "a4"])
@pytest.mark.parametrize("snapshot", CROWDED.values(), ids=CROWDED)
def test_it_stays_one_sheet_and_inside_its_frame_however_much_it_says(snapshot, paper):
    assert len(opened(printed(snapshot, paper)).pages) == 1
    picture = _picture(snapshot, paper, dots_per_inch=72).convert("L").point(lambda light: 255 if light < 250 else 0)
    edge = round(12 / 25.4 * 72)
    left, top, right, bottom = picture.getbbox()
    assert (left, top) >= (edge - 1, edge - 1)
    assert (right, bottom) <= (picture.width - edge + 1, picture.height - edge + 1)


def test_a_long_name_takes_two_smaller_lines_and_nothing_else_gets_smaller():
    assert max(sizes(printed())) == 39
    assert max(sizes(named(LONG_NAME))) == 33
    assert min(sizes(named(LONG_NAME))) == min(sizes(printed()))


@pytest.mark.parametrize("snapshot", CROWDED.values(), ids=CROWDED)
def test_no_line_runs_into_another_however_much_it_says(snapshot):
    places = baselines(printed(snapshot))
    for column in ([y for x, y in places if x < MIDDLE], [y for x, y in places if x >= MIDDLE]):
        gaps = [upper - lower for upper, lower in pairwise(column)]
        assert all(gap > 3 or abs(gap) < 1 for gap in gaps), gaps


def test_a_screen_reader_hears_everything_in_order():
    assert heard(printed(MODULE)) == [
        ("P", "Harbor School of Massage"),
        ("H1", "Certificate of Achievement"),
        ("P", "This certifies that"),
        ("P", "Ana Díaz-Łukasiewicz"),
        ("P", "has completed"),
        ("H2", "Effleurage: opening strokes"),
        ("P", "a module of Low Back Pain and Spasm"),
        ("LI", "Completed on: 21 November 2026 (America/New_York)"),
        ("LI", "CE hours: 0 CE (practice)"),
        ("LI", "Course type: Home study"),
        ("LI", "Subject: Technique theory"),
        ("LI", "Result: Passed"),
        ("LI", "Instructor: Ben Okafor, LMT, BCTMB"),
        ("LI", "Provider: Harbor School of Massage · 12 Pier Road, Portland ME 04101 · ce@harbor.example"),
        ("LI", "Course revision: 3"),
        ("LI", f"Serial number: {SERIAL}"),
        ("P", COURSE.approval),
        ("P", "Harbor School of Massage"),
        ("P", "Signature for the provider"),
        ("H2", "Check this certificate"),
        ("P", URL),
        ("P", "7K3MQ9TX2-HDRAB5CNP-W8YZ4EFG6"),
        ("Figure", f"QR code that opens {URL}"),
    ]


def test_the_certificate_of_a_course_names_the_course_and_its_hours():
    said = heard(printed())
    assert ("H2", "Low Back Pain and Spasm") in said
    assert ("LI", "CE hours: 1.25 CE") in said
    assert not any("module" in words for _, words in said)


def test_the_paper_has_the_labels_of_the_page_it_is_compared_with():
    facts = Path(pdf.SOURCE).parent / "templates/certificates/_facts.html"
    labels = re.findall(r'\(_\("([^"]+)"\)', facts.read_text())
    everything = replace(COURSE, licences=FIVE_LICENCES, valid_until="2028-11-21")
    assert [words.split(": ")[0] for role, words in heard(printed(everything)) if role == "LI"] == labels


def test_every_licence_and_the_last_day_are_said():
    said = heard(printed(replace(COURSE, licences=FIVE_LICENCES, valid_until="2028-11-21")))
    assert ("LI", "License: " + "; ".join(one["text"] for one in FIVE_LICENCES)) in said
    assert ("LI", "Valid until: 21 November 2028") in said


def test_hours_of_several_categories_are_told_apart():
    parts = [["Ethics", "0.5"], ["Technique theory", "0.75"]]
    said = heard(printed(replace(COURSE, hours_by_category=parts)))
    assert ("LI", "Subject: Ethics 0.5 CE, Technique theory 0.75 CE") in said


def test_what_is_not_known_gets_no_empty_line():
    said = heard(printed(replace(COURSE, category="", result="", approval="")))
    assert [words for _, words in said if words in {"Subject: ", "Result: ", ""}] == []


@pytest.mark.parametrize("snapshot", [COURSE, MODULE, *CROWDED.values()])
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_it_keeps_both_standards(snapshot, profile):
    assert_keeps(printed(snapshot), profile)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_many_scripts_are_printed_and_keep_both_standards(name):
    data = named(name)
    assert ("P", name) in heard(data)
    assert_keeps(data, "ua1")
    assert_keeps(data, "3a")


def test_a_name_from_right_to_left_has_all_its_letters():
    data = named("יעל כהן")
    assert ("P", "יעל כהן"[::-1]) in heard(data)  # a PDF holds them as they stand on paper
    assert_keeps(data, "ua1")


@pytest.mark.parametrize("name", ["يوسف بن محمد الخوارزمي", "สมชาย ใจดี", "प्रिया शर्मा", "יעל כהן"])
def test_names_of_other_scripts_have_letters_of_our_own(name, caplog):
    data = named(name)
    assert_keeps(data, "3a")
    assert not any("boxes" in words for _, words in heard(data))
    assert not [font for font in _fonts(data) if "DejaVu" in font]
    assert caplog.text == ""


def _fonts(data: bytes) -> list[str]:
    return [
        str(one.FontName) for one in opened(data).objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
    ]


def test_characters_that_turn_the_text_around_are_left_out():
    said = heard(named("Ana\u202e evil\u2066 \u200fDíaz\u0000\n\u00adŁuk\ud800"))
    assert ("P", "Ana evil Díaz Łuk") in said


def test_letters_in_two_parts_are_put_together():
    assert ("P", "Nguyễn") in heard(named("Nguye\u0302\u0303n"))


def test_characters_of_no_use_on_paper_stop_nothing():
    assert ("P", "Ana") in heard(named("\ufeffAna\U000e0041\u2060"))


def test_letters_that_no_face_has_are_boxes_with_a_word_of_advice(caplog):
    said = [words for _, words in heard(named("Ana \ue000\ue001"))]
    assert any(words.startswith("Letters shown as boxes") for words in said)
    assert SERIAL in caplog.text


def test_the_machine_is_asked_for_a_face_before_the_standards_are_given_up(monkeypatch, caplog):
    compiled = pdf._compiled

    def without_own_face(given, *, system_fonts=False, standards=True):
        if not system_fonts:
            raise typst.TypstError("no face for it", "")
        return compiled(given, standards=standards)

    monkeypatch.setattr(pdf, "_compiled", without_own_face)
    data = printed()
    assert_keeps(data, "3a")
    assert not any("boxes" in words for _, words in heard(data))
    assert "no face for it" in caplog.text


def test_data_never_runs_into_its_line_end(monkeypatch):
    class Press:
        """Gives a file whose stream happens to end with a carriage return."""

        def compile(self, **_given):
            return b"stream\nabc\r\nendstream"

    monkeypatch.setattr(pdf, "_compiler", lambda _system_fonts: Press())
    monkeypatch.setattr(pdf, "packed", lambda data: data)
    assert pdf.render(sheet()) == b"stream\nabc\r\rendstream"


def test_the_pattern_opens_the_page_for_checking():
    printed_from = sheet(MODULE)
    picture = _picture_of(printed_from, dots_per_inch=150)
    [found] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text == printed_from.sealed_url
    assert found.text.partition("#")[0] == URL


def test_the_address_can_be_followed():
    certificate = opened(printed())
    [link] = [one for one in certificate.pages[0].Annots if one.Subtype == pikepdf.Name.Link]
    assert str(link.A.URI) == URL


def test_the_file_says_what_it_is_and_in_which_language():
    data = opened(printed(replace(COURSE, language="es-MX", course_title="Dolor lumbar")))
    assert str(data.docinfo.Title) == "Certificate of Achievement: Ana Díaz-Łukasiewicz"
    assert str(data.docinfo.Author) == "Harbor School of Massage"
    assert str(data.docinfo.Keywords) == SERIAL
    assert str(data.docinfo.CreationDate).startswith("D:20261121")
    assert str(data.Root.Lang) == "en-US"
    assert any(isinstance(thing, pikepdf.Dictionary) and thing.get("/Lang") == "es" for thing in data.objects)


@pytest.mark.parametrize("tag", ["", "english", "zh-Hant", "x", "日本語"])
def test_a_strange_language_stops_nothing(tag):
    assert len(opened(printed(replace(COURSE, language=tag))).pages) == 1


def test_the_open_badge_is_carried_along_unchanged():
    printed_from = sheet()
    file = opened(signature.signed(pdf.render(printed_from), keyring().current))
    [[name, attached]] = file.attachments.items()
    assert (name, attached.get_file().read_bytes().decode()) == ("open-badge.jwt", printed_from.credential)
    assert attached.get_file().mime_type == "application/vc+jwt"
    assert str(file.Root.AF[0].AFRelationship) == "/Supplement"


def test_the_same_is_printed_the_same():
    printed_from = sheet(MODULE)
    first = pdf.render(printed_from)
    named("Somebody Else")
    pdf._compiler.cache_clear()
    assert pdf.render(printed_from) == first


def test_many_at_once_get_their_own_certificate():
    names = [f"Student {number}" for number in range(60)]
    with ThreadPoolExecutor(4) as threads:
        certificates = list(threads.map(named, names))
    assert [str(certificate.docinfo.Title).split(": ")[1] for certificate in map(opened, certificates)] == names


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not on this machine")
def test_the_text_can_be_copied():
    run = subprocess.run(["pdftotext", "-", "-"], input=printed(MODULE), capture_output=True, check=True)
    text = " ".join(run.stdout.decode().split())
    wanted = [words.split(": ")[-1] for role, words in heard(printed(MODULE)) if role != "Figure" and words != URL]
    assert [words for words in wanted if words not in text] == []


def _picture(snapshot: Snapshot, paper: str, dots_per_inch: int) -> Image.Image:
    return _picture_of(sheet(snapshot, paper), dots_per_inch)


def _picture_of(printed_from: pdf.Sheet, dots_per_inch: int) -> Image.Image:
    given = pdf.inputs(printed_from)
    data = pdf._compiler(system_fonts=False).compile(format="png", ppi=dots_per_inch, sys_inputs=given)
    return Image.open(BytesIO(data))
