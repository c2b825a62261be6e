"""The provider's policies, version by version, and who accepted which."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.rules import Policy
from app.platform.db import Model

LONGEST_CHANGES = 300


class PolicyVersion(Model):
    """A policy as it was published; a later wording is a further row. `text` is Markdown."""

    __tablename__ = "policy_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    text: Mapped[str]
    changes: Mapped[str] = mapped_column(String(LONGEST_CHANGES))  # since the version before, in a sentence
    is_asked: Mapped[bool]  # everybody is asked to accept it, or a later one
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)

    __table_args__ = (
        UniqueConstraint("policy", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("text <> ''", name="text_given"),
    )

    @property
    def of(self) -> Policy:
        """Which policy."""
        return Policy(self.policy)


class PolicyAcceptance(Model):
    """Somebody accepted a version, at a time."""

    __tablename__ = "policy_acceptances"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("policy_versions.id"), primary_key=True, index=True)
    accepted_at: Mapped[datetime]
