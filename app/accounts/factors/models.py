"""What somebody proves themself with beside a password."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.platform.db import Model

LONGEST_PASSKEY_NAME = 60


class Passkey(Model):
    """A key that a phone, a laptop or a security key keeps. We have its public half only."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)  # 32 bits without a sign
    name: Mapped[str] = mapped_column(String(LONGEST_PASSKEY_NAME))
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("sign_count >= 0", name="sign_count_counted"),
    )


class Authenticator(Model):
    """The secret that somebody's authenticator app shares with us, sealed with a key that is not in the database."""

    __tablename__ = "authenticators"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[str] = mapped_column(String(200))
    used_step: Mapped[int]  # the newest whose code was taken; no code works twice
    added_at: Mapped[datetime]


class RecoveryCode(Model):
    """A code on paper for the day the phone is lost. It works once; only its keyed hash is here."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class SpentChallenge(Model):
    """A question that a passkey has answered: who copied the answer, cookie included, cannot give it again."""

    __tablename__ = "spent_challenges"

    challenge_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[datetime]
