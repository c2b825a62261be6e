"""Which certificates were withdrawn, for programs: one bit each in a long list (W3C Bitstring Status List 1.0)."""

import base64
import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from app.certificates.documents.addresses import Addresses
from app.certificates.documents.badge import CONTEXT, Json, profile

SIZE = 131_072  # bits; the least that the standard allows, so that who asks for a list does not say for whom
USED = SIZE // 2  # no list is filled further, so a free place is found by two guesses on average
KEEP_SECONDS = 300
LIFE = timedelta(days=1)  # so that an old list, on which somebody was not withdrawn yet, is worth nothing for long


def entry(number: int, place: int, addresses: Addresses) -> Json:
    """Where a credential's bit is: `place` in the list with this number."""
    return {
        "id": f"{addresses.status_list(number)}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": addresses.status_list(number),
    }


def credential(number: int, withdrawn: Iterable[int], name: str, now: datetime, addresses: Addresses) -> Json:
    """The unsigned list: the places of all withdrawn certificates are set. `name`: the provider's."""
    subject: dict[str, Any] = {
        "id": f"{addresses.status_list(number)}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": encoded(withdrawn),
        "ttl": KEEP_SECONDS * 1000,
    }
    return {
        "@context": [CONTEXT],
        "id": addresses.status_list(number),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": profile(addresses, name),
        "validFrom": now.replace(microsecond=0).isoformat(),
        "validUntil": (now.replace(microsecond=0) + LIFE).isoformat(),
        "credentialSubject": subject,
    }


def encoded(places: Iterable[int]) -> str:
    """The bits, the first one leftmost, compressed and as text (multibase, base64url)."""
    bits = bytearray(SIZE // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
