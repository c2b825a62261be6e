"""The container file: pinned, without anybody's data, run by nobody in particular, and told when it is not well."""

import json
import re
import runpy
import socket
import sys
from pathlib import Path

import pytest
from flask import Flask

from app.platform.deploying.healthy import trouble
from tests.house.source import ROOT
from tests.platform.deploying.reading import PROGRAM, instructions
from tests.settings import settings_for

SHIPPED = {"pyproject.toml", "README.md", "LICENSE", "migrations", "courses", "app", "requirements.lock"}


def arguments(word: str) -> list[str]:
    """What stands behind each instruction of a kind."""
    return [rest for found, rest in instructions() if found == word]


def test_its_base_is_pinned_and_so_is_every_package():
    (base,) = arguments("ARG")
    assert re.fullmatch(r"BASE=[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}", base)
    assert {line.split()[0] for line in arguments("FROM")} == {"${BASE}"}
    (install,) = [line for line in arguments("RUN") if "pip install" in line]
    assert "--require-hashes" in install
    assert "--no-deps" in install


def test_only_the_program_is_copied_and_all_of_it_is_there():
    copied = {name for line in arguments("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert copied == SHIPPED
    assert not [name for name in copied if not (ROOT / name).exists()]


def test_whoever_runs_it_is_not_root_and_owns_the_data_alone():
    (user,) = arguments("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)  # a number: a cluster can see that it is not root's
    words = [word for word, _ in instructions()]
    assert words.index("USER") > max(place for place, word in enumerate(words) if word in {"RUN", "COPY"})
    assert arguments("VOLUME") == ["/var/lib/fascia"]
    assert "FASCIA_DATA=/var/lib/fascia" in arguments("ENV")[0].split()


@pytest.mark.sqlite_only
def test_it_starts_a_command_that_there_is_and_the_worker_by_its_name(app: Flask):
    (entry,), (command,) = arguments("ENTRYPOINT"), arguments("CMD")
    assert json.loads(entry) == [f"{PROGRAM}/.venv/bin/python", "-m", "flask", "--app", "app"]
    assert json.loads(command) == ["serve"]
    assert {"serve", "work", "doctor"} <= app.cli.commands.keys()


def test_the_check_of_its_health_can_be_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (check,) = arguments("HEALTHCHECK")
    _, _, module = json.loads(check.partition("CMD ")[2])
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        monkeypatch.setenv("FASCIA_PORT", str(nobody.getsockname()[1]))
    monkeypatch.setenv("FASCIA_DATA", str(tmp_path))
    monkeypatch.delitem(sys.modules, module)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(module, run_name="__main__")
    assert "does not answer (ConnectionRefusedError)" in str(ended.value.code)
    monkeypatch.setenv("FASCIA_PORT", "the front door")
    with pytest.raises(SystemExit, match="FASCIA_PORT is 'the front door'"):
        runpy.run_module(module, run_name="__main__")


@pytest.mark.sqlite_only
def test_a_server_that_is_well_is_found_well_under_its_own_name_only(live_server: str, tmp_path: Path):
    port = live_server.rpartition(":")[2]
    asked = {"host": "0.0.0.0", "port": port}  # noqa: S104 - listened at everywhere, asked here
    assert trouble(settings_for(tmp_path, base_url=live_server, **asked)) == ""
    stranger = settings_for(tmp_path, base_url="https://another.example", **asked)
    assert trouble(stranger) == f"The server at 127.0.0.1:{port} answers 400."
