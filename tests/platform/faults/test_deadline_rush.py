"""Ten thousand students hand in at one deadline: each result is there once, with everything that was saved."""

import http.client
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.assessment.models import Attempt
from app.platform import clock
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.migrating import migrate
from app.platform.transactions import writing
from tests.bench.site import Site
from tests.bench.students import AGENT, Place, Student
from tests.databases import PostgresDatabase
from tests.journeys.saving import let_go
from tests.journeys.sites import import_shipped
from tests.platform.faults.crowd import crowd
from tests.sitting import stored

STUDENTS, AT_ONCE = 10_000, 60
HANDED_IN = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "submitted attempt")
pytestmark = pytest.mark.deep


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A site on either database."""
    url = ""
    if request.param == "postgresql":
        database: PostgresDatabase = request.getfixturevalue("postgres_database")
        url = database.another("rush")
    found = Site(tmp_path / "site", url)
    yield found
    found.stop()


class Rush:
    """Each student's button, pressed until it is answered; how long each waited."""

    def __init__(self, site: Site, place: Place) -> None:
        """Nobody presses yet."""
        assert site.server is not None
        self.address, self.place = site.server.address, place
        self.answers: Counter[int] = Counter()
        self.seconds: list[float] = []

    def press(self, student: Student) -> None:
        """Hand in."""
        began = time.monotonic()
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        headers = {
            "Cookie": f"{self.place.cookie_name}={student.cookie}", "User-Agent": AGENT,
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection.request("POST", f"/attempts/{student.attempt}/submit", f"csrf_token={student.token}", headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        is_result = answer.getheader("Location", "").endswith(f"/attempts/{student.attempt}")
        self.answers[answer.status if is_result else 0] += 1
        self.seconds.append(time.monotonic() - began)


def at_one_deadline(app: Flask) -> tuple[Place, list[Student]]:
    """Students who sit at a quiz that ends for all of them in the moment when they begin to press."""
    place, students = crowd(app, STUDENTS)
    with app.app_context(), writing():
        db.session.execute(update(Attempt).values(deadline_at=clock.now() + timedelta(seconds=1)))
    return place, students


def test_ten_thousand_hand_in_at_one_deadline_and_each_result_is_there(site: Site):
    app = site.app()
    migrate(app)
    import_shipped(app)
    let_go(app)
    site.start().await_page("/health")
    place, students = at_one_deadline(app)
    rush, began = Rush(site, place), time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(rush.press, students))
    took = time.monotonic() - began
    site.stop()
    worst = sorted(rush.seconds)[int(0.99 * STUDENTS)]
    rate = STUDENTS / took
    print(f"{STUDENTS:,} at one deadline in {took:.1f} s ({rate:.0f} a second),", end=" ")
    print(f"one in a hundred waited {worst:.1f} s; answers: {dict(rush.answers)}")
    attempts, (lines,) = stored(app, select(Attempt)), stored(app, HANDED_IN)
    closed = Counter(one.closed_by for one in attempts)  # the worker takes those whose turn comes after the grace
    print(f"by whom: {dict(closed)};", end=" ")
    print(f"{rush.answers[302]} acknowledged, {sum(one.earned is not None for one in attempts)} results found")
    assert rush.answers == {302: STUDENTS}
    # They sat at the same paper and had answered alike.
    assert len({(one.earned, one.passed) for one in attempts}) == 1
    assert None not in {one.earned for one in attempts}
    assert len(attempts) == lines == STUDENTS
    let_go(app)
