"""The guide and the proxies' settings: what they name is there, and the proxies let through what the server takes."""

import re

import pytest
from flask import Flask

from app.platform.security import LARGEST_REQUEST
from tests.house.source import ROOT
from tests.platform.deploying.reading import FOLDER, GUIDE, flask_calls

PROXIES = {name: (FOLDER / name).read_text(encoding="utf-8") for name in ("Caddyfile", "nginx.conf")}


def test_what_it_leads_to_is_there():
    assert not [name for name in re.findall(r"\]\(([^)]+)\)", GUIDE) if not (FOLDER / name).exists()]
    named = re.findall(r"\b(?:app|tests)/[\w/.-]+\w", GUIDE)
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]
    assert f"{FOLDER.relative_to(ROOT)}/GUIDE.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_beside_it_is_named_in_it():
    files = [path.name for path in FOLDER.iterdir() if path.is_file() and path.suffix not in {".py", ".md"}]
    assert not [name for name in files if f"({name})" not in GUIDE]


@pytest.mark.sqlite_only
def test_every_command_in_it_is_one(app: Flask):
    calls = flask_calls(GUIDE)
    assert {"doctor", "backup", "restore", "keys"} <= {words[0] for words in calls}
    for name, *rest in calls:
        command = app.cli.commands[name]
        known = {option for one in command.params for option in one.opts} | set(getattr(command, "commands", ()))
        assert {word for word in rest if word.startswith("--") or word == "rotate"} <= known, name


@pytest.mark.sqlite_only
def test_the_proxies_ask_what_the_server_answers(app: Flask):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    asked = {path for text in PROXIES.values() for path in re.findall(r"(?:health_uri|location =|path) (/\w+)", text)}
    assert asked == {"/health", "/metrics"}
    assert asked <= rules


@pytest.mark.parametrize("name", PROXIES)
def test_the_proxies_let_through_what_the_server_takes(name: str):
    (most,) = re.findall(r"(?:max_size|client_max_body_size) (\d)(?:MB|m)", PROXIES[name])
    assert int(most) * 1_000_000 > LARGEST_REQUEST  # else not our page says that it is too large


def test_the_proxies_wait_for_the_whole_form():
    most, kept = (re.findall(rf"{word} (\w+)", PROXIES["Caddyfile"]) for word in ("max_size", "request_buffers"))
    assert most == kept
    assert "proxy_request_buffering off" not in PROXIES["nginx.conf"]  # on is its own default


def test_nginx_writes_over_what_a_visitor_claims():
    told = dict(re.findall(r"proxy_set_header ([\w-]+) (\S+);", PROXIES["nginx.conf"]))
    forwarded = {name: told[f"X-Forwarded-{name}"] for name in ("Host", "Proto", "For")}
    assert forwarded == {"Host": "$host", "Proto": "$scheme", "For": "$remote_addr"}
    assert told["Host"] == "$host"
