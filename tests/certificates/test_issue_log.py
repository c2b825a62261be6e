"""The issue log: a chain in which nothing can be changed unnoticed, and `flask doctor`, which walks it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from app.certificates.actions.log import append
from app.certificates.documents.models import Document
from app.certificates.models import Certificate, IssueLogEntry
from app.certificates.queries import state_of_log
from app.platform.chain import GENESIS, Link, digest, first_broken
from app.platform.db import db
from app.platform.transactions import writing
from tests.browser import Browser
from tests.certificates.claiming import COURSE, MODULE, NOON, claimed, earned
from tests.people import BEN, signed_in
from tests.sitting import stored
from tests.statements import counted
from tests.together import together

FACTS = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.none(), max_size=3)


def chain(facts: list[dict]) -> list[Link]:
    """A whole chain with these facts."""
    links, previous = [], GENESIS
    for number, one in enumerate(facts, start=1):
        says = ("2026-11-21", "issued", f"C{number}", one)
        told = digest(number, says, previous)
        links.append(Link(number, says, previous, told))
        previous = told
    return links


@given(st.lists(FACTS, max_size=6))
def test_a_whole_chain_has_no_fault(facts: list[dict]):
    assert first_broken(chain(facts)) is None


@given(st.lists(FACTS, min_size=1, max_size=6), st.data())
def test_the_first_change_is_found_wherever_it_is(facts: list[dict], data: st.DataObject):
    links = chain(facts)
    place = data.draw(st.integers(0, len(links) - 1))
    how = data.draw(st.sampled_from(["says", "previous", "hash"]))
    said = list(links[place].says)
    said[data.draw(st.integers(0, 3))] = {"changed": 1, "really": 2, "yes": 3, "more": 4}
    changed = {"says": tuple(said)} if how == "says" else {how: "changed"}
    links[place] = replace(links[place], **changed)
    found = first_broken(links)
    assert found is not None
    assert found[0] in {place + 1, place + 2}
    if how != "hash":
        assert found[0] == place + 1


@given(st.lists(FACTS, min_size=2, max_size=6), st.data())
def test_a_missing_entry_is_found(facts: list[dict], data: st.DataObject):
    links = chain(facts)
    place = data.draw(st.integers(0, len(links) - 2))  # the very last one leaves no gap: see the README
    assert first_broken(links[:place] + links[place + 1 :]) == (place + 1, "the entry is missing")


@pytest.fixture
def logged(app: Flask, tmp_path: Path) -> Flask:
    """The site after Ana claimed two certificates."""
    ana = earned(app, tmp_path)
    claimed(ana, MODULE)
    claimed(ana, COURSE)
    return app


def fault(app: Flask) -> str:
    with app.app_context():
        return state_of_log().fault


def tampered(app: Flask, statement) -> str:
    with app.app_context(), writing():
        db.session.execute(statement)
    return fault(app)


def test_every_issue_is_an_entry_and_the_log_is_whole(logged: Flask):
    entries = stored(logged, select(IssueLogEntry).order_by(IssueLogEntry.number))
    assert [(one.number, one.event) for one in entries] == [(1, "issued"), (2, "issued")]
    assert entries[1].previous == entries[0].hash
    with logged.app_context():
        state = state_of_log()
    assert (state.entries, state.newest, state.fault) == (2, entries[1].hash, "")


def test_it_is_read_once_however_much_is_checked(logged: Flask):
    with logged.app_context(), counted(logged) as asked:
        state_of_log()
    assert len(asked) == 3, "the entries with their certificates, and what is not among them"
    assert not [one for one in asked if "NOT IN" in one], "PostgreSQL would compare each with each, for hours"


def test_a_changed_entry_is_named(logged: Flask):
    found = tampered(logged, update(IssueLogEntry).where(IssueLogEntry.number == 1).values(facts={"snapshot": {}}))
    assert found == "entry 1: it was changed after it was written"


def test_a_removed_entry_is_named(logged: Flask):
    assert tampered(logged, delete(IssueLogEntry).where(IssueLogEntry.number == 1)) == "entry 1: the entry is missing"


def test_a_cut_off_end_is_found_by_the_certificate_it_was_for(logged: Flask):
    found = tampered(logged, delete(IssueLogEntry).where(IssueLogEntry.number == 2))
    assert found.endswith("is not in the log")


def test_a_changed_certificate_is_named_whatever_was_changed(logged: Flask):
    row = stored(logged, select(Certificate).order_by(Certificate.id))[0]
    theirs = update(Certificate).where(Certificate.code == row.code)
    for change in (
        {"attested_text": "Nothing."}, {"serial": "ANOTHER"}, {"scope": "module:other"},
        {"snapshot": {**row.snapshot, "name": "Ana Smith"}}, {"issue": 2, "reason": "Because.", "replaces_id": row.id},
    ):  # fmt: skip
        found = tampered(logged, theirs.values(**change))
        assert found == f"certificate {row.code} was changed after entry 1", change
        assert tampered(logged, theirs.values(**{name: getattr(row, name) for name in change})) == ""


def test_a_removed_certificate_is_named(logged: Flask):
    code = stored(logged, select(Certificate.code).order_by(Certificate.id))[1]
    tampered(logged, delete(Document))
    found = tampered(logged, delete(Certificate).where(Certificate.code == code))
    assert found == f"certificate {code} of entry 2 is gone"


def withdrawn(app: Flask) -> str:
    """Ben withdraws the first certificate; returns its code."""
    code = stored(app, select(Certificate.code).order_by(Certificate.id))[0]
    page = Browser(signed_in(app, BEN)).get(f"/studio/certificates/{code}")
    page.submit("Withdraw this certificate", reason="Issued to the wrong account.")
    return code


def test_a_withdrawal_is_an_entry_and_one_past_the_program_is_named(logged: Flask):
    code = withdrawn(logged)
    assert fault(logged) == ""
    found = tampered(logged, delete(IssueLogEntry).where(IssueLogEntry.event == "withdrawn"))
    assert found == f"the withdrawal of {code} is not in the log"


def test_a_withdrawn_certificate_still_says_what_it_said(logged: Flask):
    code = withdrawn(logged)
    found = tampered(logged, update(Certificate).where(Certificate.code == code).values(serial="ANOTHER"))
    assert found == f"certificate {code} was changed after entry 1"


def test_a_broken_chain_is_told_before_a_changed_certificate(logged: Flask):
    tampered(logged, update(Certificate).values(attested_text="Nothing."))
    found = tampered(logged, update(IssueLogEntry).where(IssueLogEntry.number == 2).values(code="X"))
    assert found == "entry 2: it was changed after it was written"


def test_our_own_program_refuses_to_change_an_entry(logged: Flask):
    with logged.app_context(), pytest.raises(TypeError, match="stays as it was written"), writing():
        db.session.scalars(select(IssueLogEntry)).first().event = "other"


def test_eight_writers_at_once_make_one_chain(app: Flask):
    def write(number: int):
        def run() -> None:
            with app.app_context(), writing():
                append("withdrawn", f"C{number}", {"number": number}, NOON)

        return run

    together([write(number) for number in range(8)])
    with app.app_context():
        state = state_of_log()
    assert state.entries == 8
    assert state.fault == ""


def test_doctor_says_that_the_log_is_whole_and_shows_its_newest_hash(logged: Flask):
    result = logged.test_cli_runner().invoke(args=["doctor"])
    newest = stored(logged, select(IssueLogEntry.hash).order_by(IssueLogEntry.number))[-1]
    assert f"✓ issue log: 2 entries, unbroken; newest {newest}" in result.output


def test_doctor_names_the_first_broken_link_and_its_cure(logged: Flask):
    tampered(logged, update(IssueLogEntry).where(IssueLogEntry.number == 2).values(code="X"))
    result = logged.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "✗ issue log: entry 2: it was changed after it was written" in result.output
    assert "restore a back-up" in result.output
