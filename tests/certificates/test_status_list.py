"""Withdrawn certificates, for programs: a bit in a signed list, read by another library."""

import base64
import gzip
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, decode_encoded_list, set_indices

from app.certificates.documents import status
from app.certificates.models import Certificate, Revocation
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.certificates.badges import badge_of, told
from tests.certificates.claiming import claimed, earned, only_certificate
from tests.people import CORA, add
from tests.statements import counted


@pytest.fixture
def certificate(app: Flask, tmp_path: Path) -> Certificate:
    """Ana's, of the module."""
    claimed(earned(app, tmp_path))
    return only_certificate(app)


def withdraw(app: Flask, certificate: Certificate) -> None:
    """As an administrator does."""
    number = add(app, CORA)
    with app.app_context(), writing():
        row = Revocation(certificate_id=certificate.id, reason="Issued by mistake.", by_id=number, at=clock.now())
        db.session.add(row)


def test_withdrawing_a_certificate_sets_its_bit_and_no_other(app: Flask, client: FlaskClient, certificate: Certificate):
    signed = badge_of(client, certificate)
    pem = app.extensions["press"].keyring.current.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    verify = OB3Verifier(pem).verify
    verify(signed, check_status=True, download=lambda url: client.get(url).data)
    entry = told(signed)["credentialStatus"]
    assert set_places(client, entry) == []
    withdraw(app, certificate)
    assert set_places(client, entry) == [int(entry["statusListIndex"])]
    with pytest.raises(OB3VerificationError, match="revocation"):
        verify(signed, check_status=True, download=lambda url: client.get(url).data)


def set_places(client: FlaskClient, entry: dict) -> list[int]:
    """Every place in the list whose bit is set, read as the standard says: from the left."""
    encoded = told(client.get(entry["statusListCredential"]).text)["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    data = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=="))
    assert len(data) == status.SIZE // 8
    return [8 * at + bit for at, byte in enumerate(data) if byte for bit in range(8) if byte & (0x80 >> bit)]


def test_a_list_nobody_has_a_place_in_looks_like_any_other(client: FlaskClient):
    assert client.get("/issuer/status/7").status_code == 200
    assert client.get("/issuer/status/100000").status_code == 404


def test_a_status_list_asks_the_database_once(app: Flask, client: FlaskClient, certificate: Certificate):
    withdraw(app, certificate)
    with counted(app) as statements:
        client.get("/issuer/status/1")
    assert len(statements) == 1


@given(st.sets(st.integers(0, status.SIZE - 1), max_size=50))
def test_another_library_reads_the_places_that_were_set(places: set[int]):
    assert set_indices(decode_encoded_list(status.encoded(places))) == places
