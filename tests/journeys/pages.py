"""Every page there is, by who opens it: addresses on a site where people have done things."""

import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask_security.recoverable import generate_reset_password_token

from app.accounts.queries import person_by_id
from app.accounts.rules import Policy
from app.assessment.queries import waiting
from app.catalogue.queries import outline_of
from app.catalogue.rules import Right
from app.certificates.queries import certificates_like
from app.learning.actions import complete_unit
from app.learning.queries import enrolment_of
from app.platform import clock, mail
from app.platform.transactions import writing
from tests.accounts.declaring import declared
from tests.drafting import opened, sent_bank
from tests.essays import OWN_WORDS, own_words
from tests.every_kind import BESIDE, EVERY_KIND, every_kind
from tests.journeys import running, stories
from tests.journeys.sites import SHIPPED
from tests.making import BODIES, SLUG
from tests.one_page import ONE_PAGE, one_page
from tests.people import ANA, BEN, CORA, DEE, HANNA, Someone, add, granted

ROUTES = Path(__file__).parents[1] / "house" / "routes.txt"
NOT_PAGES = {  # address → why there is nothing in it for axe to read
    "/health": "JSON for a load balancer",
    "/metrics": "numbers for Prometheus",
    "/join/<token>": "leads on to the invitation, without the token",
    "/sign-in/second-step": "shown between two steps: tests/journeys/test_second_step.py looks at it",
    "/my/<course>": "leads on to the next lesson or quiz",
    "/courses/<course>/enrol": "leads back to the course's page",
    "/static/<path:filename>": "styles, scripts and fonts",
    "/certificates/<code>.json": "a signed credential",
    "/issuer": "JSON for programs",
    "/issuer/keys": "JSON for programs",
    "/issuer/keys/<key_id>": "JSON for programs",
    "/issuer/certificates.pem": "certificates to download",
    "/issuer/status/<int(max=99999):number>": "a signed list for programs",
    "/certificates/<code>.pdf": "a PDF: tests/certificates/test_pdf.py looks at its tags",
    "/studio/<course>/roster.csv": "a table to download",
    "/studio/<course>/corrections.csv": "a table to download",
    "/studio/<course>/quiz/<unit>/analysis.csv": "a table to download",
    "/certificates/transcript.csv": "a table to download",
    "/certificates/transcript.pdf": "a PDF: tests/certificates/test_transcript.py looks at it",
    "/studio/<course>/audit-pack.zip": "files to download",
    "/studio/<course>/certificates.csv": "a table to download",
    "/studio/<course>/quiz/<unit>/export/<form>": "a question bank to download",
    "/studio/reports/<int(max=2147483647):batch>/roster.xls": "a table to download",
    "/brand/<sha256>.svg": "a picture",
}
COURSE = f"/courses/{SHIPPED}"
EVERYWHERE = [
    "/",
    "/courses",
    COURSE,
    f"{COURSE}/glossary",
    f"{COURSE}/details",
    "/help",
    "/accessibility",
    "/privacy",
    "/language",
    "/policies",
    "/policies/terms",
    "/verify",
    "/verify/file",
]


def of_strangers(app: Flask) -> list[str]:
    """What anybody sees: among it a certificate that is valid and one that is not, a fresh link and a spent one."""
    code = finished(app)
    declared(app, Policy.FEES, "Everything is *free*.", is_asked=True)
    return [
        *EVERYWHERE, "/policies/fees/1", "/join", f"/join/{running.run(app, BEN)[1]}", "/join/invitation",
        f"/verify/{code}", "/verify/NOSUCHCODE", "/sign-in", "/register", "/reset-password",
        f"/reset-password/{reset_token(app)}", stories.link_for(app, DEE), "/sign-in/link/spent", "/no-such-page",
    ]  # fmt: skip


def finished(app: Flask) -> str:
    """Ana has done the small course; returns the code of her certificate."""
    stories.enrol(app, ANA, SLUG)
    stories.read(app, ANA, SLUG)
    stories.take(app, ANA, SLUG, "strokes")
    return stories.certify(app, ANA, SLUG)[0]


def reset_token(app: Flask) -> str:
    """What the message about a forgotten password carries."""
    number = add(app, DEE)
    with app.test_request_context():
        return generate_reset_password_token(person_by_id(number))


