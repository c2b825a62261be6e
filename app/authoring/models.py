"""Drafts: course folders that are being written, file by file, with every text that a file ever had."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.catalogue.models import CourseRevision
from app.platform.db import Model

PRESENT = text("removal IS NULL")


class Draft(Model):
    """The folder of a course as its instructors write it. A course has one; students never see it.

    Who may write it is said by the grants of the course with its key.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)  # the id of the course, published or not
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    # What it was made from, or last published as; the next publication is compared with it.
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("course_revisions.id"))
    begun_at: Mapped[datetime]

    based_on: Mapped[CourseRevision | None] = relationship()


class DraftFile(Model):
    """One file of a draft, with its newest text. One that was removed keeps its row, so that it can be put back."""

    __tablename__ = "draft_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(String(300))  # in the course's folder; sources/… for the folder beside it
    text: Mapped[str]
    version: Mapped[int]  # one more at each save: whoever saves names the one that they began with
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    removal: Mapped[str | None] = mapped_column(String(40))  # the same for all that went in one step
    removed_at: Mapped[datetime | None]

    changed_by: Mapped[Person] = relationship()

    __table_args__ = (
        Index(
            "uq_draft_files_path", "draft_id", "path", unique=True,
            sqlite_where=PRESENT, postgresql_where=PRESENT,
        ),
    )  # fmt: skip


class DraftText(Model):
    """One text that a file had: the history. What is saved by itself within a few minutes of typing is one text."""

    __tablename__ = "draft_texts"

    file_id: Mapped[int] = mapped_column(ForeignKey("draft_files.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    is_meant: Mapped[bool]  # somebody pressed a button; else it was saved while they typed

    saved_by: Mapped[Person] = relationship()


class BankUpload(Model):
    """A question bank that somebody sent and has not decided on yet: theirs alone, for one quiz of one draft."""

    __tablename__ = "bank_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(40), unique=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    module: Mapped[str] = mapped_column(String(80))  # the address of the quiz
    filename: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    options: Mapped[dict[str, Any]]  # how it is to be read and where its questions belong
    sent_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (
        UniqueConstraint("draft_id", "person_id", "module"),  # a newer file takes the place of the older one
        CheckConstraint("length(data) > 0", name="something_in_it"),
    )
