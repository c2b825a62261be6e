"""The units for systemd: what they name exists, and the service can do nothing that the program does not need."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app.platform.settings import Settings
from tests.house.source import ROOT
from tests.house.test_readme import settings_read
from tests.platform.deploying.reading import FOLDER, PROGRAM, SERVICES, unit

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
MOST_EXPOSED = 15  # tenths, of 100; a service without any of it has 96
CLOSED = {
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "ProtectSystem": "strict", "ProtectHome": "yes",
    "PrivateTmp": "yes", "PrivateDevices": "yes", "RestrictSUIDSGID": "yes", "SystemCallArchitectures": "native",
    "UMask": "0077", "StateDirectoryMode": "0700", "User": "fascia",
}  # fmt: skip


def commands_in(name: str) -> list[str]:
    """What a service starts, one after the other."""
    return [value for key, value in unit(name)["Service"] if key == "ExecStart"]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_a_command_that_there_is(app: Flask, name: str):
    for line in commands_in(name):
        started = re.search(rf"{PROGRAM}/\.venv/bin/python -m flask --app app (\w+)((?: --\w+)*)", line)
        assert started
        command = app.cli.commands[started[1]]
        assert set(started[2].split()) <= {option for one in command.params for option in one.opts}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_closed_to_what_the_program_does_not_need(name: str):
    settings = dict(unit(name)["Service"])
    assert {key: settings.get(key) for key in CLOSED} == CLOSED
    allowed = [value for key, value in unit(name)["Service"] if key == "SystemCallFilter"]
    assert allowed == ["@system-service", "~@privileged"]


def test_all_services_are_closed_alike():
    kept = {"ReadWritePaths", "Type", "ExecStart", "Restart", "RestartSec", "KillMode", "TimeoutStopSec", "LimitNOFILE"}
    alike = [[one for one in unit(name)["Service"] if one[0] not in kept] for name in SERVICES]
    assert alike.count(alike[0]) == len(SERVICES) == 3


def test_what_stops_a_server_waits_for_what_it_was_asked():
    settings = dict(unit("fascia.service")["Service"])
    assert settings["KillMode"] == "mixed"  # the server itself tells its processes, when it takes no more requests
    assert int(settings["TimeoutStopSec"]) > 60  # nginx waits so long for an answer


def test_units_name_settings_that_there_are():
    for path in FOLDER.iterdir():
        if path.is_file():
            named = set(re.findall(r"\bFASCIA_[A-Z_]+\b", path.read_text(encoding="utf-8")))
            assert named <= settings_read(), path.name


@pytest.mark.parametrize("is_filled_in", [False, True])
def test_the_settings_that_come_along_can_be_used(tmp_path: Path, is_filled_in: bool):
    text = (FOLDER / "settings.env").read_text(encoding="utf-8")
    text = text.replace("#FASCIA_", "FASCIA_") if is_filled_in else text
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    assert not [line for line in lines if "'" in line or '"' in line or line.split("=")[0].strip() not in given]
    settings = Settings.read({**given, "FASCIA_DATA": str(tmp_path)})
    assert (settings.is_https, settings.trusted_proxies) == (True, 1)
    assert settings.is_sqlite is not is_filled_in


@needs_systemd
def test_systemd_itself_finds_nothing_to_say(tmp_path: Path):
    copies = [tmp_path / path.name for path in FOLDER.glob("fascia*.*") if path.suffix in {".service", ".timer"}]
    for copy in copies:
        text = (FOLDER / copy.name).read_text(encoding="utf-8")
        copy.write_text(text.replace(f"{PROGRAM}/.venv/bin/python", sys.executable).replace(PROGRAM, str(ROOT)))
    said = subprocess.run(["systemd-analyze", "verify", *copies], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_systemd_rates_a_service_as_little_exposed(name: str):
    rate = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(FOLDER / name)]
    said = subprocess.run(rate, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-300:] + said.stderr
