"""A process in which one student saves answer after answer and says which were acknowledged, whatever the disk does.

python -m tests.platform.faults.one_student DATA JOB [careless]
"""

import http
import json
import os
import sys
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from app.platform.db import db
from tests.settings import settings_for

TRIES = 5
SCRIPT = {"X-Requested-With": "fetch"}


def main(data: str, job: str, *careless: str) -> None:
    """Save all that the job names, then hand in. `careless`: acknowledged before it is on the disk."""
    told = json.loads(Path(job).read_text())
    app = create_app(settings_for(Path(data)))
    if careless:
        with app.app_context():
            event.listen(db.engine, "connect", lambda one, _record: one.execute("pragma synchronous=normal"))
    client = app.test_client()
    client.set_cookie("fascia", told["cookie"])
    known: dict[str, int] = {}
    for save in told["saves"]:
        address = f"/attempts/{told['attempt']}/{save['number']}"
        form = {**save["form"], "operation": save["operation"], "csrf_token": told["token"]}
        answer = sent(client, address, {**form, "seq": known.get(save["number"], 0)}, save["operation"])
        if answer is None:
            break  # she closes her laptop; what comes later is of no interest
        known[save["number"]] = answer["seq"]
    else:
        said = client.post(f"/attempts/{told['attempt']}/submit", data={"csrf_token": told["token"]})
        say("SUBMIT", said.status_code)
    say("READ", client.get("/my").status_code)


def sent(client: FlaskClient, address: str, form: dict[str, object], operation: str) -> dict[str, int] | None:
    """What came back for a save that was acknowledged; None when it never was."""
    for _ in range(TRIES):
        answer = client.post(address, data=form, headers=SCRIPT)
        if answer.status_code == http.HTTPStatus.OK:
            say("ACK", operation)
            return answer.json
        say("NO", f"{answer.status_code} {answer.headers.get('Retry-After', '-')}")
    return None


def say(word: str, what: object) -> None:
    """At once: the trace shows between which writes it was said."""
    os.write(1, f"{word} {what}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
