"""The certificate as an Open Badge: a verifiable credential that says what the paper says, and nothing more."""

import uuid
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from app.certificates.documents.addresses import Addresses
from app.certificates.rules import Snapshot

CONTEXT = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
Json = dict[str, Any]


def profile(addresses: Addresses, name: str, contact: str = "") -> Json:
    """Who issues, as an Open Badges profile."""
    found: Json = {"id": addresses.issuer, "type": ["Profile"], "name": name, "url": addresses.base}
    return {**found, "description": contact} if contact else found


def credential(snapshot: Snapshot, code: str, issued_at: datetime, status: Json, addresses: Addresses) -> Json:
    """The unsigned credential. `status`: see `status_entry`.

    The holder is known by the printed name alone: an e-mail address, even hashed, could be guessed from a list of
    addresses by anybody who has the certificate, and the score is nobody's business.
    """
    end = {"validUntil": _end_of(snapshot.valid_until, snapshot.time_zone)} if snapshot.valid_until else {}
    return {
        "@context": [CONTEXT, BADGES],
        "id": addresses.credential(code),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": snapshot.title,
        "issuer": profile(addresses, snapshot.provider, snapshot.provider_contact),
        "validFrom": _moment(issued_at),
        "awardedDate": _moment(issued_at),
        **end,
        "credentialSubject": {
            "id": f"{addresses.verify(code)}#holder",
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": snapshot.name}
            ],
            "activityEndDate": _beginning_of(snapshot.completed_on, snapshot.time_zone),
            "creditsEarned": float(snapshot.hours),
            "achievement": _achievement(snapshot, addresses),
        },
        "evidence": [{"id": addresses.verify(code), "type": ["Evidence"]}],
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": status,
    }


def enveloped(token: str) -> Json:
    """A signed credential for those who take nothing but JSON."""
    return {"@context": CONTEXT, "id": f"data:application/vc+jwt,{token}", "type": "EnvelopedVerifiableCredential"}


def _achievement(snapshot: Snapshot, addresses: Addresses) -> Json:
    told = [f"{snapshot.format}.", f"Instructor: {snapshot.instructor_text}.", snapshot.approval]
    facts = {"fieldOfStudy": snapshot.categories_text, "inLanguage": snapshot.language}
    return {
        "id": _name_of_achievement(snapshot, addresses),
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": snapshot.subject,
        "description": " ".join(filter(None, told)),
        "criteria": {"narrative": "Read the lessons and pass the graded test."},
        "creditsAvailable": float(snapshot.hours),
        "version": str(snapshot.revision),
        **{name: value for name, value in facts.items() if value},
    }


def _name_of_achievement(snapshot: Snapshot, addresses: Addresses) -> str:
    """The same for everybody who completed the same, and for nothing else."""
    parts = (addresses.issuer, snapshot.course_title, snapshot.module_title, snapshot.revision, snapshot.content_hash)
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(map(str, parts))).urn


def _moment(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat()


def _beginning_of(day: str, zone: str) -> str:
    """The moment when `day` (ISO) began in its time zone, since the schema takes no plain day."""
    return datetime.combine(date.fromisoformat(day), time.min, ZoneInfo(zone)).isoformat()


def _end_of(day: str, zone: str) -> str:
    return datetime.combine(date.fromisoformat(day), time(23, 59, 59), ZoneInfo(zone)).isoformat()
