"""People, and the rows by which their sessions live and end."""

from datetime import date, datetime

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.rules import (
    Permission,
    Renewal,
    Role,
    Standing,
    licence_text,
    may,
    needs_second_step,
    renewal_of,
    standing_of,
)
from app.platform.db import Model
from app.platform.languages import LONGEST_LANGUAGE

CAME_IN = "password IS NOT NULL"


class Person(Model, UserMixin):
    """Somebody with an account."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(20), default=Role.STUDENT.value)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    # As on the licence, where that is not how the person is greeted; asked for once, before the first quiz.
    licence_name: Mapped[str | None] = mapped_column(String(120))
    licences_asked_at: Mapped[datetime | None]
    wants_reminders: Mapped[bool] = mapped_column(default=True, server_default=true())  # of licences that expire
    wants_due_reminders: Mapped[bool] = mapped_column(default=True, server_default=true())  # of what a cohort is to do
    # Where their days end, such as America/Chicago; None: as at the school.
    time_zone: Mapped[str | None] = mapped_column(String(40))
    # Of pages and letters, such as `es`; None: as the browser asks for.
    language: Mapped[str | None] = mapped_column(String(LONGEST_LANGUAGE))
    # The account of the same person that this one became part of; it is closed then, and still names what it did.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    # Its owner deleted the account: the row names nobody, and stays for what must be kept.
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("role IN ('student', 'instructor', 'administrator')", name="role_known"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("merged_into_id IS NULL OR (merged_into_id <> id AND NOT active)", name="merged_is_closed"),
        CheckConstraint("deleted_at IS NULL OR (NOT active AND password IS NULL)", name="deleted_is_closed"),
        # A list of fifty thousand is shown fifty at a time, in either order.
        Index(None, "name", "id"),
        Index(None, "joined_at", "id"),
        # Those of one role or state are counted, and shown in the same order.
        Index(None, "role", "joined_at", "id"),
        Index(
            "ix_people_active",
            "joined_at",
            "id",
            sqlite_where=text(f"active = 1 AND {CAME_IN}"),
            postgresql_where=text(f"active AND {CAME_IN}"),
        ),
        Index(
            "ix_people_invited",
            "joined_at",
            "id",
            sqlite_where=text("active = 1 AND password IS NULL"),
            postgresql_where=text("active AND password IS NULL"),
        ),
        Index(
            "ix_people_closed", "joined_at", "id", sqlite_where=text("active = 0"), postgresql_where=text("NOT active")
        ),
    )
    # Of this request alone: signed in without a second step that the role needs. Such a person is a student so far.
    is_held = False

    @property
    def own_role(self) -> Role:
        """What the school made them."""
        return Role(self.role)

    @property
    def acting_role(self) -> Role:
        """What they may act as now: whoever still owes a second step is a student until then."""
        return Role.STUDENT if self.is_held else self.own_role

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]
        """Flask-Security's many roles: we have one a person, checked by `may`, so it never needs a query."""
        return []

    def may(self, permission: Permission) -> bool:
        """Whether this person has the permission now."""
        return may(self.acting_role, permission)

    def may_after_second_step(self, permission: Permission) -> bool:
        """Whether a second step is all that is in the way."""
        return self.is_held and may(self.own_role, permission)

    def hold(self) -> None:
        """Let them act as a student only, for the rest of this request, when their role needs a second step."""
        self.is_held = needs_second_step(self.own_role)

    @property
    def printed_name(self) -> str:
        """The name for a certificate, until another is confirmed."""
        return self.licence_name or self.name

    @property
    def may_teach(self) -> bool:
        """Whether the studio is shown."""
        return self.may(Permission.TEACH)

    @property
    def may_administer(self) -> bool:
        """Whether the school is run by this person."""
        return self.may(Permission.ADMINISTER)

    @property
    def standing(self) -> Standing:
        """Whether this person can come in."""
        return standing_of(active=self.active, has_password=bool(self.password))


HANDLE = 16


class SignIn(Model):
    """One session of one person. Deleting the row ends the session, wherever its cookie was copied to."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    # In words, such as "Firefox on Windows" and "192.0.2.x"; none for sessions from before they were noted.
    device: Mapped[str | None] = mapped_column(String(60))
    network: Mapped[str | None] = mapped_column(String(30))
    # When a second step was passed; none where the person has none. No session of theirs outlives their first one.
    proved_at: Mapped[datetime | None]

    @property
    def handle(self) -> str:
        """What a form calls this session: a part of a hash, with which nobody can sign in."""
        return self.token_hash[:HANDLE]


class SignInLink(Model):
    """A link that signs somebody in once, such as the first administrator's."""

    __tablename__ = "sign_in_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class KnownDevice(Model):
    """A browser in which somebody has signed in before, by a cookie of its own: who guesses does not shut it out."""

    __tablename__ = "known_devices"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[datetime]


class Licence(Model):
    """A licence, certification or member number of one person. `number` is text, exactly as typed."""

    __tablename__ = "licences"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    normalised: Mapped[str] = mapped_column(String(40))
    expires_on: Mapped[date | None] = mapped_column(index=True)
    added_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("person_id", "state", "kind", "normalised"),
        CheckConstraint("number <> ''", name="number_given"),
    )

    @property
    def text(self) -> str:
        """In one line."""
        return licence_text(self.state, self.kind, self.number)

    @property
    def renewal(self) -> Renewal | None:
        """What is known of its renewal."""
        return renewal_of(self.state, self.kind)


class LicenceReminder(Model):
    """Somebody was reminded of this licence with this date, so many days before: never twice."""

    __tablename__ = "licence_reminders"

    licence_id: Mapped[int] = mapped_column(ForeignKey("licences.id", ondelete="CASCADE"), primary_key=True)
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    lead: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    queued_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("lead >= 0", name="lead_before"),)
