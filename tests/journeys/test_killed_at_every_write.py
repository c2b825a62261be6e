"""Handing in, with the power cut at each write to the disk in turn: all of it happened, or nothing."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import create_app
from app.assessment.grading import KINDS
from app.assessment.models import Answer, Attempt
from app.learning.models import Completion
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.migrating import migrate
from tests.every_kind import ASKED, SAMPLES, answer_to, kinds_on, publish_every_kind
from tests.house.source import ROOT
from tests.people import ANA
from tests.settings import settings_for
from tests.sitting import attempt_of, enrolled, started, stored

WRITES = "pwrite64,fdatasync,fsync,ftruncate"
HANDED_IN = select(AuditEvent).where(AuditEvent.action == "submitted attempt")
RULES: dict[str, object] = {"minutes": 600, "order": "sequential", "certainty": True, "shown_while": []}
FEWEST = 5  # writes of a durable commit: pages into the log, and the order to keep it


def answered(folder: Path, without: list[str], pass_mark: int) -> tuple[str, str, str]:
    """A site on which Ana has answered a question of every kind but these. Her cookie, her token, the attempt."""
    app = create_app(settings_for(folder / "site"))
    migrate(app)
    publish_every_kind(app, folder, without=without, pass_mark=pass_mark, **RULES)
    page = started(enrolled(app, ANA))
    kinds = kinds_on(app, attempt_of(page))
    while "/check" not in page.address:
        kind = kinds[int(page.address.rpartition("/")[2])]
        page = page.submit("Save and continue" if kind in ASKED else "Continue", fields=answer_to(app, page))
    cookie = page.browser.client.get_cookie("fascia")
    assert cookie is not None
    let_go(app)
    return cookie.value, page.find("//main//form//input[@name='csrf_token']").get("value"), attempt_of(page)


def let_go(app: Flask) -> None:
    """Close the files."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def hand_in(folder: Path, told: tuple[str, str, str], nth: int) -> tuple[str, bool]:
    """Hand in on this copy; the process is killed at its nth write (0: never). What it said, whether it lived."""
    child = [sys.executable, "-m", "tests.journeys.hand_in_once", str(folder), *told]
    kill = ["-e", f"inject={WRITES}:signal=SIGKILL:when={nth}"]
    strace = ["strace", "-f", "-qq", "-o", str(folder / "trace"), "-e", f"trace={WRITES}", *kill]
    command = strace + child if nth else child
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout.strip(), done.returncode == 0


@dataclass(frozen=True)
class State:
    """What is there after the power is back."""

    earned: Fraction | None
    passed: bool | None
    completions: int
    lines: int
    waiting: int  # answers for somebody to read

    @property
    def is_handed_in(self) -> bool:
        """Whether it happened."""
        return self.earned is not None


def state(folder: Path) -> State:
    """The result, its completion and its line in the log; every answer."""
    app = create_app(settings_for(folder))
    (attempt,) = stored(app, select(Attempt))
    asked = [one for one in stored(app, select(Answer).options(joinedload(Answer.question))) if one.question.is_asked]
    found = State(
        attempt.earned, attempt.passed, len(stored(app, select(Completion))), len(stored(app, HANDED_IN)),
        sum(one.waits_since is not None for one in asked),
    )  # fmt: skip
    for one in asked:
        kind = KINDS[one.question.kind]
        right = kind.normalise(kind.load(one.question.spec), SAMPLES[kind.KIND].answers[0][0])
        assert one.response == right, "an answer that was acknowledged is lost"
    assert len({one.earned is None for one in asked}) == 1, "half of the answers are marked"
    let_go(app)
    return found


def points(*kinds: str) -> Fraction:
    """What is earned with every answer right, without these kinds."""
    most = {kind: int(sample.head.partition("\npoints = ")[2].split("\n")[0]) for kind, sample in SAMPLES.items()}
    return Fraction(sum(most.values()) - sum(most[kind] for kind in kinds))


NOTHING = State(None, None, 0, 0, 0)


@pytest.mark.deep
@pytest.mark.sqlite_only
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(("without", "pass_mark", "done"), [
    (["essay"], 75, State(points("essay"), True, 1, 1, 0)),
    ([], 100, State(points("essay"), None, 0, 1, 1)),
], ids=["all that is marked at once", "an essay decides"])  # fmt: skip
def test_killed_at_any_write_an_attempt_is_handed_in_or_it_is_not(
    tmp_path: Path, without: list[str], pass_mark: int, done: State
):
    told = answered(tmp_path, without, pass_mark)
    seen = []
    for nth in count(1):
        folder = shutil.copytree(tmp_path / "site", tmp_path / f"copy-{nth}")
        said, lived = hand_in(folder, told, nth)
        after = state(folder)
        assert after in {NOTHING, done}, f"killed at write {nth}: {after}"
        assert said != "302" or after.is_handed_in, f"killed at write {nth}: acknowledged, and not there"
        seen.append(after.is_handed_in)
        if lived:
            break
        assert hand_in(folder, told, 0) == ("302", True), "it can still be handed in"
        assert state(folder) == done, f"killed at write {nth}, then handed in again"
    print(f"killed at each of {len(seen) - 1} writes; {seen.count(False)} times nothing had happened")
    assert len(seen) > FEWEST
    assert not seen[0]
    assert seen[-1]
