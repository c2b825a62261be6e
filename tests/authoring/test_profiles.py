"""A course that names a board's profile is published only with everything that board asks for; approvals must match."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.authoring.importer import check_course, provider_here
from app.catalogue.content.boards import Boards, read_boards
from app.catalogue.content.problems import ContentProblems
from app.catalogue.content.profiles import Provider, profiles
from tests.certificates.claiming import COURSE as CLAIM
from tests.certificates.claiming import claimed, complete
from tests.making import COURSE, SLUG, course_files, write_files
from tests.people import ANA
from tests.reporting.boards import write_boards
from tests.sitting import enrolled, publish

PROFILE = 'profiles = ["ncbtmb"]\n'
APPROVED = """\
[[approvals]]
board = "NCBTMB"
number = "450000-12"
from = 2026-01-01
until = 2028-12-31

[[courses]]
board = "NCBTMB"
course = "c-warm-hands"
title = "Warm hands"
hours = "1.25"
number = "777"
"""
WORTH = COURSE.replace('claimed = "0"', 'claimed = "1.25"')
WRITTEN = frozenset({"registration", "fees", "refunds"})
SCHOOL = Provider("Harbor School", "Pier 1", read_boards(APPROVED), WRITTEN)


def folder(path: Path, course: str = WORTH, certificate: str = PROFILE) -> Path:
    return write_files(path, course_files(course=course) | {f"{SLUG}/certificate.toml": certificate})


def faults(path: Path, provider: Provider) -> list[str]:
    with pytest.raises(ContentProblems) as caught:
        check_course(path, provider)
    return [str(one) for one in caught.value.problems]


def test_with_everything_there_it_is_published(tmp_path: Path):
    assert check_course(folder(tmp_path), SCHOOL).edition.folder.certificate.profiles == ("ncbtmb",)


def test_each_missing_field_is_named_with_file_line_and_cure(tmp_path: Path):
    course = COURSE.replace('"LMT"', '"To be filled in by the provider"').replace("Home study", "By post")
    found = "\n".join(faults(folder(tmp_path, course), Provider()))
    assert "course.toml:11: NCBTMB Approved Provider asks for credentials, and it is missing" in found
    assert "asks for format, and it is missing. Cure: write one of Live, Home Study, Webinar." in found
    assert "asks for hours" in found
    assert "certificate.toml:1: NCBTMB Approved Provider asks for provider, and it is missing" in found
    assert "set FASCIA_PROVIDER_NAME" in found
    assert "write boards.toml in the data folder: an approval by NCBTMB" in found


def test_a_policy_that_the_board_wants_in_writing_is_missed_until_it_is_published(tmp_path: Path):
    (found,) = faults(folder(tmp_path), replace(SCHOOL, policies=WRITTEN - {"refunds"}))
    assert "asks for a written policy on refunds, and none is published" in found
    assert "an administrator publishes it at /admin/policies/refunds" in found


def test_another_title_than_the_approved_one_is_no_approval(tmp_path: Path):
    found = faults(folder(tmp_path, WORTH.replace('"Warm hands"', '"Warmer hands"')), SCHOOL)
    assert len(found) == 1
    assert "asks for approval" in found[0]


def test_tested_home_study_under_the_profile_is_an_achievement(tmp_path: Path):
    (found,) = faults(folder(tmp_path, certificate='title = "Certificate of Completion"\n' + PROFILE), SCHOOL)
    assert 'write title = "Certificate of Achievement"' in found


def test_a_misspelled_profile_is_told_its_name(tmp_path: Path):
    (found,) = faults(folder(tmp_path, certificate='profiles = ["ncbtnb"]\n'), SCHOOL)
    assert 'did you mean "ncbtmb"' in found


def test_the_command_reads_the_site(app: Flask, tmp_path: Path):
    path = folder(tmp_path)
    result = app.test_cli_runner().invoke(args=["courses", "import", str(path)])
    assert result.exit_code == 1
    assert "FASCIA_PROVIDER_NAME" in result.output
    write_boards(app, "[[approvals]]\nboard = 1\n")
    result = app.test_cli_runner().invoke(args=["courses", "check", str(path)])
    assert "boards.toml:2" in result.output
    assert "Traceback" not in result.output


def test_hours_by_subject_must_make_what_is_claimed(tmp_path: Path):
    text = '[[hours]]\nsubject = "Ethics"\nclaimed = "1"\n'
    (found,) = faults(folder(tmp_path, certificate=text), SCHOOL)
    assert "The hours by subject make 1, the course claims 1.25" in found


def test_every_profile_is_dated_and_says_where_it_was_read():
    for profile in profiles().values():
        assert isinstance(profile.checked, date)
        assert profile.source.startswith("https://")


@pytest.mark.parametrize(
    ("title", "hours", "on", "lines"),
    [
        ("Warm hands", "1.25", date(2026, 11, 21), 1),
        ("Warm hands", "1.250", date(2028, 12, 31), 1),
        ("Warm hands", "1.25", date(2029, 1, 1), 0),
        ("Warm hands", "1.25", date(2025, 12, 31), 0),
        ("Warm Hands", "1.25", date(2026, 11, 21), 0),
        ("Warm hands", "1", date(2026, 11, 21), 0),
        ("Warm hands", "0", date(2026, 11, 21), 0),
    ],
)
def test_an_approval_is_printed_only_where_title_hours_and_day_fit(title: str, hours: str, on: date, lines: int):
    found = read_boards(APPROVED).lines("c-warm-hands", title, hours, on)
    assert len(found) == lines
    assert Boards().lines("c-warm-hands", title, hours, on) == []


def test_the_certificate_prints_the_approval_or_says_that_none_is_claimed(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files(course=WORTH))
    write_boards(app, APPROVED)
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    page = claimed(ana, CLAIM)
    page.says("Approved by NCBTMB, provider number 450000-12, course number 777, valid through 31 December 2028.")
    page.says_not("No board approval is claimed")
    module = claimed(ana, f"{CLAIM}/strokes")
    module.says("No board approval is claimed")


def test_a_faulty_file_claims_nothing(app: Flask, tmp_path: Path):
    publish(app, tmp_path, course_files(course=WORTH))
    write_boards(app, APPROVED.replace("2028-12-31", '"soon"'))
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    claimed(ana, CLAIM).says("No board approval is claimed")
    with app.app_context(), pytest.raises(ContentProblems):
        provider_here(app.extensions["settings"])
