"""Drafts to test with: a published course that somebody has open in the studio."""

from flask import Flask

from app.accounts.queries import person_by_id
from app.authoring import actions, queries
from app.authoring.banking import first_options
from app.catalogue import queries as catalogue
from app.platform import clock
from app.platform.transactions import writing
from tests.making import SLUG
from tests.moodle_files import pictured_bank
from tests.people import BEN, Someone, add, given


def opened(app: Flask, course: str = SLUG, owner: Someone = BEN) -> str:
    """Open a published course in the studio as the owner's draft, unless it is open; returns its address."""
    number = add(app, owner)
    given(app, course, owner)
    with app.app_context(), writing():
        revision, person = catalogue.latest_revision(course), person_by_id(number)
        assert revision is not None
        assert person is not None
        files = {path.removeprefix(f"{course}/"): text for path, text in catalogue.files_of(course).items()}
        if queries.draft_with(revision.course.key, course) is None:
            actions.begin_draft(revision.course.key, course, files, person, clock.now(), based_on=revision)
    return course


def files(app: Flask, course: str = SLUG) -> dict[str, str]:
    """The files of a draft: path → text."""
    with app.app_context():
        found = queries.draft_with("", course)
        assert found is not None
        return {path: file.text for path, file in queries.files_of(found.id).items()}


def sent_bank(app: Flask, course: str, unit: str, who: Someone = BEN) -> str:
    """A bank that somebody sent for a quiz, and has not decided on yet; returns its address."""
    number, data = add(app, who), pictured_bank(alt="")
    with app.app_context(), writing():
        person = person_by_id(number)
        assert person is not None
        bench = queries.workbench(person, course)
        assert bench is not None
        module = bench.module(unit)
        assert module is not None
        sent = actions.Sent("bank.xml", data, first_options(bench, module, data, "bank.xml").as_json())
        upload = actions.keep_bank(bench, module, sent, person, clock.now())
        return f"/studio/{course}/quiz/{unit}/import/{upload.public_id}"
