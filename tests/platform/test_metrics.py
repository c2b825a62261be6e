"""The numbers for Prometheus: right, added up over processes, and for nobody else."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.platform import clock, mail
from app.platform.metrics import LOCK_WAIT, REQUESTS, SAVES, SECONDS, Metrics
from app.platform.transactions import writing
from tests.certificates.claiming import changed_settings
from tests.making import SLUG, a_course
from tests.people import ANA
from tests.sitting import RIGHT_WORDS, enrolled, give, kind_of, started

TOKEN = "a-token-of-the-watchers-own"
LINE = re.compile(r'[a-z_]+(\{([a-z]+="(?:[^"\\\n]|\\.)*",?)*\})? \d+(\.\d+)?(e-\d+)?|# (HELP|TYPE) [a-z_]+ .+')


@pytest.fixture
def metrics(tmp_path: Path) -> Metrics:
    """The numbers of a process."""
    return Metrics(tmp_path / "metrics")


def value(told: str, series: str) -> float:
    """What stands behind a series; 0 for one that is not there."""
    return next((float(line.rpartition(" ")[2]) for line in told.splitlines() if line.startswith(f"{series} ")), 0.0)


def asked(client: FlaskClient, **headers: str) -> str:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return answer.text


def test_each_bucket_holds_what_took_no_longer(metrics: Metrics):
    for seconds in (0.001, 0.005, 0.02, 0.3, 60.0):
        metrics.took(SECONDS, seconds, "GET", "/")
    told, labels = metrics.text({}), 'method="GET",route="/"'
    found = {
        bound: value(told, f'fascia_request_seconds_bucket{{{labels},le="{bound}"}}')
        for bound in ("0.005", "0.01", "0.025", "0.25", "0.5", "10.0", "+Inf")
    }
    assert found == {"0.005": 2, "0.01": 2, "0.025": 3, "0.25": 3, "0.5": 4, "10.0": 4, "+Inf": 5}
    assert value(told, f"fascia_request_seconds_count{{{labels}}}") == 5
    assert value(told, f"fascia_request_seconds_sum{{{labels}}}") == pytest.approx(60.326)


def test_whatever_a_label_holds_each_line_can_be_read(metrics: Metrics):
    metrics.count(REQUESTS, 'GE"T', "/a\\b\nc", "200")
    metrics.took(LOCK_WAIT, 0.00001)
    told = metrics.text({"fascia_outbox_waiting": ("Messages.", 3.0)})
    assert [line for line in told.splitlines() if not LINE.fullmatch(line)] == []
    assert told.endswith("\nfascia_outbox_waiting 3\n")


def test_the_numbers_of_all_processes_are_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one, other = Metrics(tmp_path / "m"), Metrics(tmp_path / "m")
    for process, metrics in ((11, one), (12, other), (12, other)):
        monkeypatch.setattr("os.getpid", lambda process=process: process)
        metrics.count(SAVES)
        metrics.took(SECONDS, 0.001, "GET", "/")
        metrics.share()
    for process, metrics in ((11, one), (12, other)):
        monkeypatch.setattr("os.getpid", lambda process=process: process)
        told = metrics.text({})
        assert value(told, "fascia_saves_total") == 3
        assert value(told, 'fascia_request_seconds_count{method="GET",route="/"}') == 3
    one.forget_all()
    assert value(one.text({}), "fascia_saves_total") == 1


def test_a_full_disk_or_a_torn_file_costs_numbers_and_nothing_else(tmp_path: Path):
    metrics = Metrics(tmp_path / "file" / "metrics")
    metrics.count(SAVES)
    (tmp_path / "file").write_text("where a folder should be")
    metrics.share()
    metrics = Metrics(tmp_path)
    (tmp_path / "99.json").write_text(json.dumps({"fascia_saves_total": [[[], [1.0]]]})[:-3])
    assert "fascia_saves_total" in metrics.text({})


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("setting", "address", "headers", "status"),
    [
        ("no", "127.0.0.1", {}, 404),
        ("no", "127.0.0.1", {"Authorization": "Bearer no"}, 404),
        ("loopback", "127.0.0.1", {}, 200),
        ("loopback", "::1", {}, 200),
        ("loopback", "192.0.2.7", {}, 404),
        ("loopback", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 404),
        ("loopback", "127.0.0.1", {"Authorization": "Bearer loopback", "Via": "1.1 proxy"}, 404),
        (TOKEN, "127.0.0.1", {}, 404),
        (TOKEN, "192.0.2.7", {"Authorization": f"Bearer {TOKEN}"}, 200),
        (TOKEN, "192.0.2.7", {"Authorization": f"Bearer {TOKEN[:-1]}"}, 404),
    ],
)
def test_only_who_is_meant_may_read_them(
    app: Flask, tmp_path: Path, setting: str, address: str, headers: dict[str, str], status: int
):
    with changed_settings(app, tmp_path, metrics=setting) as site:
        answer = site.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == status
        assert ("fascia_requests_total" in answer.text) == (status == 200)


def test_requests_saves_the_lock_and_what_waits_are_counted(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    page = started(enrolled(app, ANA))
    with changed_settings(app, tmp_path, metrics="loopback") as site:
        client = site.test_client()
        client.get("/courses")
        client.get("/nowhere/at/all")
        client.open("/courses", method="MADE-UP")
        with site.app_context(), writing():
            mail.queue(ANA.email, "One", "Hello", clock.now())
        told = asked(client)
    assert value(told, 'fascia_requests_total{method="GET",route="/courses",status="200"}') == 1
    assert value(told, 'fascia_requests_total{method="GET",route="none",status="404"}') == 1
    assert value(told, 'fascia_requests_total{method="other",route="none",status="405"}') == 1
    assert value(told, "fascia_outbox_waiting") == 1
    assert ANA.email not in told
    give(page, RIGHT_WORDS[kind_of(page)])
    own = app.extensions["metrics"].text({})
    assert value(own, "fascia_saves_total") == 1
    if app.extensions["settings"].is_sqlite:
        assert value(own, "fascia_write_lock_wait_seconds_count") > 0
    assert SLUG not in own, "a route and not an address: what is counted does not grow with the school"
