"""Reading the file: only after all of its bytes were checked, and each member once more."""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from app.platform.backup.archive import DIGITS, FORMAT, PIECE
from app.platform.backup.names import MANIFEST, alike, is_ours
from app.platform.backup.problems import BackupError

LONGEST_WORD = 60
END = DIGITS.to_bytes(2, "little")  # how long the comment is, which is the last that a ZIP says
LARGEST_MANIFEST, LONGEST_LINE, MOST_MEMBERS = 16 << 20, 64 << 20, 200_000
# Deflate packs 1032 to 1 at best; rows of a real site 5 to 20. Small files may be packed better than that.
HIGHEST_RATIO, ALWAYS_ALLOWED = 200, 256 << 20


class Reader:
    """A back-up whose bytes were checked. Its members are checked once more as they are read."""

    def __init__(self, opened: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self._zip, self.manifest = opened, manifest

    @property
    def names(self) -> list[str]:
        """Every member but the manifest, in order."""
        return sorted(self.manifest["members"])

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member in pieces. Raises BackupError at its end when it is not what the manifest says."""
        told, found, size = self.manifest["members"][name], hashlib.sha256(), 0
        with self._zip.open(name) as member:
            while piece := member.read(PIECE):
                found.update(piece)
                size += len(piece)
                yield piece
        if (size, found.hexdigest()) != (told["bytes"], told["sha256"]):
            raise BackupError(f"{name} in the back-up is not what its manifest says; nothing was restored.")

    def lines(self, name: str) -> Iterator[bytes]:
        """A member line by line. Raises BackupError for a line without an end."""
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
            if len(rest) > LONGEST_LINE:
                raise BackupError(f"A row of {name} is too long to be one of ours; nothing was restored.")
        if rest:
            raise BackupError(f"{name} ends in the middle of a row; nothing was restored.")

    def content(self, name: str, largest: int = LARGEST_MANIFEST) -> bytes:
        """A small member as a whole. Raises BackupError for one that is not small."""
        if self.manifest["members"][name]["bytes"] > largest:
            raise BackupError(f"{name} in the back-up is too large to be one of ours; nothing was restored.")
        return b"".join(self.pieces(name))


def is_one(path: Path) -> bool:
    """Whether a file ends as a back-up does: no back-up shall hold the older ones."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(END) - DIGITS))
        return re.fullmatch(re.escape(END) + rb"[0-9a-f]{64}", file.read()) is not None


@contextmanager
def opened(path: Path, room_in: Path) -> Iterator[Reader]:
    """A back-up to read. `room_in`: the folder whose disk has to hold what it unpacks to.

    Raises BackupError for a file that is not a back-up, was damaged or cut short, or tries to do harm.
    """
    with path.open("rb") as file:
        _check_bytes(file, path)
        try:
            with zipfile.ZipFile(file) as found:
                _check_members(found, path, shutil.disk_usage(room_in).free)
                yield Reader(found, _manifest(found, path))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
            raise BackupError(f"{path} cannot be unpacked ({error}); nothing was restored.") from error


def _check_bytes(file: BinaryIO, path: Path) -> None:
    left = os.fstat(file.fileno()).st_size - DIGITS
    if file.read(4) != b"PK\x03\x04" or left < DIGITS:
        raise BackupError(f"{path} is not a back-up of Fascia.")
    file.seek(0)
    found = hashlib.sha256()
    while left > 0:
        piece = file.read(min(PIECE, left))
        found.update(piece)
        left -= len(piece)
    if file.read() != found.hexdigest().encode():
        raise BackupError(f"{path} is damaged or cut short: its checksum does not fit. Take another copy of it.")


def _check_members(found: zipfile.ZipFile, path: Path, free: int) -> None:
    """Refuse names that lead elsewhere, and more than a back-up of this size can hold or the disk has room for."""
    members = found.infolist()
    for one in members:
        if not is_ours(one.filename):
            raise BackupError(f"{path} holds {ascii(one.filename)[:80]}, which no back-up holds; nothing was restored.")
    if len(members) > MOST_MEMBERS or len({alike(one.filename) for one in members}) < len(members):
        raise BackupError(f"{path} holds too many files, or two of one name; nothing was restored.")
    size = sum(one.file_size for one in members)
    if size > max(ALWAYS_ALLOWED, HIGHEST_RATIO * path.stat().st_size):
        raise BackupError(f"{path} would unpack to {size:,} bytes, far more than any back-up; nothing was restored.")
    if size > free:
        raise BackupError(f"{path} unpacks to {size:,} bytes and the disk has {free:,} left; make room first.")


def _manifest(found: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        if found.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ValueError("too long")
        manifest: dict[str, Any] = json.loads(found.read(MANIFEST))
        members, is_known = set(manifest["members"]), manifest["format"] == FORMAT
        is_whole = not is_known or _is_whole(manifest)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BackupError(f"{path} has no manifest that can be read; nothing was restored.") from error
    if not is_whole:
        raise BackupError(f"The manifest of {path} is not one of ours; nothing was restored.")
    if not is_known:
        raise BackupError(f"{path} was written in another format than this program knows; restore with a newer one.")
    if members != {one.filename for one in found.infolist()} - {MANIFEST}:
        raise BackupError(f"The manifest of {path} does not name what the file holds; nothing was restored.")
    return manifest


def _is_whole(manifest: dict[str, Any]) -> bool:
    """Whether all that is read from it later is there and of its type."""
    words = [manifest[name] for name in ("made_at", "version", "database", "schema")]
    counts = [one["bytes"] for one in manifest["members"].values()] + [
        one["rows"] for one in manifest["tables"].values()
    ]
    hashes = [one["sha256"] for one in manifest["members"].values()]
    return (
        all(type(one) is str and len(one) <= LONGEST_WORD and one.isprintable() for one in words)
        and all(type(one) is int and one >= 0 for one in counts)
        and all(type(one) is str for one in hashes)
        and type(manifest["settings"]) is dict
    )
