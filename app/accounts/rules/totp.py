"""Codes of an authenticator app (RFC 6238): SHA-1, six digits, another every thirty seconds. Pure."""

import hmac
from datetime import datetime
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20  # RFC 4226, requirement 6
DRIFT = 1  # steps that a phone's clock may be off, either way (RFC 6238, section 5.2)


def step_of(now: datetime) -> int:
    """The number of the thirty seconds that a moment lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    """The code of a step (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: bytes, typed: str, now: datetime, used: int) -> int | None:
    """The step whose code was typed, if it is near and newer than the last one `used`: no code works twice."""
    code = "".join(typed.split()).encode()
    near = range(step_of(now) - DRIFT, step_of(now) + DRIFT + 1)
    fitting = [step for step in near if step > used and hmac.compare_digest(code_at(secret, step).encode(), code)]
    return fitting[0] if fitting else None


def address_for_app(secret_base32: str, email: str, site: str) -> str:
    """What the square pattern says to an authenticator app: the `otpauth` address that all of them read."""
    label = f"{quote(site, safe='')}:{quote(email, safe='')}"
    return f"otpauth://totp/{label}?secret={secret_base32}&issuer={quote(site, safe='')}"
