"""Handing in, with the power cut at each write to the disk in turn: all of it happened, or nothing."""

import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.assessment.models import Answer, Attempt
from app.learning.models import Completion
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.migrating import migrate
from tests.house.source import ROOT
from tests.making import COUNT, a_course
from tests.people import ANA
from tests.settings import settings_for
from tests.sitting import RIGHT_WORDS, answer_all, attempt_of, enrolled, started, stored

WRITES = "pwrite64,fdatasync,fsync,ftruncate"
HANDED_IN = select(AuditEvent).where(AuditEvent.action == "submitted attempt")
FEWEST = 5  # writes of a durable commit: pages into the log, and the order to keep it


def answered(folder: Path) -> tuple[str, str, str]:
    """A site on which Ana has answered everything. Her cookie, the token of the form, the attempt."""
    app = create_app(settings_for(folder / "site"))
    migrate(app)
    a_course(app, folder)
    check = answer_all(started(enrolled(app, ANA)), RIGHT_WORDS)
    cookie = check.browser.client.get_cookie("fascia")
    assert cookie is not None
    let_go(app)
    return cookie.value, check.find("//main//form//input[@name='csrf_token']").get("value"), attempt_of(check)


def let_go(app: Flask) -> None:
    """Close the files."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def hand_in(folder: Path, told: tuple[str, str, str], nth: int) -> tuple[str, bool]:
    """Hand in on this copy; the process is killed at its nth write. What it said, and whether it lived."""
    kill = ["-e", f"inject={WRITES}:signal=SIGKILL:when={nth}"]
    child = [sys.executable, "-m", "tests.journeys.hand_in_once", str(folder), *told]
    command = ["strace", "-f", "-qq", "-o", str(folder / "trace"), "-e", f"trace={WRITES}", *kill, *child]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout.strip(), done.returncode == 0


def state(folder: Path) -> tuple[object, ...]:
    """What is there after the power is back: the result, its completion and its line in the log; every answer."""
    app = create_app(settings_for(folder))
    (attempt,) = stored(app, select(Attempt))
    answers = stored(app, select(Answer))
    found = (attempt.earned, attempt.passed, len(stored(app, select(Completion))), len(stored(app, HANDED_IN)))
    assert all(one.response for one in answers), "an answer that was acknowledged is lost"
    assert len({one.earned is None for one in answers}) == 1, "half of the answers are marked"
    let_go(app)
    return found


@pytest.mark.deep
@pytest.mark.sqlite_only
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_killed_at_any_write_an_attempt_is_handed_in_or_it_is_not(tmp_path: Path):
    told = answered(tmp_path)
    seen = []
    for nth in count(1):
        folder = shutil.copytree(tmp_path / "site", tmp_path / f"copy-{nth}")
        said, lived = hand_in(folder, told, nth)
        after = state(folder)
        assert after in {(None, None, 0, 0), (COUNT, True, 1, 1)}, f"killed at write {nth}: {after}"
        assert said != "302" or after[1], f"killed at write {nth}: acknowledged, and not there"
        seen.append(after[1])
        if lived:
            break
    print(f"killed at each of {len(seen) - 1} writes; {seen.count(None)} times nothing had happened")
    assert len(seen) > FEWEST
    assert seen[0] is None
    assert seen[-1] is True
