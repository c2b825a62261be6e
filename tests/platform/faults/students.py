"""A site with one student at a quiz of every kind, what she is going to save, and what was found of it afterwards."""

import json
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from app import create_app
from app.platform.migrating import migrate
from app.platform.sqlite import driver
from tests.every_kind import publish_every_kind
from tests.house.source import ROOT
from tests.journeys.saving import Writer, let_go
from tests.machine import missing
from tests.making import SLUG
from tests.settings import settings_for

FILE = "fascia.sqlite3"
PATIENCE = 300.0


@dataclass(frozen=True)
class Said:
    """What the student's process said, a word and the rest a line."""

    lines: list[tuple[str, str]]
    complaint: str

    def of(self, word: str) -> list[str]:
        """Everything said after this word."""
        return [rest for said, rest in self.lines if said == word]


def site_with_a_job(folder: Path, saves: int) -> Path:
    """A site in `folder`/site whose files are closed, and the job of so many saves; returns the job's file."""
    app = create_app(settings_for(folder / "site", base_url="http://localhost:8000"))
    migrate(app)
    publish_every_kind(app, folder, shown_while=[])
    student = Writer(app, "Eve", SLUG, threading.Event())
    chosen = []
    for _ in range(saves):
        save = student.next_save()
        student.newest[save.number] = save
        chosen.append({"number": str(save.number), "form": save.form, "operation": save.operation})
    let_go(app)
    cookie = student.cookie.partition("=")[2]
    job = folder / "job.json"
    told = {"cookie": cookie, "token": student.token, "attempt": student.attempt, "saves": chosen}
    job.write_text(json.dumps(told))
    return job


def at_work(data: Path, job: Path, *options: str, strace: tuple[str, ...] = ()) -> Said:
    """Let the student do her job on the site in `data`, under strace with these options."""
    if strace and shutil.which("strace") is None:
        missing("strace, which makes the disk fail")
    traced = ["strace", "-f", "-qq", *strace] if strace else []
    child = [sys.executable, "-m", "tests.platform.faults.one_student", str(data), str(job), *options]
    done = subprocess.run([*traced, *child], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    lines = [(word, rest) for word, _, rest in (line.partition(" ") for line in done.stdout.splitlines())]
    return Said(lines, done.stderr)


def found_in(file: Path) -> tuple[str, list[str]]:
    """What SQLite says of the file, and the operations of every answer in it."""
    connection = driver().connect(file)
    try:
        whole = str(connection.execute("pragma integrity_check").fetchone()[0])
        return whole, [row[0] for row in connection.execute("select operation from answer_events")]
    except driver().DatabaseError as error:
        return str(error), []
    finally:
        connection.close()
