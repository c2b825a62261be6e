"""The pattern as proof: what it carries is checked by the README's own recipe, without a server."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.certificates.documents import seal
from tests.certificates.issued import CODE, COURSE, LONG_TITLE, MODULE, URL, keyring, sealed
from tests.house.source import ROOT

[RECIPE] = re.findall(r"```python\n(# python check\.py.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


def checked(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run the README's recipe on what a camera read."""
    (folder / "keys.json").write_text(json.dumps({"keys": [key.jwk for key in keyring().public]}))
    (folder / "check.py").write_text(RECIPE)
    command = [sys.executable, "check.py", "keys.json", text]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_board_checks_it_without_us(tmp_path: Path):
    told = checked(tmp_path, sealed(MODULE)).stdout.splitlines()
    assert told == ["genuine", URL, MODULE.name, MODULE.subject, "0 CE (practice)", "2026-11-21"]


@pytest.mark.parametrize(
    "forged",
    [
        lambda text: text.replace(CODE, CODE[::-1]),
        lambda text: text.replace("school.example", "school.examp1e"),
        lambda text: text[:-1] + str((int(text[-1]) + 1) % 10),
        lambda text: text.partition("#")[0] + "#" + "7" * 400,
    ],
)
def test_what_was_not_signed_as_it_stands_is_refused(tmp_path: Path, forged):
    run = checked(tmp_path, forged(sealed(MODULE)))
    assert (run.returncode, run.stdout) == (1, "")


def test_a_name_in_any_script_arrives_whole(tmp_path: Path):
    for name in ("Екатерина Щербакова", "يوسف", "王小明"):
        assert name in checked(tmp_path, sealed(replace(COURSE, name=name))).stdout


def test_a_long_title_is_cut_between_letters_and_says_so(tmp_path: Path):
    for title in (LONG_TITLE, "é" * 90, "按摩" * 40):
        cut = checked(tmp_path, sealed(replace(COURSE, course_title=title))).stdout.splitlines()[3]
        assert title.startswith(cut.removesuffix("…"))
        assert len(cut.encode()) <= seal.LONGEST
