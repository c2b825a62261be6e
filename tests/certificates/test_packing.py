"""The file is small, and packing it changes nothing but its size."""

from dataclasses import replace

import pikepdf
import pytest

from app.certificates import pdf
from app.certificates.packing import packed
from tests.certificates.issued import COURSE, CROWDED, MODULE, NAMES, named, printed, sheet
from tests.certificates.tagged import heard, opened

SMALL = 45_000
CROWDED_SMALL = 47_000


@pytest.mark.parametrize("snapshot", [COURSE, MODULE])
def test_a_certificate_is_a_small_file(snapshot):
    assert len(printed(snapshot)) <= SMALL


@pytest.mark.parametrize("snapshot", CROWDED.values(), ids=CROWDED)
def test_one_that_says_very_much_is_little_larger(snapshot):
    assert len(printed(snapshot)) <= CROWDED_SMALL


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_in_another_script_makes_it_little_larger(name):
    assert len(named(name)) <= SMALL


def test_small_words_with_rare_letters_bring_no_face_of_their_own():
    certificate = replace(MODULE, name="יעל כהן", provider="Łódź School — Γ Щ", approval="Śląsk™, Щербакова, 450000-12")
    assert len(printed(certificate)) <= CROWDED_SMALL


def test_a_certificate_has_four_faces_whatever_their_sizes():
    certificate = opened(printed(MODULE))
    assert len(certificate.pages[0].Resources.Font) == 4


def test_a_packed_file_has_the_same_objects():
    loose = _unpacked()
    before, after = opened(loose), opened(packed(loose))
    assert len(packed(loose)) < 0.85 * len(loose)
    assert _contents(after) == _contents(before)
    assert heard(packed(loose)) == heard(loose)


def test_a_packed_file_is_sound():
    assert opened(printed(MODULE)).check_pdf_syntax() == []


@pytest.mark.parametrize("data", [b"%PDF-1.7\nxref\n0 1\ntrailer\n<</Prev 7>>\nstartxref\n9\n%%EOF", b"%PDF-1.7"])
def test_what_typst_did_not_write_is_refused(data):
    with pytest.raises(ValueError, match="not"):
        packed(data)


def _unpacked() -> bytes:
    given = pdf.inputs(sheet(MODULE))
    return pdf._compiler(system_fonts=False).compile(format="pdf", sys_inputs=given, pdf_standards=["a-3a", "ua-1"])


def _contents(certificate: pikepdf.Pdf) -> dict[tuple[int, int], object]:
    """Every object by its number, without the two that packing adds."""
    found = {thing.objgen: thing for thing in certificate.objects if thing.get("/Type") not in ("/ObjStm", "/XRef")}
    return {
        number: (_entries(thing), thing.read_bytes()) if isinstance(thing, pikepdf.Stream) else thing.unparse()
        for number, thing in found.items()
    }


def _entries(stream: pikepdf.Stream) -> dict[str, str]:
    return {name: repr(value) for name, value in stream.items() if name != "/Length"}
