"""What lies in the data folder: which of it a back-up takes, and how it is put back."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from app.platform.backup.archive import PIECE, sync_folder
from app.platform.backup.names import DATA, is_inside
from app.platform.backup.problems import BackupError
from app.platform.backup.reading import Reader, is_one
from app.platform.settings import Settings

# The secret is sealed, the messages are rows of the outbox too, the lock belongs to this machine.
LEFT_OUT = frozenset({"secret-key", "outbox", "write.lock"})
SUFFIXES_OF_A_DATABASE = ("", "-wal", "-shm", "-journal")
Undo = Callable[[], None]


def files_of(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Path in the data folder, with slashes, and place of each file that a back-up takes."""
    for folder, folders, files in os.walk(settings.data):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _is_taken(here / name, settings))
        for name in sorted(files):
            place = here / name
            if _is_taken(place, settings) and _is_plain_file(place):
                yield place.relative_to(settings.data).as_posix(), place


def _is_plain_file(place: Path) -> bool:
    """No link, no pipe, and no back-up that somebody keeps in the folder itself."""
    return place.is_file() and not place.is_symlink() and not is_one(place)


def _is_taken(place: Path, settings: Settings) -> bool:
    path = place.relative_to(settings.data).as_posix()
    if path in LEFT_OUT or path.endswith(".part") or place == settings.keys or path.startswith("keys.before-"):
        return False
    return is_inside(path) and str(place) not in _database_files(settings)


def _database_files(settings: Settings) -> set[str]:
    """The database's own files are never copied: without its log a database is half a database."""
    if not settings.is_sqlite:
        return set()
    name = str(Path(settings.database_url.removeprefix("sqlite:///")).resolve())
    return {f"{name}{suffix}" for suffix in SUFFIXES_OF_A_DATABASE}


def in_pieces(place: Path) -> Iterator[bytes]:
    """A file's bytes."""
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def refuse_other_files(archive: Reader, settings: Settings) -> None:
    """Raise BackupError when a file would be overwritten by another one, or is none of a data folder's."""
    for name in _data_files(archive):
        path = name.removeprefix(DATA)
        if path.partition("/")[0] in LEFT_OUT or not _is_taken(settings.data / path, settings):
            raise BackupError(f"The back-up holds {path}, which no back-up holds; nothing was restored.")
        if (settings.data / path).exists() and not _is_same(archive, name, settings.data / path):
            raise BackupError(f"{settings.data / path} exists already and is another; restore into an empty folder.")


def _is_same(archive: Reader, name: str, place: Path) -> bool:
    if not place.is_file() or place.stat().st_size != archive.manifest["members"][name]["bytes"]:
        return False
    return place.read_bytes() == b"".join(archive.pieces(name))


def _data_files(archive: Reader) -> list[str]:
    return [name for name in archive.names if name.startswith(DATA)]


def unpack(archive: Reader, folder: Path) -> int:
    """Write the files into `folder`, each to the disk; returns how many."""
    names = _data_files(archive)
    for name in names:
        place = folder / name.removeprefix(DATA)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with place.open("xb") as file:
            for piece in archive.pieces(name):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    return len(names)


def put_in_place(unpacked: Path, data: Path) -> Undo:
    """Move what was unpacked into the data folder; returns how to take it away again."""
    placed: list[Path] = []
    for place in sorted(path for path in unpacked.rglob("*") if path.is_file()):
        target = data / place.relative_to(unpacked)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            place.rename(target)
            placed.append(target)
    for folder in {data, *(path.parent for path in placed)}:
        sync_folder(folder)
    return lambda: _take_away(placed, data)


def _take_away(placed: list[Path], data: Path) -> None:
    """The files, and the folders that were made for them."""
    for path in placed:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == data or any(folder.iterdir()):
                break
            folder.rmdir()


def remove(folder: Path) -> None:
    """Remove a folder of ours that only held what is elsewhere by now."""
    shutil.rmtree(folder, ignore_errors=True)
