"""The signature in the PDF: it certifies every byte, keeps the standards, and shows every change."""

import asyncio
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import load_certs_from_pemder_data
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from app.certificates import pdf
from app.certificates.documents import keys, signature
from tests.certificates.issued import COURSE, CROWDED, MODULE, NOON, keyring, printed, sheet
from tests.certificates.standards import assert_keeps
from tests.certificates.tagged import heard, opened

SPACE = re.compile(rb"/ByteRange \[ *0 (\d+) (\d+) \d+")


def status_of(data: bytes) -> PdfSignatureStatus:
    """What pyHanko finds, trusting our certificate and nobody else's."""
    [found] = PdfFileReader(BytesIO(data)).embedded_signatures
    [root] = load_certs_from_pemder_data(keyring().current.pem)
    trusted = ValidationContext(trust_roots=[root], allow_fetching=False)
    with ThreadPoolExecutor(1) as aside:  # it runs an event loop, and Playwright leaves one behind in this thread
        return aside.submit(validate_pdf_signature, found, trusted).result()


def test_it_is_intact_trusted_and_over_the_whole_file():
    status = status_of(printed())
    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True,) * 4
    assert (status.coverage.name, status.modification_level.name) == ("ENTIRE_FILE", "NONE")


def test_it_certifies_the_file_and_allows_no_change():
    file = opened(printed())
    [field] = file.Root.AcroForm.Fields
    signed = field.V
    assert str(signed.SubFilter) == "/ETSI.CAdES.detached"
    assert file.Root.Perms.DocMDP.objgen == signed.objgen
    assert int(signed.Reference[0].TransformParams.P) == 1


def test_signing_changes_nothing_that_was_there():
    loose = pdf.render(sheet(MODULE))
    done = signature.signed(loose, keyring().current)
    assert done.startswith(loose)
    assert heard(done) == heard(loose)
    assert opened(done).check_pdf_syntax() == []


def test_a_server_with_an_event_loop_can_sign_too():
    async def ask() -> bytes:
        return printed()

    with ThreadPoolExecutor(1) as server:
        assert status_of(server.submit(asyncio.run, ask()).result()).bottom_line


@pytest.mark.parametrize("snapshot", [COURSE, MODULE, CROWDED["everything"]])
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_a_signed_file_keeps_both_standards(snapshot, profile):
    assert_keeps(printed(snapshot), profile)


@pytest.mark.parametrize("place", [12_000, 20_000, 30_000])
def test_an_altered_byte_breaks_it(place):
    data = bytearray(printed())
    data[place] ^= 1
    assert not status_of(bytes(data)).bottom_line


def test_what_is_added_later_shows():
    writer = IncrementalPdfFileWriter(BytesIO(printed()))
    writer.root["/PageMode"] = NameObject("/UseOutlines")
    writer.update_root()
    changed = BytesIO()
    writer.write(changed)
    status = status_of(changed.getvalue())
    assert (status.intact, status.bottom_line) == (True, False)


def test_a_short_and_a_long_name_of_the_school_leave_room_for_the_signature(tmp_path):
    for name in ("A", "Ω" * 32):
        key = keys.opened(tmp_path / name[0], name, NOON).current
        done = signature.signed(pdf.render(sheet()), key)
        before, after = map(int, SPACE.search(done).groups())
        filled = done[before + 1 : after - 1].rstrip(b"0")
        assert 0.8 < len(filled) / (after - before - 2) <= 1


def test_the_metadata_stays_as_pdf_a_asks_for():
    loose = pdf.render(sheet())
    before, after = opened(loose), opened(signature.signed(loose, keyring().current))
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
    assert b"pdfuaid:part" in after.Root.Metadata.read_bytes()


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not on this machine")
def test_a_pdf_reader_calls_it_valid(tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(printed())
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "Harbor School of Massage" in told
