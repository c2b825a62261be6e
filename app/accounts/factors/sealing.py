"""Secrets at rest: sealed with, and hashed under, keys made from the site's secret key, which no database holds.

Each person has keys of their own: what was sealed for one opens for nobody else.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.accounts.rules.totp import SECRET_BYTES
from app.platform.ids import grouped, public_id, tidy

CODES = 10
CODE_LENGTH = 12  # of 31 symbols: 59 bits, each guess of which is counted


def new_secret() -> bytes:
    """What an authenticator app is going to share with us."""
    return secrets.token_bytes(SECRET_BYTES)


def sealed(secret: bytes, person_id: int, site_secret: str) -> str:
    """The secret, encrypted and signed."""
    return _box(person_id, site_secret).encrypt(secret).decode()


def opened(text: str, person_id: int, site_secret: str) -> bytes | None:
    """The secret again; None when it was changed, is somebody else's, or the site has another secret key now."""
    try:
        return _box(person_id, site_secret).decrypt(text.encode())
    except InvalidToken:
        return None


def new_recovery_codes() -> list[str]:
    """Ten codes such as `k3mq-9tx2-hdra`."""
    return [grouped(public_id(CODE_LENGTH), 4) for _ in range(CODES)]


def hashed_code(code: str, person_id: int, site_secret: str) -> str:
    """What the database keeps of a recovery code, however it was typed."""
    key = _key(f"recovery codes of {person_id}", site_secret)
    return hmac.new(key, tidy(code).encode(), hashlib.sha256).hexdigest()


def _box(person_id: int, site_secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(f"authenticator of {person_id}", site_secret)))


def _key(purpose: str, site_secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(site_secret.encode())
