"""A ZIP made while it is sent: in constant memory, however long it is, with a manifest of hashes at its end."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator

MANIFEST = "manifest.json"
Member = tuple[str, Iterable[str | bytes]]  # a path in the ZIP, and its content in pieces


class Pipe:
    """Where the ZIP is written to: what was written is taken from here and sent."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, data: bytes) -> int:
        """Keep it until it is taken."""
        self._waiting.append(bytes(data))
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        """How much was written so far."""
        return self._position

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._waiting = b"".join(self._waiting), []
        return taken


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """The ZIP in pieces. The manifest maps each path to the SHA-256 of its content, 64 hex digits."""
    pipe, hashes = Pipe(), dict[str, str]()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # it needs no more
        for path, content in members:
            found = hashlib.sha256()
            with archive.open(path, "w", force_zip64=True) as file:
                for piece in content:
                    data = piece.encode() if isinstance(piece, str) else piece
                    found.update(data)
                    file.write(data)
                    yield pipe.take()
            hashes[path] = found.hexdigest()
        told = {"algorithm": "SHA-256", "files": hashes}
        archive.writestr(MANIFEST, json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True))
    yield pipe.take()
