"""Secrets under a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM (NIST SP 800-38D) seals and proves.

The parameters belong to the version: a file that could name its own could ask for all the memory there is.
"""

import base64
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.platform.backup.problems import BackupError

VERSION = 1
COST, BLOCK, LANES = (
    2**17,
    8,
    1,
)  # 128 MiB and a third of a second: OWASP's first choice for scrypt
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
SHORTEST_PASSPHRASE = 12
PURPOSE = b"fascia back-up, version 1"


def seal(secrets: dict[str, Any], passphrase: str) -> bytes:
    """`secrets` as JSON, sealed. Raises BackupError for a passphrase that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BackupError(f"The passphrase has fewer than {SHORTEST_PASSPHRASE} characters; choose a longer one.")
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, json.dumps(secrets).encode(), PURPOSE)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    told = {name: base64.b64encode(one).decode() for name, one in parts.items()}
    return json.dumps({"version": VERSION, **told}).encode()


def unseal(data: bytes, passphrase: str) -> dict[str, Any]:
    """What was sealed. Raises BackupError when the passphrase is wrong or a byte was changed: nobody can tell which."""
    try:
        told = json.loads(data)
        if told["version"] != VERSION:
            raise BackupError("The secrets were sealed by a newer version; restore with that one.")
        salt, nonce, sealed = (base64.b64decode(told[name], validate=True) for name in ("salt", "nonce", "sealed"))
        found: dict[str, Any] = json.loads(AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, PURPOSE))
    except InvalidTag as error:
        raise BackupError("The passphrase is not the one of this back-up; nothing was restored.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError("The sealed secrets of this back-up cannot be read; nothing was restored.") from error
    return found


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())
