"""Whoever is looked for by a part of a name is found by an index, whatever they were called before."""

from datetime import UTC
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Select, delete, func, select, text, update

from app.accounts.models import Person
from app.accounts.queries import is_called
from app.certificates.models import Certificate
from app.certificates.queries import certificates_like
from app.learning.models import Enrolment
from app.platform.db import db
from app.platform.transactions import writing
from app.reporting.queries.choosing import conditions
from app.reporting.rules import Wanted
from tests.certificates.claiming import claimed, earned
from tests.people import ANA, CORA, DEE, add


def plan_of(found: Select[tuple[int]]) -> str:
    """How the database would do it, were there many rows; in an app context."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    told = str(found.compile(db.engine, compile_kwargs={"literal_binds": True}))
    if not is_sqlite:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))  # few rows are read faster than an index
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{told}")
    return "\n".join(str(row) for row in rows)


def called(app: Flask, wanted: str) -> set[str]:
    """The addresses of those who are found."""
    with app.app_context():
        return set(db.session.scalars(select(Person.email).where(is_called(wanted, Person.id))))


def test_a_part_of_a_name_or_an_address_is_asked_of_an_index(app: Flask):
    with app.app_context():
        plan = plan_of(select(Person.id).where(is_called("ana", Person.id)))
    if app.extensions["settings"].is_sqlite:
        assert "SCAN search_people VIRTUAL TABLE INDEX" in plan
        assert "SCAN people" not in plan
    else:
        assert {"search_people_name", "search_people_email"} <= set(plan.replace("'", " ").split())


@pytest.mark.postgresql_only  # on SQLite it is asked of a table of its own, as above
def test_so_is_a_printed_name(app: Flask):
    with app.app_context():
        printed = Certificate.snapshot["name"].as_string()
        assert "search_certificates_snapshot" in plan_of(select(Certificate.id).where(printed.icontains("ana")))


@pytest.mark.sqlite_only  # PostgreSQL takes any index while a table is empty; the bench shows it with a large one
def test_the_students_of_a_course_are_counted_in_an_index(app: Flask):
    with app.app_context():
        plan = plan_of(select(func.count()).select_from(Enrolment).where(*conditions(1, Wanted(), UTC)))
    assert "USING COVERING INDEX ix_enrolments_current" in plan
    assert "people" not in plan


def test_staff_are_found_without_asking_every_student(app: Flask):
    with app.app_context():
        staff = select(Person.id).where(Person.role.in_(["administrator", "instructor"]))
        assert "ix_people_role" in plan_of(staff)


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [("ana", True), ("NA D", True), ("díaz", True), ("ana@ex", True), ("na", True), ("anna", False),
     ('"', False), ('na" OR "', False), ("a%d", False), ("an_", False), ("*", False), ("ana -díaz", False)],
)  # fmt: skip
def test_any_part_is_found_and_nothing_has_a_meaning_of_its_own(app: Flask, wanted: str, is_found: bool):
    add(app, ANA)
    add(app, DEE)
    assert (ANA.email in called(app, wanted)) is is_found


def test_who_was_renamed_is_found_by_the_new_name_alone_and_who_is_gone_not_at_all(app: Flask):
    number = add(app, ANA)
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.id == number).values(name="Johanna Weiß"))
    assert (called(app, "hanna we"), called(app, "díaz")) == ({ANA.email}, set())
    with app.app_context(), writing():
        db.session.execute(delete(Person).where(Person.id == number))
    assert called(app, "hanna we") == set()


def test_a_certificate_is_found_by_what_it_prints_and_by_whom_it_belongs_to(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    claimed(ana)
    boss, number = add(app, CORA), add(app, ANA)
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.id == number).values(name="Johanna Weiß"))
    with app.app_context():
        reader = db.session.get_one(Person, boss)
        found = {one: len(certificates_like(reader, one)) for one in ("hanna w", "díaz", "di", "ana@", "nobody", "zz")}
        serial = db.session.scalars(select(Certificate.serial)).one()
        assert len(certificates_like(reader, serial)) == 1
    assert found == {"hanna w": 1, "díaz": 1, "di": 0, "ana@": 1, "nobody": 0, "zz": 0}
