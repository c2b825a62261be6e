"""certificate.toml: how a course's certificate is headed, for how long it holds, and what is attested. Pure."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from app.catalogue.content.fields import Fields, open_fields
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.labels import N_
from app.catalogue.content.parts import CertificateFile, CourseFolder, Place
from app.catalogue.content.problems import Findings, Problem

PATH = "certificate.toml"
# Home study with a test is an Achievement; a Completion is for attending all of a live course (NCBTMB).
TITLES = ("Certificate of Achievement", "Certificate of Completion")
LONGEST_MONTHS = 240
DECIMAL = r"\d{1,3}(?:\.\d{1,2})?"
LONGEST_ATTESTATION = 1_000
# What is signed where a course has no statement of its own. A new wording is a new version.
USUAL_ATTESTATION = N_(
    "I am the person named above. I read the lessons and answered the quiz questions myself, "
    "and the name is spelled as on my license."
)
USUAL_VERSION = "2026-11"


def read_certificate(text: str | None, findings: Findings) -> CertificateFile | None:
    """The file; None without one. Faults are added to `findings`."""
    fields = open_fields(read_toml, text, PATH, findings) if text is not None else None
    if fields is None:
        return None
    parts = fields.tables("hours") if "hours" in fields.table else []
    file = CertificateFile(
        title=fields.choice("title", TITLES, TITLES[0]),
        profiles=fields.texts("profiles", ()),
        valid_months=fields.number("valid_months", 0, LONGEST_MONTHS, 0),
        attestation=fields.text("attestation", ""),
        attestation_version=fields.text("attestation_version", ""),
        hours=tuple(_read_hours(one) for one in parts),
        place=fields.place,
    )
    fields.close()
    return file


def _read_hours(fields: Fields) -> tuple[str, str]:
    cure = 'write a decimal in quotes, such as "0.5"'
    found = fields.text("subject"), fields.matching("claimed", DECIMAL, cure)
    fields.close()
    return found


def certificate_faults(course: CourseFolder) -> Iterator[Problem]:
    """What does not fit together: hours by subject and in all, an attestation without a version or the reverse."""
    file = course.certificate
    if file is None:
        return
    total = sum((Fraction(claimed or 0) for _, claimed in file.hours), Fraction(0))
    if file.hours and total != Fraction(course.hours.claimed or 0):
        message = f"The hours by subject make {float(total):g}, the course claims {course.hours.claimed}"
        yield file.place.problem("hours", message, "make both the same")
    if bool(file.attestation) != bool(file.attestation_version):
        missing = "attestation_version" if file.attestation else "attestation"
        cure = f'add {missing} = "…"; a new wording is a new version, such as "2026-11"'
        yield file.place.problem(1, "An attestation and its version belong together", cure)
    if len(file.attestation) > LONGEST_ATTESTATION:
        message = f"The attestation has more than {LONGEST_ATTESTATION} letters"
        yield file.place.problem("attestation", message, "say it in a sentence or two, so that it is read")


def certificate_front(course: CourseFolder) -> dict[str, Any]:
    """What a revision keeps of it, as JSON; the hours of a course that names no subjects are all of its category."""
    file = course.certificate or CertificateFile(place=Place(PATH))
    hours = file.hours or ((course.category, course.hours.claimed),)
    return {
        "title": file.title,
        "profiles": list(file.profiles),
        "valid_months": file.valid_months,
        "attestation": file.attestation,
        "attestation_version": file.attestation_version,
        "hours": [list(one) for one in hours],
    }
