"""A school of years reports: long lists come by page and in parts, and what is kept back never hides what is ready."""

import csv
import io
from itertools import product
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import delete, func, select

from app.catalogue.content.boards import Broker
from app.certificates.models import Certificate, ReportDue, ReportLine
from app.certificates.rules import obstacles
from app.platform import clock
from app.platform.db import db
from app.platform.jobs import run_due
from app.platform.transactions import writing
from app.platform.upgrading import alembic_config
from app.reporting import queries
from app.reporting.actions import catch_up
from tests.browser import Browser
from tests.certificates.claiming import only_certificate
from tests.house.test_migrations import FILES
from tests.people import ANA, CORA, signed_in
from tests.reporting.boards import a_school, reportable
from tests.reporting.many import many
from tests.sitting import stored
from tests.statements import counted

BROKER = Broker("12345", {}, {"FL massage": "MA"})
LINES = select(func.count()).select_from(ReportLine)
CSV = "/studio/warm-hands/certificates.csv"


def test_a_file_takes_two_thousand_rows_and_the_rest_waits_for_the_next(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    many(app, 2_300)
    cora = Browser(signed_in(app, CORA))
    page = cora.get("/studio/reports").says(ANA.name, "Page 1 of 24", "2301 rows wait").says_not("Student 00150")
    page.follow("Later rows →").says("Student 00150", "Page 2 of 24")
    batch = page.submit("Make the file of all rows that are ready").says("Page 1 of 20")
    assert stored(app, LINES) == [2_000]
    later = batch.follow("Later rows →").says("Page 2 of 20", "Student 00120")
    noted = later.submit("Note the outcome of Student 00120, MA 00120", outcome="accepted").says("Page 2 of 20")
    noted.says("Accepted")
    left = cora.get("/studio/reports?page=99").says("Page 4 of 4", "Student 02299").says_not(ANA.name)
    left.submit("Make the file of all rows that are ready")
    assert stored(app, LINES) == [2_301]
    cora.get("/studio/reports").says("Nothing waits to be reported.")


def test_what_is_kept_back_never_hides_what_is_ready(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    many(app, 2_100, may_report=False)
    many(app, 1, snapshot={"name": "Zoe Zuletzt"})
    page = (
        Browser(signed_in(app, CORA))
        .get("/studio/reports")
        .says("Zoe Zuletzt", "Kept back", "Page 1", "Student 00099")
        .says_not("Student 00100")
    )
    page.follow("Later rows →").says("Page 2", "Zoe Zuletzt", "Student 00100", "Student 00199")
    last = Browser(signed_in(app, CORA)).get("/studio/reports?kept=21").says("Page 21", "Student 02099")
    last.says_not("Later rows").follow("← Earlier rows").says("Page 20")
    last.browser.get("/studio/reports?kept=22").says("Page 1", "Student 00000")


def test_the_page_asks_as_often_for_a_school_of_years(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    client = signed_in(app, CORA)
    client.get("/studio/reports")
    with counted(app) as few:
        client.get("/studio/reports")
    many(app, 1_200)
    with counted(app) as more:
        client.get("/studio/reports")
    assert len(few) == len(more)


def test_the_table_for_other_boards_is_read_while_it_is_sent(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    many(app, 1_600)
    with counted(app) as statements:
        answer = signed_in(app, CORA).get(CSV, buffered=False)
        pieces = iter(answer.response)
        first, begun = next(pieces), len(statements)
        text = (first + b"".join(pieces)).decode("utf-8-sig")
        answer.close()
    assert begun < len(statements) <= begun + 4, "500 at a time"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 1_601
    assert len({row["Serial number"] for row in rows}) == 1_601


def test_what_the_database_holds_for_ready_is_what_the_rules_do(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    licences = only_certificate(app).snapshot["licences"]
    nursing = [{**licences[0], "kind": "nursing"}]
    for may_report, hours, printed in product((True, False), ("0", "0.0", "0.5"), (licences, nursing, [])):
        many(app, 1, may_report=may_report, snapshot={"hours": hours, "licences": printed})
    brokers = [BROKER, Broker(), Broker("12345"), Broker("", {}, {"FL massage": "MA"})]
    with app.app_context():
        for broker in brokers:
            ready = queries.unreported(broker, is_ready=True)
            back = queries.unreported(broker, is_ready=False)
            assert [obstacles(due, broker) for due in ready] == [[]] * len(ready)
            assert all(obstacles(due, broker) for due in back)
            assert len(ready) + len(back) == 1 + 2 * 3 * 2
            assert len(ready) == queries.ready_count(broker)
        assert len(queries.unreported(BROKER, is_ready=True)) == 2


def test_one_number_under_two_types_of_licence_is_one_row(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    [licence] = only_certificate(app).snapshot["licences"]
    twice = [{**licence, "number": "MA 9"}, {**licence, "number": "MA 9", "kind": "other"}]
    many(app, 1, snapshot={"licences": twice})
    with app.app_context(), writing():
        broker = Broker("12345", {}, {"FL massage": "MA", "FL other": "OT"})
        ready = queries.unreported(broker, is_ready=True)
        assert len(ready) == 3
    cora = Browser(signed_in(app, CORA))
    cora.get("/studio/reports").submit("Make the file of these rows").says("Batch")
    cora.get("/studio/reports").says_not("MA 9")


def test_a_corrected_name_is_not_reported_a_second_time(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    cora = Browser(signed_in(app, CORA))
    cora.get("/studio/reports").submit("Make the file of these rows")
    code = only_certificate(app).code
    page = cora.get(f"/studio/certificates/{code}").follow("Issue a correction")
    [licence] = only_certificate(app).snapshot["licences"]
    page.submit(
        "Issue the corrected certificate", name="Ana Maria Díaz", licences=[licence["text"]], reason="Her name."
    )
    assert len(stored(app, select(Certificate))) == 2
    cora.get("/studio/reports").says("Nothing waits to be reported.").says_not("Ana Maria")


@pytest.mark.sqlite_only
def test_a_page_that_is_no_number_is_the_first(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    cora = Browser(signed_in(app, CORA))
    for odd in ("x", "-1", "0", "99999999999999999999"):
        cora.get(f"/studio/reports?page={odd}&kept={odd}").says("Nothing waits to be reported.")


def waiting(app: Flask) -> int:
    """How many rows are looked at for what is to be told."""
    return stored(app, select(func.count()).select_from(ReportDue).where(ReportDue.is_waiting))[0]


def test_what_was_told_is_not_looked_at_again(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    many(app, 30)
    cora = Browser(signed_in(app, CORA))
    assert waiting(app) == 31
    batch = cora.get("/studio/reports").submit("Make the file of these rows")
    assert waiting(app) == 0
    batch.submit("Note the outcome of Student 00020, MA 00020", outcome="rejected")
    assert waiting(app) == 1
    cora.get("/studio/reports").says("Student 00020").says_not("Student 00021")
    batch.submit("Note the outcome of Student 00020, MA 00020", outcome="accepted")
    assert waiting(app) == 0


def test_what_an_older_program_did_meanwhile_is_caught_up_with(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    many(app, 2)
    cora = Browser(signed_in(app, CORA))
    cora.get("/studio/reports").submit("Make the file of these rows")
    many(app, 2, snapshot={"name": "Zoe Zuletzt"})
    with app.app_context(), writing():
        issued = select(Certificate.id).order_by(Certificate.id.desc()).limit(2).subquery()
        db.session.execute(delete(ReportDue).where(ReportDue.certificate_id.in_(select(issued.c.id))))
        line = db.session.scalars(select(ReportLine).where(ReportLine.number == "MA 0012")).one()
        line.outcome, line.decided_at = "rejected", clock.now()
    cora.get("/studio/reports").says("Nothing waits to be reported.")
    run_due(app)
    cora.get("/studio/reports").says("Zoe Zuletzt", ANA.name).submit("Make the file of these rows")
    with app.app_context(), writing():
        assert not catch_up(clock.now())
    assert waiting(app) == 0


def test_what_is_rejected_after_a_correction_waits_under_the_corrected_name(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    cora = Browser(signed_in(app, CORA))
    corrected = only_certificate(app)
    page = cora.get(f"/studio/certificates/{corrected.code}").follow("Issue a correction")
    batch = cora.get("/studio/reports").submit("Make the file of these rows")
    [licence] = corrected.snapshot["licences"]
    page.submit("Issue the corrected certificate", name="Ana Maria", licences=[licence["text"]], reason="Her name.")
    batch.submit(f"Note the outcome of {ANA.name}, MA 0012", outcome="rejected")
    cora.get("/studio/reports").says("Ana Maria").says_not(ANA.name)
    assert cora.get("/studio/reports").submit("Make the file of these rows").says("Ana Maria")
    assert waiting(app) == 0


def test_a_school_that_reported_before_finds_the_same_rows_waiting(app: Flask, tmp_path: Path):
    a_school(app, tmp_path)
    reportable(app)
    cora = Browser(signed_in(app, CORA))
    cora.get("/studio/reports").submit("Make the file of these rows")
    many(app, 3)
    many(app, 2, may_report=False)
    (adding,) = [path.stem[:4] for path in FILES if path.stem.endswith("list_quickly")]
    with app.app_context():
        db.session.remove()
        command.downgrade(alembic_config(), f"{int(adding) - 1:04}")
        command.upgrade(alembic_config(), "head")
    assert waiting(app) == 5
    page = cora.get("/studio/reports").says("Student 00000", "Student 00002", "did not agree")
    page.says_not(ANA.name).submit("Make the file of these rows")
    assert waiting(app) == 2
