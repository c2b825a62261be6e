"""Rooms → course folder: the files of a course's newest revision, exactly as they were published."""

from pathlib import Path, PurePosixPath

from app.catalogue import queries as catalogue


class NothingToExport(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """There is no course at this address."""


class FolderInTheWay(Exception):  # noqa: N818
    """The target holds files that would be overwritten or would stay behind and mix with the export."""


def export_course(slug: str, target: Path) -> list[Path]:
    """Write `target/<slug>/…` and `target/sources/…`; returns what was written.

    Raises NothingToExport, FolderInTheWay (nothing is written then) and OSError.
    """
    files = catalogue.files_of(slug)
    if not files:
        raise NothingToExport
    if (target / slug).exists():
        raise FolderInTheWay
    written = []
    for name, text in files.items():
        path = target.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written
