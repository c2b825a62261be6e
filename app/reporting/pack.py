"""The audit pack of a course: what a board asks to see, as plain files with a page that leads through them."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from app.catalogue.models import Course, CourseRevision
from app.certificates.documents.checking import fingerprint
from app.certificates.models import Certificate
from app.platform.csv_files import as_csv
from app.reporting import queries
from app.reporting.queries import pack as rows
from app.reporting.zipping import Member

BOM = "\ufeff"
ENROLMENTS = ["Enrolment", "Person", "Name", "E-mail", "Revision", "Enrolled", "Ended"]
COMPLETIONS = ["Enrolment", "Unit", "Completed", "Required"]
ATTEMPTS = [
    "Attempt",
    "Enrolment",
    "Quiz",
    "Number",
    "Started",
    "Submitted",
    "Closed by",
    "Earned",
    "Possible",
    "Passed",
]
ANSWERS = ["Attempt", "Place", "Question version", "Response", "Earned", "Saved"]
GATES = ["Enrolment", "Certificate for", "Gate", "Passed", "Details"]
CERTIFICATES = [
    "Certificate",
    "Serial number",
    "Enrolment",
    "For",
    "Issue",
    "Name",
    "Completed",
    "Hours",
    "Issued",
    "Reason",
]
WITHOUT = ["Certificate", "Serial number", "Why"]
NOT_MADE = "It had not been made yet, and could not be made now; the site's log says why."
ALTERED = "The PDF in this pack is not the one that was made: its SHA-256 is another than the one on record."
Maker = Callable[[Certificate], bytes]
log = logging.getLogger(__name__)


def members_of(course: Course, index: Callable[[list[str]], str], make: Maker) -> Iterator[Member]:
    """The files of the pack, one after the other.

    `index` draws the page, given the paths of all files; `make` makes the PDF of a certificate that has none yet.
    """
    listed: list[str] = []
    for path, content in _files(course, make):
        listed.append(path)
        yield path, content
    yield "index.html", [index(listed)]


def _files(course: Course, make: Maker) -> Iterator[Member]:
    yield "roster.csv", _csv(ENROLMENTS, (row for row in rows.enrolments_of_course(course.id)))
    yield "completions.csv", _csv(COMPLETIONS, rows.completions_of_course(course.id))
    yield "attempts.csv", _csv(ATTEMPTS, (row[1:] for row in rows.attempts_of_course(course.id)))
    yield "answers.csv", _csv(ANSWERS, _answers(course.id))
    yield "questions-as-asked.jsonl", _questions(course.id)
    yield "attestations.csv", _csv(GATES, rows.gates_of_course(course.id))
    yield "certificates.csv", _csv(CERTIFICATES, _certificates(course.id))
    yield from _documents(course.id, make)
    yield "issue-log.jsonl", _log(course.id)
    for revision in rows.revisions_of(course):
        yield from _revision(revision)


def _documents(course_id: int, make: Maker) -> Iterator[Member]:
    """What each certificate prints, and the PDF; at their end a table of those whose PDF is not there, or not right."""
    faults: list[list[str]] = []
    for _, certificate, kept, told in rows.documents_on_record(course_id):
        serial = certificate.serial
        yield f"certificates/{serial}.json", [_json(certificate.snapshot)]
        data = _made(certificate, make) if kept is None else kept
        if data is None:
            faults.append([certificate.code, serial, NOT_MADE])
            continue
        if told and fingerprint(data) != told:
            faults.append([certificate.code, serial, ALTERED])
        yield f"certificates/{serial}.pdf", [data]
    yield "certificates-without-pdf.csv", _csv(WITHOUT, faults)


def _made(certificate: Certificate, make: Maker) -> bytes | None:
    try:
        return make(certificate)
    except Exception:
        log.exception("no PDF could be made of certificate %s", certificate.serial)
        return None


def _revision(revision: CourseRevision) -> Iterator[Member]:
    folder = f"course/revision-{revision.number}"
    for path, text in rows.files_of_revision(revision.id):
        yield f"{folder}/{path}", [text]
    found = queries.signoff_of(revision.id)
    signed = found and {
        "by": found[1], "at": found[0].at.isoformat(), "reason": found[0].reason, "method": found[0].method,
        "computed": found[0].computed, "worksheet": found[0].worksheet,
    }  # fmt: skip
    told: dict[str, Any] = {
        "revision": revision.number, "content_hash": revision.content_hash,
        "published": revision.published_at.isoformat(), "claimed": revision.front["hours"],
        "worksheet": (revision.details or {}).get("hours"),
        "signed": signed,
    }  # fmt: skip
    yield f"hours/revision-{revision.number}.json", [_json(told)]


def _answers(course_id: int) -> Iterator[Iterable[object]]:
    for attempt in rows.attempts_of_course(course_id):
        for number, question, response, earned, saved in rows.answers_of_attempt(attempt[0]):
            yield [attempt[1], number, question, json.dumps(response, ensure_ascii=False), earned, saved]


def _questions(course_id: int) -> Iterator[str]:
    for number, question in rows.questions_of_course(course_id):
        told = {
            "version": number, "key": question.key, "kind": question.kind, "points": question.points,
            "stem": question.stem, "spec": question.spec, "why": question.why, "pictures": question.pictures,
        }  # fmt: skip
        yield json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n"


def _certificates(course_id: int) -> Iterator[Iterable[object]]:
    for _, one in rows.certificates_on_record(course_id):
        printed = one.snapshot
        yield [one.code, one.serial, one.enrolment_id, one.scope, one.issue, printed["name"], printed["completed_on"],
               printed["hours"], one.issued_at, one.reason]  # fmt: skip


def _log(course_id: int) -> Iterator[str]:
    for number, entry in rows.log_of_course(course_id):
        told = {
            "number": number, "at": entry.at.isoformat(), "event": entry.event, "code": entry.code,
            "facts": entry.facts, "previous": entry.previous, "hash": entry.hash,
        }  # fmt: skip
        yield json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n"


def _csv(head: list[str], found: Iterable[Iterable[object]]) -> Iterator[str]:
    yield BOM + as_csv([head])
    for row in found:
        yield as_csv([[_cell(value) for value in row]])


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, Fraction):
        return str(value)
    return "" if value is None else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
