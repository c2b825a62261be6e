"""The certificate, the statement that is signed for it, and the hours: each has its page in the studio."""

from datetime import date
from pathlib import Path

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules.statements import new_version
from tests.authoring.writing import STUDIO, ben, writing
from tests.drafting import files
from tests.making import COURSE
from tests.people import CORA

PATH = "certificate.toml"
WORTH = COURSE.replace('claimed = "0"', 'claimed = "1.5"').replace("Home study", "Home Study")


def test_a_board_that_is_ticked_says_what_is_missing_and_where_it_is_written(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(f"{STUDIO}/certificate").says("NCBTMB", "asks for hours", "all 0 hours are of")
    page.submit("Save", profiles=["ncbtmb"], valid_months="24").says("Saved.", "chosen")
    text = files(app)[PATH]
    assert ('profiles = ["ncbtmb"]' in text, "valid_months = 24" in text) == (True, True)
    page = ben(app).get(STUDIO).says("NCBTMB Approved Provider asks for hours")
    hrefs = page.tree.xpath("//ul[@class='stops']//a[contains(., 'Hours')]/@href")
    assert hrefs == [f"{STUDIO}/worksheet"]
    ben(app).get(f"{STUDIO}/certificate").submit("Save", profiles=[], valid_months="")
    ben(app).get(STUDIO).says_not("asks for hours")


def test_hours_by_subject_are_told_when_they_do_not_make_the_claim(app: Flask, tmp_path: Path):
    writing(app, tmp_path, course=WORTH)
    page = ben(app).get(f"{STUDIO}/certificate")
    odd = {"subject-1": "Ethics", "claimed-1": "half", "claimed-2": "1"}
    page.submit("Save", status=422, fields=odd).says("Write a number such as 1.5", "Say of which subject")
    split = {"subject-1": "Ethics", "claimed-1": "0.5", "claimed-2": ""}
    page = page.submit("Save", fields=split).says("The hours by subject make 0.5, the course claims 1.5")
    page = page.submit("Save", fields={"subject-2": "Technique", "claimed-2": "1"}).says_not("do not fit together")
    assert files(app)[PATH].count("[[hours]]") == 2
    page.submit("Save", fields={"subject-1": "", "claimed-1": "", "subject-2": "", "claimed-2": ""})
    assert "[[hours]]" not in files(app)[PATH]


def test_a_new_wording_is_a_new_version_and_the_same_words_are_not(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(f"{STUDIO}/certificate/statement").says("version 2026-11.", "the usual statement of this site")
    page.says("sign the words of the revision they began with").submit("Save", attestation="I did it myself.")
    first = files(app)[PATH]
    page = ben(app).get(f"{STUDIO}/certificate/statement").submit("Save").says("Saved.")
    assert files(app)[PATH] == first
    later = page.submit("Save", attestation="I did all of it myself.")
    second = files(app)[PATH]
    later.submit("Save", attestation="I did it myself.")
    versions = [text.partition('attestation_version = "')[2].partition('"')[0] for text in (first, second)]
    assert len({*versions, files(app)[PATH].partition('attestation_version = "')[2].partition('"')[0]}) == 3
    ben(app).get(f"{STUDIO}/certificate").submit("Save", valid_months="12")
    assert "I did it myself." in files(app)[PATH], "the other page keeps what is signed"
    page.submit("Save", status=409, attestation="").says("changed this at").submit("Save").says("the usual statement")
    assert "attestation" not in files(app)[PATH]


@given(st.lists(st.integers(min_value=1, max_value=4)))
def test_no_version_is_ever_given_twice(days: list[int]):
    texts: list[str] = []
    versions = []
    for day in days:
        versions.append(new_version(texts, date(2026, 11, day)))
        texts.append(f'title = "T"\nattestation = "I."\nattestation_version = "{versions[-1]}"\n')
    assert len(set(versions)) == len(days)


def test_more_hours_than_the_rule_gives_are_warned_of(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(f"{STUDIO}/worksheet").says("NCBTMB word rule", "Mergener formula", "NASBA", "Plain reading")
    page.says_not("More hours are claimed").submit("Save", status=422, claimed="lots").says("Write a number such as")
    page = page.submit("Save", claimed="1.5").says("Saved.", "More hours are claimed than the rule gives")
    page.says("claims 1.5; its rule gives 0").follow("hours and sign-off").says("Sign-off")
    assert 'claimed = "1.5"' in files(app)["course.toml"]
    page.submit("Save", claimed="0.5", method="mergener").says_not("More hours are claimed")


def test_the_about_page_leaves_the_claim_as_it_is(app: Flask, tmp_path: Path):
    writing(app, tmp_path, course=WORTH)
    ben(app).get(f"{STUDIO}/about").submit("Save", subtitle="For tired hands").says("Saved.")
    text = files(app)["course.toml"]
    assert ("For tired hands" in text, 'claimed = "1.5"' in text) == (True, True)


def test_a_certificate_file_that_cannot_be_read_is_opened_as_a_file(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    page = ben(app).get(f"{STUDIO}/certificate").submit("Save")
    cora = ben(app, CORA).get(f"{STUDIO}/file?path={PATH}")
    cora.submit("Save the file", text="title = ")
    assert page.browser.get(f"{STUDIO}/certificate").address == f"{STUDIO}/file?path={PATH}"
    page.browser.get(f"{STUDIO}/certificate/statement").says("Earlier texts")