def of_ana(app: Flask) -> list[str]:
    """A student with everything: done, half done, failed; a certificate, and one to claim."""
    code = finished(app)
    stories.enrol(app, ANA, SHIPPED)
    stories.read(app, ANA, SHIPPED, "opening-strokes")
    passed = stories.take(app, ANA, SHIPPED, "effleurage", wrong=[2])
    failed = stories.take(app, ANA, SHIPPED, "trigger-points", wrong=range(1, 8), answered=9)
    under_way = stories.take(app, ANA, SHIPPED, "trigger-points", answered=4, submit=False)
    stories.enrol(app, ANA, own_words(app))
    unmarked = stories.take(app, ANA, OWN_WORDS, "strokes")
    stories.enrol(app, ANA, every_kind(app))
    reviewed = stories.take(app, ANA, BESIDE, "strokes", wrong=(3, 5, 7))
    again = stories.take(app, ANA, BESIDE, "strokes", answered=2, submit=False)
    checked = stories.check(app, again)
    stories.enrol(app, ANA, one_page(app, minutes=30))
    all_at_once = stories.take(app, ANA, ONE_PAGE, "strokes", answered=3, submit=False)
    practiced = stories.take(app, ANA, SHIPPED, "mixed-practice", wrong=[1, 4])
    learn, licence = f"/learn/{SHIPPED}", stories.licensed(app, ANA)
    return [
        *EVERYWHERE, "/my", f"/my/{SHIPPED}", learn, f"{learn}/opening-strokes", f"{learn}/what-practitioners-mean",
        f"{learn}/quiz/effleurage", f"{learn}/quiz/trigger-points", passed, failed, f"{under_way}/check",
        *(f"{again}/{number}" for number in range(1, len(EVERY_KIND) + 1)), f"{again}/check", reviewed, checked,
        *(f"{under_way}/{number}" for number in (1, 4, 5)), unmarked, f"/learn/{OWN_WORDS}/quiz/strokes",
        f"{all_at_once}/all", f"{learn}/quiz/mixed-practice", practiced,
        f"{learn}/certificate", f"{learn}/certificate/effleurage", "/certificates", f"/certificates/{code}", "/account",
        "/account/password", f"/courses/{SHIPPED}/enrol", "/studio", f"{learn}/no-such-lesson",
        "/account/licences", licence, "/account/time-zone", "/join",
        f"/learn/{SLUG}/again", f"/learn/{finished_but(app)}/evaluation",
        "/certificates/outside", "/account/devices", "/account/data", "/account/delete", "/account/policies",
        *(f"/account/second-step{more}" for more in ("", "/authenticator", "/passkey")),
    ]  # fmt: skip


def finished_but(app: Flask) -> str:
    """Ana has done a second small course, and not evaluated it yet; its address."""
    slug = own_words(app)
    stories.read(app, ANA, slug)
    number = add(app, ANA)
    with app.app_context(), writing():
        enrolment = enrolment_of(number, slug)
        for unit in outline_of(enrolment.revision_id):
            complete_unit(enrolment.id, unit.unit_id, clock.now())
    return slug


def of_dee(app: Flask) -> list[str]:
    """A student who has only just registered."""
    declared(app, Policy.FEES, "Everything is *free*.", is_asked=True)
    return ["/", f"/courses/{SHIPPED}", "/my", "/certificates", "/account", "/account/policies"]


def of_ben(app: Flask) -> list[str]:
    """An instructor, with a class and without one."""
    of_ana(app)
    roster = f"/studio/{SHIPPED}/roster"
    analysis = f"/studio/{SLUG}/quiz/strokes/analysis"
    ana = f"/studio/{SHIPPED}/students/{add(app, ANA)}"
    attempt = stories.take(app, ANA, SHIPPED, "petrissage", wrong=range(1, 9))
    issued = f"/studio/certificates/{newest_certificate(app)}"
    granted(app, SHIPPED, HANNA, Right.EDIT, Right.TEACH)
    return [
        "/", "/my", "/account", "/studio", roster, f"{roster}?search=ana", f"{roster}?search=nobody", analysis,
        *(f"{analysis}/q-{kind}-1" for kind in BODIES), f"/studio/{SHIPPED}/quiz/petrissage/analysis",
        *(f"/studio/{SLUG}/quiz/strokes/questions/q-{kind}-1/fix" for kind in ("single-choice", "cloze")),
        ana, f"{ana}/quiz/petrissage", f"{ana}/quiz/trigger-points", f"{ana}/quiz/muscle-spasm", f"/studio{attempt}",
        "/studio/marking", *essays_to_mark(app), "/studio/certificates", issued, f"{issued}/correct",
        f"/studio/{SLUG}/evaluations", f"/studio/{SLUG}/hours", f"/studio/{SHIPPED}/corrections",
        f"/studio/{SHIPPED}/roster/enrol", f"/studio/{SHIPPED}/instructors", *where_ben_writes(app),
        *where_ben_runs(app),
    ]  # fmt: skip


def of_cora(app: Flask) -> list[str]:
    """What only an administrator sees: everybody, somebody invited, herself; reports, whose a course is, the upkeep."""
    of_ana(app)
    batch = stories.reported(app, CORA)
    a_letter_that_fails(app)
    ana, dee, cora = (f"/admin/people/{add(app, one)}" for one in (ANA, DEE, CORA))
    merge = f"{dee}/merge"
    return [
        "/studio", "/studio/reports", batch, f"/studio/{SHIPPED}/instructors",
        "/admin", "/admin?search=nobody", ana, dee, cora, "/admin/people/invite", "/account/verify", merge,
        f"{merge}?into={ANA.email}", f"{merge}?into={DEE.email}",
        "/admin/audit", "/admin/doctor", "/admin/mail", "/admin/mail?show=sent", "/admin/brand", "/admin/policies",
        "/admin/policies/fees",
    ]  # fmt: skip


