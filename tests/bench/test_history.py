"""A past that the benchmark writes is one that could have been: as much as was asked for, and both logs whole."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person
from app.assessment.models import Attempt
from app.certificates.models import Certificate
from app.certificates.queries import state_of_log
from app.learning.models import Enrolment
from app.platform import clock
from app.platform.chaining import state_of_chain
from app.platform.db import db
from tests.bench import history
from tests.bench.history import Size
from tests.browser import Browser
from tests.certificates.claiming import claimed, earned
from tests.making import SLUG
from tests.people import CORA, signed_in

SIZE = Size(people=3, attempts=12, certificates=6)


def counts(app: Flask) -> list[int]:
    """People, attempts, certificates."""
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(one)) for one in (Person, Attempt, Certificate)]


def test_a_past_is_as_large_as_asked_and_both_logs_are_whole(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    before = counts(app)
    said = history.add(app, SLUG, SIZE)
    assert [now - then for now, then in zip(counts(app), before, strict=True)] == [3, 12, 6]
    assert "4 people" in said or "5 people" in said
    with app.app_context():
        chain, log = state_of_chain(clock.now()), state_of_log()
        assert (chain.fault, chain.late, log.fault) == ("", 0, "")
        assert (chain.lines >= 12, log.entries) == (True, 7)
        each = select(func.count()).select_from(Attempt).join(Attempt.enrolment).join(Enrolment.person)
        each = each.where(Person.name.startswith("Past")).group_by(Attempt.enrolment_id)
        assert list(db.session.scalars(each)) == [4, 4, 4]


def test_staff_and_strangers_see_it_as_any_other(app: Flask, tmp_path: Path):
    claimed(earned(app, tmp_path))
    history.add(app, SLUG, SIZE)
    cora = Browser(signed_in(app, CORA))
    cora.get("/admin").says("Past Student 2")
    cora.get(f"/studio/{SLUG}/roster").says("Past Student 2")
    with app.app_context():
        code = db.session.scalars(select(Certificate.code).order_by(Certificate.id.desc())).first()
    Browser(app.test_client()).get(f"/verify/{code}").says("Past Student 2", "This certificate is valid")
