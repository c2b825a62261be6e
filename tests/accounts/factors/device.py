"""A phone that keeps passkeys, in fifty lines: what a browser would send for it, right or wrong as the test wants."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.browser import Page

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40
QUESTION = "//form[@data-passkey]"


@dataclass
class Device:
    """`origin`, `host`: the site that its browser believes to be at. `flags`: was its owner there, and proved?"""

    origin: str = "http://localhost"
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(16))
    handle: bytes = b""

    def make(self, page: Page) -> str:
        """The answer to a page that asks for a new passkey."""
        asked = question_on(page)
        self.handle = decoded(asked["user"]["id"])
        x, y = (part.to_bytes(32, "big") for part in (self._numbers.x, self._numbers.y))
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        data = self._data(WITH_KEY) + bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + key
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=self._said("create", asked), attestationObject=attested)

    def prove(self, page: Page) -> str:
        """The answer to a page that asks for a proof."""
        said, data = self._said("get", question_on(page)), self._data(0)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signature, userHandle=self.handle)

    @property
    def _numbers(self) -> ec.EllipticCurvePublicNumbers:
        return self.key.public_key().public_numbers()

    def _said(self, what: str, asked: dict[str, Any]) -> bytes:
        told = {"type": f"webauthn.{what}", "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _data(self, more: int) -> bytes:
        flags = bytes([self.flags | more])
        return hashlib.sha256(self.host.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def _answer(self, **parts: bytes) -> str:
        name = encoded(self.credential)
        response = {part: encoded(value) for part, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def question_on(page: Page) -> dict[str, Any]:
    """What the page asks the browser."""
    asked: dict[str, Any] = json.loads(page.find(QUESTION).get("data-question"))
    return asked


def encoded(data: bytes) -> str:
    """As the browser writes bytes."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """And back."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
