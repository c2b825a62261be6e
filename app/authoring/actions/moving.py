"""Files of a draft that get another name, go, or come back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from app.authoring import queries
from app.authoring.models import Draft, DraftFile
from app.platform import ids
from app.platform.db import db

ASIDE = "~"  # in front of a path while two files change places: no path of a course begins with it


class PathTaken(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Where a file should go back to, there is another one now."""


def move_files(draft: Draft, moves: Mapping[str, str]) -> None:
    """Rename files: old path → new path. They may change places."""
    present = queries.files_of(draft.id)
    moving = [(present[old], new) for old, new in moves.items() if old in present]
    for file, new in moving:
        file.path = f"{ASIDE}{new}"
    db.session.flush()
    for file, new in moving:
        file.path = new
    db.session.flush()


def remove_files(draft: Draft, paths: Collection[str], now: datetime) -> str:
    """Take files out of the draft. They are kept under the name of the step, which is returned, and can be put back."""
    present, removal = queries.files_of(draft.id), ids.public_id()
    for path in paths:
        if path in present:
            present[path].removal, present[path].removed_at = removal, now
    db.session.flush()
    return removal


def put_back(draft: Draft, removal: str, moves: Mapping[str, str] | None = None) -> list[DraftFile]:
    """Put back what went in one step; under other paths where `moves` says so. Raises PathTaken."""
    files = queries.removed_from(draft.id).get(removal, [])
    present = queries.files_of(draft.id)
    for file in files:
        path = (moves or {}).get(file.path, file.path)
        if path in present:
            raise PathTaken(path)
        file.path, file.removal, file.removed_at = path, None, None
    db.session.flush()
    return files
