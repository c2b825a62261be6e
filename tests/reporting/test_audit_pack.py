"""One click gives an auditor everything about a course, with the hash of each file, without holding the site up."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from app.certificates import pdf
from app.certificates.documents.models import Document
from app.platform.chain import Link, first_broken
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting.zipping import zipped
from tests.browser import Browser
from tests.certificates.claiming import COURSE, claimed, only_certificate
from tests.making import SLUG
from tests.people import ANA, BEN, signed_in
from tests.practicing import done, with_practice
from tests.reporting.boards import a_school
from tests.reporting.many import many
from tests.sitting import enrolled, passed, publish, stored
from tests.statements import counted

PACK = f"/studio/{SLUG}/audit-pack.zip"


def ana_finishes(app: Flask, folder: Path) -> Browser:
    """Ana does it all in the browser, so that there are attempts and answers."""
    a_school(app, folder)
    ana = enrolled(app, ANA)
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    passed(ana)
    claimed(ana, COURSE)
    return ana


def pack(app: Flask) -> zipfile.ZipFile:
    answer = signed_in(app, BEN).get(PACK)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(answer.data))


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_everything_that_a_board_asks_for_is_in_it(app: Flask, tmp_path: Path):
    ana_finishes(app, tmp_path)
    archive, certificate = pack(app), only_certificate(app)
    assert archive.testzip() is None
    (row,) = table(archive, "roster.csv")
    assert (row["Name"], row["E-mail"]) == (ANA.name, ANA.email)
    (attempt,) = table(archive, "attempts.csv")
    assert attempt["Passed"] == "True"
    answers = table(archive, "answers.csv")
    versions = [json.loads(line) for line in archive.read("questions-as-asked.jsonl").decode().splitlines()]
    assert {one["Question version"] for one in answers} == {str(one["version"]) for one in versions}
    assert {row["Gate"] for row in table(archive, "attestations.csv")} == {
        "completed", "evaluated", "confirmed", "attested",
    }  # fmt: skip
    assert json.loads(archive.read(f"certificates/{certificate.serial}.json")) == certificate.snapshot
    assert archive.read(f"course/revision-1/{SLUG}/1-strokes/1-begin.md").decode().startswith("+++")
    assert json.loads(archive.read("hours/revision-1.json"))["claimed"] == "1.25"
    entry = json.loads(archive.read("issue-log.jsonl"))
    says = tuple(entry[name] for name in ("at", "event", "code", "facts"))
    assert first_broken([Link(entry["number"], says, entry["previous"], entry["hash"])]) is None


def test_what_nobody_had_to_complete_says_so(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice())
    enrolled(app, ANA)
    done(app, ANA)
    rows = {row["Unit"]: row["Required"] for row in table(pack(app), "completions.csv")}
    assert rows == {"l-begin": "yes", "z-strokes": "yes", "z-mixed": "no", "l-2-begin": "yes", "z-2-strokes": "yes"}


def test_the_manifest_has_the_hash_of_every_file_and_the_page_leads_to_each(app: Flask, tmp_path: Path):
    ana_finishes(app, tmp_path)
    archive = pack(app)
    hashes = json.loads(archive.read("manifest.json"))["files"]
    assert set(hashes) | {"manifest.json"} == set(archive.namelist())
    for name, told in hashes.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == told
    page = archive.read("index.html").decode()
    assert all(f'href="{name}"' in page for name in hashes if name != "index.html")
    assert "<script" not in page


def test_no_answer_of_an_evaluation_is_in_it(app: Flask, tmp_path: Path):
    ana_finishes(app, tmp_path)
    archive = pack(app)
    assert not [name for name in archive.namelist() if b"about right" in archive.read(name) and "course/" not in name]


def test_it_is_sent_while_it_is_made(app: Flask, tmp_path: Path):
    ana_finishes(app, tmp_path)
    with counted(app) as statements:
        answer = signed_in(app, BEN).get(PACK, buffered=False)
        parts = iter(answer.response)
        next(parts)
        begun = len(statements)
        for _ in parts:
            pass
        answer.close()
    assert begun < len(statements), "the first piece left before the last was read"


def without_pdf(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    return [(row["Serial number"], row["Why"]) for row in table(archive, "certificates-without-pdf.csv")]


@pytest.mark.parametrize("is_made", [True, False])
def test_every_certificate_is_there_as_the_signed_file_that_is_kept(app: Flask, tmp_path: Path, is_made: bool):
    ana_finishes(app, tmp_path)
    if not is_made:  # from before they were made at once
        with app.app_context(), writing():
            db.session.execute(delete(Document))
    archive, certificate = pack(app), only_certificate(app)
    data = archive.read(f"certificates/{certificate.serial}.pdf")
    assert signed_in(app, ANA).get(f"/certificates/{certificate.code}.pdf").data == data
    assert stored(app, select(Document.pdf_sha256)) == [hashlib.sha256(data).hexdigest()]
    assert without_pdf(archive) == []


def test_a_certificate_that_cannot_be_printed_is_listed_and_the_pack_goes_on(app: Flask, tmp_path: Path, monkeypatch):
    ana_finishes(app, tmp_path)
    with app.app_context(), writing():
        db.session.execute(delete(Document))
    monkeypatch.setattr(pdf, "render", lambda _sheet: b"no PDF")
    archive, serial = pack(app), only_certificate(app).serial
    assert archive.testzip() is None
    assert [name for name in archive.namelist() if name.endswith(".pdf")] == []
    [(told, why)] = without_pdf(archive)
    assert (told, "could not be made" in why) == (serial, True)
    assert f"certificates/{serial}.json" in json.loads(archive.read("manifest.json"))["files"]


def test_a_file_that_somebody_changed_in_the_database_is_told(app: Flask, tmp_path: Path):
    ana_finishes(app, tmp_path)
    with app.app_context(), writing():
        db.session.execute(update(Document).values(pdf=b"%PDF-1.7 something else"))
    [(told, why)] = without_pdf(pack(app))
    assert (told, "is not the one that was made" in why) == (only_certificate(app).serial, True)


def test_many_files_are_read_a_few_at_a_time(app: Flask, tmp_path: Path, monkeypatch):
    ana_finishes(app, tmp_path)
    pack(app)
    many(app, 60, with_pdf=True)
    with counted(app) as statements:
        archive = pack(app)
    assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 61
    reading = [one for one in statements if "certificate_documents.pdf" in one]
    assert len(reading) == 3, "25 at a time"


def test_students_do_not_get_it(app: Flask, tmp_path: Path):
    assert ana_finishes(app, tmp_path).client.get(PACK).status_code == 403


@given(st.lists(st.tuples(st.text("abc/", min_size=1, max_size=6), st.lists(st.binary(max_size=50))), max_size=5))
def test_what_is_put_in_comes_out(files: list[tuple[str, list[bytes]]]):
    named = {f"{at}-{name.replace('/', '_')}": content for at, (name, content) in enumerate(files)}

    def members() -> Iterator[tuple[str, list[bytes]]]:
        yield from named.items()

    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(members()))))
    assert {name: archive.read(name) for name in named} == {name: b"".join(one) for name, one in named.items()}
