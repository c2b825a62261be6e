"""The keys that sign certificates: in a folder outside of the database, a numbered folder for each, the newest signs.

A key folder holds `certificate.pem` (public, published for ever) and, for the newest, `private.pem` (only its owner may
read it). It is made beside its place and then renamed into it, so of processes that start together one makes the key
and the others find it; nobody ever sees half a key.
"""

import logging
import os
import shutil
import tempfile
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from joserfc.jwk import ECKey

from app.certificates.documents.x509 import common_name, name_in, self_made
from app.platform.environment import SettingsError

log = logging.getLogger(__name__)
PRIVATE, CERTIFICATE = "private.pem", "certificate.pem"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs or once signed."""

    id: str  # its thumbprint, RFC 7638: whoever has the key can compute it
    certificate: x509.Certificate
    public: ec.EllipticCurvePublicKey

    @property
    def pem(self) -> bytes:
        """The certificate, to be trusted by a PDF reader."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def jwk(self) -> dict[str, object]:
        """The public key, as the readers of credentials want it (RFC 7517)."""
        return {**ECKey.import_key(self.public).as_dict(), "kid": self.id, "use": "sig", "alg": "ES256"}


@dataclass(frozen=True, slots=True)
class SigningKey(PublicKey):
    """The newest key, with its private half."""

    private: ec.EllipticCurvePrivateKey


class Keyring:
    """Every key in a folder. Rotated by another process, it notices at the next use."""

    def __init__(self, folder: Path) -> None:
        """`folder`: see the head of this file; see `opened` for one that is sure to hold a key."""
        self._folder = folder
        self._lock = threading.Lock()
        self._known: tuple[list[str], SigningKey, tuple[PublicKey, ...]] | None = None

    @property
    def current(self) -> SigningKey:
        """The key that signs. Raises SettingsError when it cannot be read."""
        return self._read()[0]

    @property
    def public(self) -> tuple[PublicKey, ...]:
        """Every key, the newest first. Raises SettingsError when one cannot be read."""
        return self._read()[1]

    def key_of(self, name: str, now: datetime) -> SigningKey:
        """The key that signs for the provider called `name`: a new one, where the newest carries another name.

        Where the folder cannot be written, the newest signs on, as it is: somebody shares the keys between machines.
        """
        if name_in(self.current.certificate) != common_name(name):
            try:
                self.rotate(name, now)
            except OSError as error:
                log.warning("no key could be made for %s (%s); run flask keys rotate where it can", name, error)
        return self.current

    def rotate(self, name: str, now: datetime) -> SigningKey:
        """Make a key for the provider called `name`; the older ones stay to be checked against, and sign no more."""
        older = _numbers(self._folder)
        _add(self._folder, int(older[-1]) + 1 if older else 1, name, now)
        for number in older:
            (self._folder / number / PRIVATE).unlink(missing_ok=True)
        return self.current

    def _read(self) -> tuple[SigningKey, tuple[PublicKey, ...]]:
        with self._lock:
            numbers = _numbers(self._folder)
            if self._known is None or self._known[0] != numbers:
                if not numbers:
                    raise SettingsError(f"{self._folder} holds no key; put the keys back, or restart to get a new one.")
                public = tuple(_public(self._folder / number) for number in reversed(numbers))
                self._known = (numbers, _signing(self._folder / numbers[-1], public[0]), public)
            return self._known[1:]


def opened(folder: Path, name: str, now: datetime) -> Keyring:
    """The keys in `folder`, with one that signs: made for the provider called `name` where there is none.

    A key belongs to the name in its certificate; see `key_of` for another name. Raises SettingsError with a cure.
    """
    keyring = Keyring(folder)
    try:
        if not _numbers(folder):
            keyring.rotate(name, now)
        keyring.current  # noqa: B018 - whoever cannot read it shall know at the start
    except OSError as error:
        cure = "give it to this user, or put a key for this provider's name there"
        raise SettingsError(f"{error.filename or folder} cannot be written ({error.strerror}); {cure}.") from error
    return keyring


def _numbers(folder: Path) -> list[str]:
    """The names of the key folders, oldest first."""
    try:
        found = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"{folder} cannot be read ({error.strerror}); give it to this user.") from error
    return sorted((name for name in found if name.isdecimal()), key=int)


def _public(place: Path) -> PublicKey:
    try:
        certificate = x509.load_pem_x509_certificate((place / CERTIFICATE).read_bytes())
        public = certificate.public_key()
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise TypeError("not of our kind")
        return PublicKey(ECKey.import_key(public).thumbprint(), certificate, public)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{place / CERTIFICATE} cannot be read; restore it from a back-up.") from error


def _signing(place: Path, public: PublicKey) -> SigningKey:
    path = place / PRIVATE
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        cure = f"give it to this user, restore it from a back-up, or move {place} away to have a new key made"
        raise SettingsError(f"{path} cannot be read; {cure}.") from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.public_key() != public.public:
        raise SettingsError(f"{path} does not belong to the {CERTIFICATE} beside it; restore both from one back-up.")
    return SigningKey(public.id, public.certificate, public.public, private)


def _add(folder: Path, number: int, name: str, now: datetime) -> None:
    """Make the key, unless another process was faster."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft, place = Path(tempfile.mkdtemp(prefix=".new-", dir=folder)), folder / f"{number:04}"
    try:
        private = ec.generate_private_key(ec.SECP256R1())
        secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(draft / PRIVATE, secret, 0o600)
        _write(draft / CERTIFICATE, self_made(private, name, now).public_bytes(Encoding.PEM), 0o644)
        draft.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(path: Path, data: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # what it signs outlives this machine, so the key must reach the disk first