def where_ben_writes(app: Flask) -> list[str]:
    """Where Ben writes: the shipped course, and the small one with its many kinds of question."""
    small, shipped = (f"/studio/{opened(app, course)}" for course in (SLUG, SHIPPED))
    quiz = f"{small}/quiz/strokes"
    return [
        "/studio/new", small, f"{shipped}/publish", f"{small}/publish",
        f"{small}/sources", f"{small}/sources/a-document", f"{small}/about", f"{small}/modules/strokes",
        f"{shipped}/glossary", f"{small}/glossary",
        f"{small}/lessons/begin", f"{shipped}/lessons/opening-strokes", quiz, f"{shipped}/quiz/final-test",
        f"{shipped}/quiz/mixed-practice",
        f"{quiz}/add?kind=single-choice", *(f"{quiz}/questions/q-{kind}-1" for kind in BODIES),
        f"{quiz}/paste", f"{quiz}/try", f"{quiz}/print?key=1", f"{shipped}/quiz/effleurage/print",
        f"{small}/lessons/begin/picture", f"{quiz}/add?kind=hotspot", f"{quiz}/add?kind=essay",
        f"{small}/file?path=1-strokes/1-begin.md&version=1",
        sent_bank(app, SLUG, "strokes"), f"{quiz}/import", f"{quiz}/export",
        f"{quiz}/questions/q-single-choice-1/picture",
        f"{small}/certificate", f"{small}/certificate/statement", f"{small}/evaluation",
        f"{small}/evaluation/level", f"{shipped}/worksheet",
        f"{shipped}/lessons/opening-strokes/address", f"{small}/modules/strokes/address",
    ]  # fmt: skip


def where_ben_runs(app: Flask) -> list[str]:
    """Where Ben runs the small course, with a class and, in the other one, without."""
    small, shipped = f"/studio/{SLUG}", f"/studio/{SHIPPED}"
    numbers, token = running.run(app, BEN)
    cohort = numbers["cohort"]
    pages = ("admission", "invitations", "codes", "cohorts", "cohorts/new", "messages", "messages/new")
    return [
        *(f"{course}/{page}" for course in (small, shipped) for page in pages), f"{small}/cohorts/{cohort}",
        f"{small}/cohorts/{cohort}/members", f"{shipped}/cohorts/0/members", f"{small}/cohorts/{cohort}/delete",
        f"/join/{token}", "/join/invitation", "/join/no-such-token",
        f"/learn/{SLUG}",
    ]  # fmt: skip


def newest_certificate(app: Flask) -> str:
    """The code of the certificate that was issued last."""
    cora = add(app, CORA)
    with app.app_context():
        return certificates_like(person_by_id(cora), "")[0].certificate.code


def essays_to_mark(app: Flask) -> list[str]:
    """Where Ben marks what Ana wrote."""
    ben = add(app, BEN)
    with app.app_context():
        return [f"/studio/marking/{one.attempt}/{one.number}" for one in waiting(person_by_id(ben), limit=1)]


def a_letter_that_fails(app: Flask) -> None:
    """A message to Ana that the mail server does not take."""
    with app.app_context(), writing():
        mail.queue(ANA.email, "Your certificate", "Hello", clock.now())
        letter = mail.lease_next(clock.now())
        if letter:
            mail.mark_failed(letter, "SMTPRecipientsRefused: 550 no such person", clock.now())


# Who opens pages (None: a stranger), and what makes their addresses.
PEOPLE: dict[str, tuple[Someone | None, Callable[[Flask], list[str]]]] = {
    "a stranger": (None, of_strangers),
    "a student with everything": (ANA, of_ana),
    "a student with nothing": (DEE, of_dee),
    "an instructor": (BEN, of_ben),
    "an administrator": (CORA, of_cora),
}


def route_of(path: str, routes: list[str]) -> str:
    """The line of routes.txt that an address belongs to; the longest that fits, as words come before variables."""
    path = path.partition("?")[0]
    fitting = [route for route in routes if re.fullmatch(re.sub(r"<[^>]+>", "[^/]+", route), path)]
    return max(fitting, key=lambda route: len(re.sub(r"<[^>]+>", "", route)), default="")


def routes_to_show() -> list[str]:
    """Every GET address of routes.txt that answers with a page."""
    lines = [line.split() for line in ROUTES.read_text().splitlines() if line.strip()]
    return [address for method, address in lines if method == "GET" and address not in NOT_PAGES]
