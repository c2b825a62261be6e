"""Question banks that somebody sends: kept until they have looked, then taken over whole or thrown away."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from app.accounts.models import Person
from app.authoring.actions.outlining import folder_of
from app.authoring.actions.questions import fit_quiz
from app.authoring.actions.saving import write_files
from app.authoring.banks import NewFile
from app.authoring.models import BankUpload
from app.authoring.queries import Workbench
from app.catalogue.content.parts import ModuleFolder, QuestionFile
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question
from app.platform import ids
from app.platform.db import db

KEPT = timedelta(days=1)  # time enough to look, and no archive


class Sent(NamedTuple):
    """A file as it came, and how it is to be read."""

    filename: str
    data: bytes
    options: Mapping[str, Any]


def keep_bank(bench: Workbench, module: ModuleFolder, sent: Sent, by: Person, now: datetime) -> BankUpload:
    """Keep a file until its sender has looked at it. One that they sent for the same quiz before goes."""
    mine = (BankUpload.draft_id == bench.draft.id, BankUpload.person_id == by.id, BankUpload.module == module.slug)
    db.session.execute(delete(BankUpload).where(*mine))
    upload = BankUpload(
        public_id=ids.public_id(), draft_id=bench.draft.id, person_id=by.id, module=module.slug,
        filename=sent.filename, data=sent.data, options=dict(sent.options), sent_at=now,
    )  # fmt: skip
    db.session.add(upload)
    db.session.flush()
    return upload


def add_bank(
    bench: Workbench, module: ModuleFolder, upload: BankUpload, files: Iterable[NewFile], by: Person, now: datetime
) -> int:
    """Write the questions of a bank, and their pictures, into a module, and let the file go. Returns how many."""
    folder, texts, made = folder_of(module), dict[str, str](), list[QuestionFile]()
    for one in files:
        path = f"{folder}/questions/{one.slug}.md"
        texts[path] = one.text
        texts |= {f"{folder}/figures/{picture.name}": picture.svg for picture in one.pictures}
        if question := read_question(one.slug, one.text, path, Findings()):
            made.append(question)
    write_files(bench.draft, texts, by, now)
    fit_quiz(bench, module, made, by, now)
    forget_bank(upload)
    return len(made)


def forget_bank(upload: BankUpload) -> None:
    """Throw a file away."""
    db.session.delete(upload)
    db.session.flush()


def forget_next_bank(now: datetime) -> bool:
    """Throw away one file that nobody decided on within a day; returns whether there was one."""
    old = db.session.scalar(select(BankUpload).where(BankUpload.sent_at < now - KEPT).limit(1))
    if old is None:
        return False
    forget_bank(old)
    return True
