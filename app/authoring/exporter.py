"""Rooms → course folder: the files of a course's newest revision, exactly as they were published."""

from pathlib import Path, PurePosixPath

from app.catalogue import queries as catalogue


class NothingToExport(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """There is no course at this address."""


class FolderInTheWay(Exception):  # noqa: N818
    """At the path it carries stands a file that would be overwritten, or a folder that would mix with the export."""


def export_course(slug: str, target: Path) -> list[Path]:
    """Write `target/<slug>/…` and `target/sources/…`; returns what was written.

    Raises NothingToExport, FolderInTheWay (nothing is written then) and OSError.
    """
    files = catalogue.files_of(slug)
    if not files:
        raise NothingToExport
    texts = {target.joinpath(*PurePosixPath(name).parts): text for name, text in files.items()}
    if (target / slug).exists():
        raise FolderInTheWay(target / slug)
    for path, text in texts.items():
        if path.exists() and path.read_bytes() != text.encode():  # a source that somebody has corrected since
            raise FolderInTheWay(path)
    written = []
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written
