"""Credentials as compact signed text (VC-JWT, Open Badges 3.0, 8.2), by a key of ours."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey

from app.certificates.documents.keys import SigningKey

TYPE = "application/vc+jwt"


def signed(credential: Mapping[str, Any], key: SigningKey, key_address: str) -> str:
    """`credential` as VC-JWT: its members beside those that readers of JWT know. `key_address`: where the key is."""
    claims = {
        **credential,
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        **{
            claim: int(datetime.fromisoformat(credential[member]).timestamp())
            for claim, member in (("nbf", "validFrom"), ("exp", "validUntil"))
            if member in credential
        },
    }
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    header = {"alg": "ES256", "typ": "JWT", "kid": key_address}
    return jws.serialize_compact(header, payload, ECKey.import_key(key.private), ["ES256"])
