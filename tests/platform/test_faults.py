"""faults.toml: which faults nothing may be lost to. Each has a test that is there, or the reason why there is none."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.test_asvs import named_in

FAULTS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))


def test_no_fault_is_left_out():
    assert list(FAULTS) == [f"F{number}" for number in range(1, 27)]


@pytest.mark.parametrize(("name", "fault"), FAULTS.items(), ids=FAULTS)
def test_what_is_said_has_its_test_or_its_reason(name: str, fault: dict[str, Any]):
    assert set(fault) <= {"says", "by", "why"}
    assert fault["says"].endswith(".")
    assert fault.get("by") or fault.get("why"), f"{name} is neither tested nor is there a reason"
    for one in fault.get("by", ()):
        place, _, test = one.partition("::")
        assert test in named_in(place), f"{one} is not there"


def test_every_long_proof_of_the_folder_is_named():
    named = {one.partition("::")[0] for fault in FAULTS.values() for one in fault.get("by", ())}
    there = {f"tests/platform/faults/{path.name}" for path in Path(__file__).with_name("faults").glob("test_*.py")}
    assert there <= named
