"""The keys that sign certificates, in a back-up: public halves for everybody, private ones sealed."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app.platform.backup.archive import sync_folder
from app.platform.backup.reading import Reader
from app.platform.settings import Settings

PUBLIC, PRIVATE = "certificate.pem", "private.pem"


def numbers_in(folder: Path) -> list[str]:
    """The names of the key folders, oldest first."""
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted((name for name in names if name.isdecimal()), key=int)


def public_of(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Member name and content of each public half."""
    for number in numbers_in(settings.keys):
        yield f"keys/{number}/{PUBLIC}", (settings.keys / number / PUBLIC).read_bytes()


def private_of(settings: Settings) -> dict[str, str]:
    """The private halves there are, by number: the newest, since what is rotated out loses its own."""
    places = {number: settings.keys / number / PRIVATE for number in numbers_in(settings.keys)}
    return {number: place.read_text() for number, place in places.items() if place.exists()}


def unpack(archive: Reader, private: dict[str, str], settings: Settings) -> Path | None:
    """A folder beside the keys' with the keys of the back-up; None when these are there already.

    Without the private half of the newest, the key that this machine has made for itself becomes one more: it signs
    from now on, and what the others signed can still be checked.
    """
    public = {name.split("/")[1]: archive.content(name) for name in archive.names if name.startswith("keys/")}
    if not public or _are_there(public, private, settings.keys):
        return None
    folder = Path(tempfile.mkdtemp(prefix=".keys-", dir=settings.keys.parent))
    for number, pem in public.items():
        (folder / number).mkdir(mode=0o755)
        _write(folder / number / PUBLIC, pem, 0o644)
        if number in private:
            _write(folder / number / PRIVATE, private[number].encode(), 0o600)
    newest = max(public, key=int)
    if newest not in private and (own := numbers_in(settings.keys)):
        shutil.copytree(settings.keys / own[-1], folder / f"{int(newest) + 1:04}")
    return folder


def _are_there(public: dict[str, bytes], private: dict[str, str], folder: Path) -> bool:
    files = {folder / number / PUBLIC: pem for number, pem in public.items()}
    files |= {folder / number / PRIVATE: pem.encode() for number, pem in private.items()}
    return all(place.exists() and place.read_bytes() == pem for place, pem in files.items())


def put_in_place(unpacked: Path, folder: Path) -> tuple[Path | None, Callable[[], None]]:
    """Make it the folder of keys. Returns where the one before went (nothing is deleted), and how to go back."""
    aside = folder.with_name(f"{folder.name}.before-{os.urandom(4).hex()}") if folder.exists() else None
    if aside:
        folder.rename(aside)
    unpacked.rename(folder)
    sync_folder(folder.parent)

    def undo() -> None:
        folder.rename(unpacked)
        if aside:
            aside.rename(folder)

    return aside, undo


def _write(path: Path, data: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
