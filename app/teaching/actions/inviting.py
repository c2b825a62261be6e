"""Invitations: by e-mail to one address each, or as a link for whoever has it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from app.accounts.models import Person
from app.accounts.queries import hashed
from app.platform import audit, mail
from app.platform.db import db
from app.platform.languages import speaking, spoken
from app.teaching import letters, queries
from app.teaching.models import Invitation
from app.teaching.queries import TaughtCourse

A_MOMENT = timedelta(minutes=5)  # a letter to one address is not sent twice within it


class SentJustNow(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """The same letter left a moment ago."""


@dataclass(frozen=True, slots=True)
class Inviting:
    """Into which course and cohort, by whom, when, and until when."""

    course: TaughtCourse
    cohort_id: int | None
    by: Person
    now: datetime
    expires_at: datetime


def invite(inviting: Inviting, emails: Collection[str]) -> int:
    """Invite each address that neither takes the course nor has an invitation that can be used; returns how many.

    One that ran out is renewed. Addresses in lower case. A handful of statements, however many there are.
    """
    waiting = queries.invitations_to(inviting.course.id, emails)
    enrolled = queries.addresses_known(inviting.course.id, emails)
    still = {email for email, one in waiting.items() if one.expires_at > inviting.now}
    tokens = {email: secrets.token_urlsafe(32) for email in emails if email not in enrolled | still}
    fresh = [_values(inviting, email, token) for email, token in tokens.items() if email not in waiting]
    if fresh:
        db.session.execute(insert(Invitation), fresh)
    for email in tokens.keys() & waiting.keys():
        waiting[email].cohort_id = inviting.cohort_id
        _renew(waiting[email], tokens[email], inviting)
    with speaking(spoken(inviting.course.language)):  # who it goes to may be nobody here yet
        mail.queue_all(((email, *_letter(token, inviting)) for email, token in tokens.items()), inviting.now)
    if tokens:
        _record("invited", inviting, count=len(tokens))
    return len(tokens)


def make_link(inviting: Inviting) -> str:
    """Make a link for whoever has it; returns its token, which is not kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(Invitation(**_values(inviting, None, token)))
    _record("made invitation link", inviting)
    return token


def send_again(invitation: Invitation, inviting: Inviting) -> None:
    """Send another letter; the link in the one before ends. The row must be locked. Raises SentJustNow."""
    if invitation.sent_at and invitation.sent_at > inviting.now - A_MOMENT:
        raise SentJustNow
    token = secrets.token_urlsafe(32)
    _renew(invitation, token, inviting)
    with speaking(spoken(inviting.course.language)):
        mail.queue(str(invitation.email), *_letter(token, inviting), inviting.now)
    _record("invited again", inviting, invitation=invitation.id)


def withdraw(invitation: Invitation, by: Person, now: datetime) -> None:
    """End it: its link leads nowhere from now on. Whoever came in by it stays."""
    if invitation.ended_at is None:
        invitation.ended_at = now
        subject, course = f"invitation:{invitation.id}", invitation.course_id
        audit.record("ended invitation", subject, now, person_id=by.id, course_id=course)


def _values(inviting: Inviting, email: str | None, token: str) -> dict[str, Any]:
    return {
        "course_id": inviting.course.id, "cohort_id": inviting.cohort_id, "email": email, "token_hash": hashed(token),
        "uses": 0, "expires_at": inviting.expires_at, "made_at": inviting.now, "made_by_id": inviting.by.id,
        "sent_at": inviting.now if email else None,
    }  # fmt: skip


def _renew(invitation: Invitation, token: str, inviting: Inviting) -> None:
    invitation.token_hash, invitation.expires_at = hashed(token), inviting.expires_at
    invitation.sent_at = inviting.now


def _letter(token: str, inviting: Inviting) -> tuple[str, str]:
    return letters.of_invitation(token, inviting.expires_at, inviting.course, inviting.by.name)


def _record(action: str, inviting: Inviting, **details: int) -> None:
    audit.record(action, f"course:{inviting.course.key}", inviting.now, person_id=inviting.by.id, **details)
