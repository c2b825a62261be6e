"""asvs.toml: how we stand to OWASP ASVS 5.0, Levels 1 and 2. Each test it names is there."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.house.source import ROOT

# How many requirements of Level 1 and 2 each chapter has in ASVS 5.0.0; V10 and V17 stand as one line each.
CHAPTERS = {"V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7, "V10": 1,
            "V11": 14, "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 1}  # fmt: skip
NEEDS_REASON = {"built", "partly", "missing", "operator", "excepted"}
Rows = dict[str, dict[str, Any]]


@cache
def chapters() -> dict[str, Rows]:
    return tomllib.loads(Path(__file__).with_name("asvs.toml").read_text(encoding="utf-8"))


def rows() -> list[Any]:
    return [pytest.param(number, row, id=number) for found in chapters().values() for number, row in found.items()]


@cache
def named_in(place: str) -> set[str]:
    path = ROOT / place
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_no_requirement_is_left_out_or_counted_twice():
    assert {name: len(found) for name, found in chapters().items()} == CHAPTERS
    for name, found in chapters().items():
        assert all(number.startswith(f"{name[1:]}.") for number in found), name


@pytest.mark.parametrize(("number", "row"), rows())
def test_what_is_said_has_its_test_or_its_reason(number: str, row: dict[str, Any]):
    assert row["level"] in {1, 2}
    assert row["says"]
    for one in row.get("by", ()):
        place, _, name = one.partition("::")
        assert named_in(place), f"{place} has no tests"
        assert name in named_in(place), f"{one} is not there"
    if row["status"] == "proved":
        assert row["by"], "proved by nothing"
    elif row["status"] in NEEDS_REASON:
        assert row["why"].strip(), "without a reason"
    else:
        assert row["status"] == "absent", f"no such status: {row['status']}"
