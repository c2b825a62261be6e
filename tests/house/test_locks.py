"""The lock files: whole, pinned by hash, and free of addresses, since registries differ from machine to machine."""

import re
import tomllib

from tests.house.source import ROOT

PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s\\;]+)([^\\\n]*)\\?$", re.MULTILINE)


def pins(lock: str) -> set[tuple[str, ...]]:
    """Name, version and condition of each package."""
    return {tuple(part.strip() for part in found) for found in PIN.findall((ROOT / lock).read_text())}


def names(requirements: list[str]) -> set[str]:
    """The normalised names in requirements."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", wanted)[0]).lower() for wanted in requirements}


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert names(project["project"]["dependencies"]) <= {name for name, *_ in pins("requirements.lock")}
    assert names(project["dependency-groups"]["dev"]) <= {name for name, *_ in pins("requirements-dev.lock")}


def test_the_lock_for_developers_holds_all_of_the_other():
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_locks_name_no_address_and_a_hash_for_each_package():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert "--index" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
