"""Saving the files of a draft: nothing that anybody wrote is overwritten unseen, and every text is kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.accounts.models import Person
from app.authoring import queries
from app.authoring.models import Draft, DraftFile, DraftText
from app.platform.db import db

SITTING = timedelta(minutes=10)  # what is saved while one types within it is one text of the history
FIRST = 1


class ChangedByOther(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Somebody saved the file after it was opened. Carries it as it is now."""

    def __init__(self, file: DraftFile) -> None:
        super().__init__(file.path)
        self.file = file


def save_file(
    file: DraftFile, text: str, by: Person, now: datetime, *, known: int | None, is_meant: bool = True
) -> DraftFile:
    """Give a file a new text; the same text changes nothing. `known`: the version that was edited.

    Raises ChangedByOther when there is a newer version than that with another text.
    """
    if file.text == text:
        return file
    if known != file.version:
        raise ChangedByOther(file)
    _store(file, text, by, now, is_meant=is_meant)
    return file


def write_files(draft: Draft, texts: Mapping[str, str], by: Person, now: datetime) -> None:
    """Add files, or give them new texts, whatever they hold now: for steps that have just read them."""
    present = queries.files_of(draft.id)
    for path, text in texts.items():
        if path in present:
            if present[path].text != text:
                _store(present[path], text, by, now, is_meant=True)
        else:
            _add(draft, path, text, by, now)
    db.session.flush()


def _add(draft: Draft, path: str, text: str, by: Person, now: datetime) -> None:
    file = DraftFile(draft_id=draft.id, path=path, text=text, version=FIRST, changed_at=now, changed_by=by)
    db.session.add(file)
    db.session.flush()
    db.session.add(DraftText(file_id=file.id, version=FIRST, text=text, saved_at=now, saved_by_id=by.id, is_meant=True))


def _store(file: DraftFile, text: str, by: Person, now: datetime, *, is_meant: bool) -> None:
    last = db.session.get(DraftText, (file.id, file.version))
    file.text, file.version, file.changed_at, file.changed_by = text, file.version + 1, now, by
    if last and not is_meant and _goes_on(last, by, now):
        last.version, last.text, last.saved_at = file.version, text, now
    else:
        db.session.add(
            DraftText(
                file_id=file.id, version=file.version, text=text, saved_at=now, saved_by_id=by.id, is_meant=is_meant
            )
        )
    db.session.flush()


def _goes_on(last: DraftText, by: Person, now: datetime) -> bool:
    """Whether a save belongs to the sitting of the one before it."""
    return not last.is_meant and last.saved_by_id == by.id and now - last.saved_at < SITTING
