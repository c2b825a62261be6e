"""Browsers in which somebody has signed in before. A cookie that says no more than that."""

import secrets
from datetime import datetime

from flask import Response, after_this_request, current_app, request
from sqlalchemy import select

from app.accounts.actions import DEVICE_KEPT
from app.accounts.models import KnownDevice, Person
from app.accounts.queries import hashed
from app.platform.db import db


def cookie_name() -> str:
    """As strict as the session's own cookie."""
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def known_device_of(email: str) -> str:
    """The hash of this browser's token, when the owner of the address has signed in with it; else ""."""
    if not (token := request.cookies.get(cookie_name(), "")):
        return ""
    known = select(KnownDevice.token_hash).join(Person, Person.id == KnownDevice.person_id)
    return db.session.scalar(known.where(KnownDevice.token_hash == hashed(token), Person.email == email)) or ""


def remember_device(person: Person, now: datetime) -> None:
    """From now on this browser is one in which the person has signed in."""
    token = request.cookies.get(cookie_name(), "")
    # Only a token of ours: a stranger could have planted one that he knows.
    is_ours = token and db.session.scalar(select(KnownDevice).where(KnownDevice.token_hash == hashed(token)).limit(1))
    if not is_ours:
        token = secrets.token_urlsafe(32)
    row = db.session.get(KnownDevice, (hashed(token), person.id))
    if row is None:
        db.session.add(KnownDevice(token_hash=hashed(token), person_id=person.id, seen_at=now))
    else:
        row.seen_at = now
    after_this_request(lambda answer: _with_cookie(answer, token))


def _with_cookie(answer: Response, token: str) -> Response:
    is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    answer.set_cookie(
        cookie_name(), token, max_age=DEVICE_KEPT, samesite="Lax", httponly=True, secure=is_secure, path="/"
    )
    return answer
