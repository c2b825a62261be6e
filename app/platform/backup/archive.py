"""Writing the file: beside its place, and renamed when it is whole."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from app.platform.backup.names import MANIFEST, is_ours
from app.platform.backup.problems import BackupError

FORMAT = 1
DIGITS = 64
NO_HASH_YET = b"0" * DIGITS
PIECE = 1 << 20
LEVEL = 5


class Writer:
    """A ZIP that grows. Nobody sees it before `written` has ended."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = _Hashed(file)
        # Its stream cannot be wound back, so each byte is hashed as it is written.
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)  # type: ignore[call-overload]
        self.members: dict[str, dict[str, int | str]] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add a member. Raises ValueError for a name that a reader would refuse."""
        if not is_ours(name):
            raise ValueError(name)
        found, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as member:
            for piece in pieces:
                found.update(piece)
                size += len(piece)
                member.write(piece)
        self.members[name] = {"bytes": size, "sha256": found.hexdigest()}

    def close(self, manifest: dict[str, Any]) -> None:
        """Add the manifest and the hash of everything."""
        told = {"format": FORMAT, **manifest, "members": self.members}
        self._zip.writestr(MANIFEST, json.dumps(told, indent=1, sort_keys=True))
        self._zip.comment = NO_HASH_YET
        self._zip.close()

    def let_go(self) -> None:
        """Write no more: a ZIP that was left half-way writes its end when it is forgotten, into a file long closed."""
        self._file.is_open = False


class _Hashed:
    """A stream that knows the hash of what went through, and writes it where the comment's zeros would be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self._position, self.is_open = file, hashlib.sha256(), 0, True

    def write(self, data: bytes) -> int:
        if not self.is_open:
            return len(data)
        if bytes(data) == NO_HASH_YET:
            data = self._hash.hexdigest().encode()
        self._hash.update(data)
        self._position += len(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        if self.is_open:
            self._file.flush()


@contextmanager
def written(path: Path, *, may_replace: bool = False) -> Iterator[Writer]:
    """A writer whose file appears under its name only when all went well. Raises BackupError where one lies already."""
    if path.exists() and not may_replace:
        raise BackupError(f"{path} exists already; choose another name, or say --replace.")
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            writer = Writer(file)
            try:
                yield writer
            finally:
                writer.let_go()
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    finally:
        Path(beside).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a new name reach the disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
