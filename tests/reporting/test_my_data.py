"""Ana takes along everything that is kept about her, and nothing that she may not see."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from app.platform.db import Base
from app.reporting import personal
from tests.browser import Browser
from tests.certificates.claiming import claimed, complete, with_licence
from tests.journeys import stories
from tests.making import SLUG, a_course
from tests.people import ANA, DEE, add, signed_in
from tests.sitting import enrolled


def taken(browser: Browser) -> zipfile.ZipFile:
    page = browser.get("/account").follow("Download my data").submit("Download")
    assert page.response.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(page.response.data))


def test_everything_about_her_is_in_the_file_and_nothing_about_others(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    stories.enrol(app, DEE, SLUG)
    stories.take(app, DEE, SLUG, "strokes")
    ana = with_licence(enrolled(app, ANA))
    stories.read(app, ANA, SLUG)
    stories.take(app, ANA, SLUG, "strokes")
    complete(app, ANA, "quiz")
    code = claimed(ana, name="Ana Maria Díaz").address.rpartition("/")[2]
    pdf = ana.client.get(f"/certificates/{code}.pdf").data
    found = taken(ana)
    told = {name: json.loads(found.read(name)) for name in found.namelist() if name.endswith(".json")}
    assert told["account.json"]["email"] == ANA.email
    assert [one["number"] for one in told["licenses.json"]] == ["MA12345"]
    assert (len(told["enrollments.json"]), len(told["attempts.json"])) == (1, 1)
    assert len(told["answers.json"]) > 5
    assert told["certificates.json"][0]["printed"]["name"] == "Ana Maria Díaz"
    (file,) = [name for name in found.namelist() if name.endswith(".pdf")]
    assert found.read(file) == pdf
    assert set(told["manifest.json"]["files"]) == set(found.namelist()) - {"manifest.json"}
    everything = b"".join(found.read(name) for name in found.namelist() if name.endswith(".json")).decode()
    for word in (DEE.email, DEE.name, "argon2", "fs_uniquifier", "token_hash", "earned", "spec"):
        assert word not in everything, word


def test_somebody_who_has_just_come_gets_a_file_too(app: Flask):
    found = taken(Browser(signed_in(app, DEE)))
    assert json.loads(found.read("attempts.json")) == []
    assert json.loads(found.read("what-happened.json"))


def test_at_a_desk_that_was_left_the_password_is_asked_first(app: Flask):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account/data")
    with ana.client.session_transaction() as session:
        session["fs_paa"] = 0
    assert page.submit("Download").heading == "Is it still you?"


@pytest.mark.sqlite_only
def test_every_table_that_names_a_person_is_in_the_file_or_has_a_reason_why_not():
    names = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "people" and table.name != "people"
    }
    source = Path(personal.__file__).read_text()
    classes = {mapper.class_.__tablename__: mapper.class_.__name__ for mapper in Base.registry.mappers}
    shown = {name for name in names if f"{classes[name]}." in source}
    assert names - shown - set(personal.LEFT_OUT) == set()
    assert set(personal.LEFT_OUT) <= names


def test_the_account_page_leads_there(app: Flask):
    add(app, ANA)
    Browser(signed_in(app, ANA)).get("/account").follow("Download my data").says("Everything that is kept about you")
