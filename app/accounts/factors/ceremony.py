"""Passkeys (WebAuthn level 2) by py_webauthn: what the browser is asked, and whether its answer holds.

Each question carries a challenge that the session's cookie keeps for ten minutes; what was answered once is noted in
the database, so that a copied cookie answers nothing again. The address people open is the only origin that is
believed, and the device must have made sure who holds it (a finger, a face, a PIN): so a passkey alone is two factors.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

import webauthn
from flask import current_app, session
from webauthn.helpers import options_to_json_dict, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts.factors.actions import Proven, note_used, spend
from app.accounts.factors.models import Passkey
from app.accounts.factors.queries import passkey_with
from app.accounts.models import Person
from app.accounts.rules.origins import passkey_host
from app.platform import clock
from app.platform.settings import Settings
from app.platform.site import current_site

CHALLENGE = "passkey_challenge"
CHALLENGE_BYTES = 32
LIFE = timedelta(minutes=10)
# What the library raises, and what nonsense from a program that is no browser makes Python raise inside of it.
BAD = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError)


def is_possible() -> bool:
    """Whether this site has a name that passkeys can belong to."""
    return passkey_host(_settings().base_url) is not None


def question_to_make(person: Person, known: list[Passkey]) -> str:
    """What the browser is asked to make, as JSON; phone, laptop and security key alike (no attachment is named)."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=current_site().name,
        user_id=_handle_of(person.id),
        user_name=person.email,
        user_display_name=person.name,
        challenge=_challenge(),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return json.dumps(options_to_json_dict(options))


def made(answer: str) -> Proven | None:
    """The passkey that the browser made; None when the answer does not hold."""
    now = clock.now()
    if (challenge := _asked(now)) is None:
        return None
    try:
        found = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_origin=_settings().base_url,
            expected_rp_id=_host(), require_user_verification=True,
        )  # fmt: skip
    except BAD:
        return None
    return Proven(found.credential_id, found.credential_public_key, found.sign_count) if spend(challenge, now) else None


def question_to_prove(known: list[Passkey]) -> str:
    """What the browser is asked to prove, as JSON; with none `known`, any passkey that it has for this site."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        challenge=_challenge(),
        allow_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return json.dumps(options_to_json_dict(options))


def owner_proved(answer: str) -> int | None:
    """The number of the person whose passkey answered the question that was asked; None when the answer does not hold.

    Notes that the passkey was used.
    """
    now = clock.now()
    challenge, passkey = _asked(now), _passkey_of(answer)
    if challenge is None or passkey is None or not _is_theirs(answer, passkey):
        return None
    try:
        found = webauthn.verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_origin=_settings().base_url,
            expected_rp_id=_host(), credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count, require_user_verification=True,
        )  # fmt: skip
    except BAD:
        return None
    if not spend(challenge, now):
        return None
    note_used(passkey, found.new_sign_count, now)
    return passkey.person_id


def _passkey_of(answer: str) -> Passkey | None:
    try:
        return passkey_with(parse_authentication_credential_json(answer).raw_id)
    except BAD:
        return None


def _is_theirs(answer: str, passkey: Passkey) -> bool:
    """Whether the device says the same owner as we do, where it says one."""
    said = parse_authentication_credential_json(answer).response.user_handle
    return not said or secrets.compare_digest(said, _handle_of(passkey.person_id))


def _handle_of(person_id: int) -> bytes:
    """What passkeys call their owner: the same for ever, whatever becomes of address, password and the site's key."""
    return hashlib.sha256(f"person {person_id}".encode()).digest()


def _challenge() -> bytes:
    fresh = secrets.token_bytes(CHALLENGE_BYTES)
    session[CHALLENGE] = [fresh.hex(), int(clock.now().timestamp())]
    return fresh


def _asked(now: datetime) -> bytes | None:
    """The challenge of the last question in this browser, if it is not too old."""
    kept: Any = session.pop(CHALLENGE, None)
    if not kept or now.timestamp() - kept[1] > LIFE.total_seconds():
        return None
    return bytes.fromhex(kept[0])


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _host() -> str:
    return passkey_host(_settings().base_url) or ""
