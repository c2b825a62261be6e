"""The Open Badge: by the schema, by two other libraries, and silent about all that the paper does not say."""

import base64
import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask, url_for
from flask.testing import FlaskClient
from joserfc import jwt as jose
from joserfc.jwk import ECKey, KeySet
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from sqlalchemy import select

from app.certificates.documents import badge
from app.certificates.documents.addresses import Addresses
from app.certificates.documents.models import Document
from app.certificates.models import Certificate
from app.platform import clock
from tests.certificates.badges import badge_of, told
from tests.certificates.claiming import claimed, earned, only_certificate
from tests.certificates.issued import ADDRESSES, COURSE, MODULE, NOON, credential, keyring, token
from tests.people import ANA
from tests.sitting import stored

SCHEMAS = os.environ.get("OPEN_BADGES_SCHEMAS", "")  # a folder; the licence of 1EdTech's files keeps them out of here


@pytest.fixture
def certificate(app: Flask, tmp_path: Path) -> Certificate:
    """Ana's, of the module."""
    claimed(earned(app, tmp_path))
    return only_certificate(app)


@pytest.mark.skipif(not SCHEMAS, reason="OPEN_BADGES_SCHEMAS names no folder with 1EdTech's JSON schemas")
@pytest.mark.parametrize("snapshot", [COURSE, MODULE, replace(COURSE, valid_until="2028-11-21", category="")])
def test_it_is_valid_by_the_schema_of_1edtech(snapshot):
    schema = json.loads((Path(SCHEMAS) / "ob_v3p0_achievementcredential_schema.json").read_text())
    jsonschema.Draft201909Validator(schema).validate(credential(snapshot))
    jsonschema.Draft201909Validator(schema).validate(told(token(snapshot)))
    profile = json.loads((Path(SCHEMAS) / "ob_v3p0_profile_schema.json").read_text())
    jsonschema.Draft201909Validator(profile).validate(badge.profile(ADDRESSES, COURSE.provider, "a contact"))


def test_it_has_what_the_standard_asks_for():
    found = credential(MODULE)
    assert {"@context", "id", "type", "credentialSubject", "issuer", "validFrom"} <= set(found)
    assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    achievement = found["credentialSubject"]["achievement"]
    assert {"id", "type", "criteria", "description", "name"} <= set(achievement)
    assert found["credentialSubject"]["creditsEarned"] == achievement["creditsAvailable"] == 0.0


def test_two_people_with_the_same_course_have_the_same_achievement_and_nobody_else():
    def achievement(snapshot):
        return credential(snapshot)["credentialSubject"]["achievement"]["id"]

    assert achievement(COURSE) == achievement(replace(COURSE, name="Dee Novák"))
    assert len({achievement(one) for one in (COURSE, MODULE, replace(COURSE, revision=4))}) == 3


def test_it_says_no_address_and_no_score(client: FlaskClient, certificate: Certificate):
    said = json.dumps(told(badge_of(client, certificate)))
    assert "@example.org" not in said
    assert 'hashed": true' not in said
    assert not {"result", "score", "percent", "email", "emailAddress"} & set(said.replace('"', " ").split())


def test_another_library_verifies_it_and_refuses_a_changed_letter():
    pem = keyring().current.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = token(replace(MODULE, valid_until="2999-01-01"))
    found = OB3Verifier(pem).verify(signed)
    assert found.issuer.id == ADDRESSES.issuer
    head, body, signature = signed.split(".")
    for forged in (f"{head}.{body[:-9]}A{body[-8:]}.{signature}", f"{head}.{body}.{signature[::-1]}"):
        with pytest.raises(OB3VerificationError):
            OB3Verifier(pem).verify(forged)


def test_a_reader_follows_its_addresses_to_the_key_and_the_issuer(client: FlaskClient, certificate: Certificate):
    signed = badge_of(client, certificate)
    header = json.loads(base64.urlsafe_b64decode(signed.split(".")[0] + "=="))
    key = client.get(header["kid"])
    assert (key.mimetype, key.headers["Access-Control-Allow-Origin"]) == ("application/jwk+json", "*")
    claims = jose.decode(signed, ECKey.import_key(key.json), ["ES256"]).claims
    assert claims["sub"] == claims["credentialSubject"]["id"]
    issuer = client.get(claims["iss"]).json
    assert (issuer["id"], issuer["type"]) == (claims["iss"], ["Profile"])
    assert client.get(claims["id"]).text == signed


def test_what_an_older_key_signed_is_verified_for_ever(app: Flask, client: FlaskClient, certificate: Certificate):
    signed = badge_of(client, certificate)
    app.extensions["press"].keyring.rotate("Another school", clock.now())
    assert badge_of(client, certificate) == signed
    keys = KeySet.import_key_set(client.get("/issuer/keys").json)
    assert len(keys.keys) == 2
    [older] = [key for key in keys.keys if key.kid == stored(app, select(Document.key_id))[0]]
    jose.decode(signed, older, ["ES256"])
    assert client.get("/issuer/certificates.pem").text.count("BEGIN CERTIFICATE") == 2


def test_no_private_half_is_ever_told(client: FlaskClient):
    for key in client.get("/issuer/keys").json["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert "PRIVATE" not in client.get("/issuer/certificates.pem").text


def test_who_takes_json_alone_gets_it_in_an_envelope(client: FlaskClient, certificate: Certificate):
    answer = client.get(f"/certificates/{certificate.code}.json", headers={"Accept": "application/json"})
    assert answer.json["type"] == "EnvelopedVerifiableCredential"
    assert answer.json["id"] == f"data:application/vc+jwt,{badge_of(client, certificate)}"
    assert "Accept" in answer.headers["Vary"]


def test_the_badge_of_nobody_is_not_found(client: FlaskClient):
    assert client.get("/certificates/AAAA.json").status_code == 404
    assert client.get("/issuer/keys/AAAA").status_code == 404


def test_the_addresses_in_certificates_are_those_of_the_pages(app: Flask):
    here = Addresses("http://localhost")
    with app.test_request_context():
        assert url_for("certificates.issuer", _external=True) == here.issuer
        assert url_for("certificates.public_keys", _external=True) == here.keys
        assert url_for("certificates.public_key", key_id="k", _external=True) == here.key("k")
        assert url_for("certificates.status_list", number=7, _external=True) == here.status_list(7)
        assert url_for("certificates.verified", code="C", _external=True) == here.verify("C")
        assert url_for("certificates.credential", code="C", _external=True) == here.credential("C")
    assert ANA.email not in json.dumps(credential(COURSE))
    assert NOON.isoformat() == credential(COURSE)["validFrom"]
