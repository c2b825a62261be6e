"""Back-ups as somebody with bad intentions would write them: every hash fits, and yet."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Contents = dict[str, bytes]


def forged(good: Path, change: Callable[[Contents, dict[str, Any]], None]) -> Path:
    """A copy of a back-up, changed by `change(members, manifest)`, with hashes and checksum that fit again."""
    with zipfile.ZipFile(good) as found:
        members = {name: found.read(name) for name in found.namelist() if name != "manifest.json"}
        manifest = json.loads(found.read("manifest.json"))
    change(members, manifest)
    target = good.with_name("forged.zip")
    target.unlink(missing_ok=True)
    for name, content in members.items():
        manifest["members"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest["members"] = {name: told for name, told in manifest["members"].items() if name in members}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (members | {"manifest.json": json.dumps(manifest).encode()}).items():
            made.writestr(name, content)
    return with_checksum(target)


def with_manifest(path: Path, told: dict[str, Any]) -> Path:
    """A copy of a back-up that says something else of itself."""
    target = path.with_name("lying.zip")
    with zipfile.ZipFile(path) as found, zipfile.ZipFile(target, "w") as copy:
        for name in found.namelist():
            copy.writestr(name, json.dumps(told) if name == "manifest.json" else found.read(name))
    return with_checksum(target)


def with_checksum(path: Path) -> Path:
    """Give a ZIP the checksum that a back-up ends with."""
    with zipfile.ZipFile(path, "a") as made:
        made.comment = b"0" * 64
    data = path.read_bytes()[:-64]
    path.write_bytes(data + hashlib.sha256(data).hexdigest().encode())
    return path


def lines(*rows: list[Any]) -> bytes:
    """Rows as a back-up holds them."""
    return b"".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows)
