"""The README names every room, setting and command, and no setting that is gone."""

import ast
import re

import pytest
from flask import Flask

import dev
from tests.house.source import ROOMS, ROOT, modules

README = (ROOT / "README.md").read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Every variable that the settings read, found in the source: `reader.text("DATA", …)` reads FASCIA_DATA."""
    settings = next(module for module in modules() if module.name == "app.platform.settings")
    calls = [node for node in ast.walk(settings.tree) if isinstance(node, ast.Call)]
    readers = [call for call in calls if ast.unparse(call.func).startswith("reader.") and call.args]
    return {f"FASCIA_{ast.literal_eval(call.args[0])}" for call in readers}


def test_every_room_is_in_the_readme():
    assert not [room for room in ROOMS if f"`{room}`" not in README]


def test_every_setting_is_in_the_readme():
    named = set(re.findall(r"\bFASCIA_[A-Z_]+\b", README))
    own = {"FASCIA_TEST_DEEP", "FASCIA_WORKER_INSIDE"}  # set by our own programs, for our own programs
    assert settings_read() - own <= named
    assert named <= settings_read() | own


def test_every_command_is_in_the_readme():
    wanted = [f"dev.py {name}" for name in re.findall(r"python3 dev\.py (\w+)", dev.__doc__ or "")]
    assert wanted
    assert not [command for command in wanted if command not in README]


@pytest.mark.sqlite_only
def test_every_command_of_the_app_is_in_the_readme(app: Flask):
    commands = {name: getattr(command, "commands", {}) for name, command in app.cli.commands.items()}
    wanted = [f"{name} {sub}" for name, subs in commands.items() for sub in subs]
    wanted += [f"flask {name}" for name, subs in commands.items() if not subs]
    assert not [command for command in wanted if command not in README]
