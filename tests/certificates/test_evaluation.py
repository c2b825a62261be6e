"""Ana is asked about the course before its certificate; what she says is kept without her."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate, ClaimGate, EvaluationResponse
from app.platform.audit import AuditEvent
from tests.browser import Browser
from tests.certificates.claiming import COURSE, MODULE, complete, earned, evaluated, to_claim
from tests.certificates.test_claim import forced
from tests.making import SLUG, a_course, course_files
from tests.people import ANA, DEE, signed_in
from tests.sitting import enrolled, publish, stored

EVALUATION = f"/learn/{SLUG}/evaluation"
RESPONSES = select(EvaluationResponse)
OWN = (
    'required = true\nintro = "Two questions."\n\n[[questions]]\nid = "best"\nkind = "text"\ntext = "What was best?"\n'
)
OPTIONAL = OWN.replace("true", "false")


def with_evaluation(app: Flask, folder: Path, text: str) -> Browser:
    """Ana's browser, everything done, in a course with this evaluation.toml."""
    publish(app, folder, course_files() | {f"{SLUG}/evaluation.toml": text})
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    return ana


def test_without_it_there_is_no_certificate_and_the_step_is_linked(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    page = forced(ana, COURSE, 409).says("One step comes before the certificate")
    assert page.follow("Evaluate the course").heading == "Evaluate the course"
    assert stored(app, select(Certificate)) == []


def test_a_module_asks_for_none(app: Flask, tmp_path: Path):
    earned(app, tmp_path).get(MODULE).says("Issue my certificate").says_not("Evaluate the course")


def test_it_is_kept_once_and_leads_to_the_claim(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    page = ana.get(COURSE)
    again = page.follow("Evaluate the course")
    evaluated(page, comment="More plates.").says("Thank you.", "Issue my certificate")
    late = {f"q-{key}": "1" for key in ("objectives", "content", "useful", "clear", "fair", "site", "unbiased")}
    again.submit("Send and go on to my certificate", fields=late | {"q-level": "too basic", "q-minutes": "5"})
    (response,) = stored(app, RESPONSES)
    assert response.answers["comment"] == "More plates."
    assert response.answers["objectives"] == "5"
    assert response.answers["minutes"] == 50
    assert ana.get(EVALUATION).address == COURSE


def test_an_answer_cannot_be_joined_to_whoever_gave_it(app: Flask, tmp_path: Path):
    """No column, and nothing written beside it, names a person, an enrolment, a certificate or a moment."""
    to_claim(earned(app, tmp_path))
    assert set(EvaluationResponse.__table__.columns.keys()) == {"id", "revision_id", "year", "answers"}
    assert {key.target_fullname for key in EvaluationResponse.__table__.foreign_keys} == {"course_revisions.id"}
    (response,) = stored(app, RESPONSES)
    (gate,) = stored(app, select(ClaimGate).where(ClaimGate.gate == "evaluated"))
    assert gate.details == {}
    kept = [*stored(app, select(AuditEvent.subject)), *map(str, stored(app, select(AuditEvent.details)))]
    assert not [one for one in kept if response.id in one]


def test_what_is_missing_is_named_and_what_was_said_is_given_back(app: Flask, tmp_path: Path):
    form = earned(app, tmp_path).get(EVALUATION)
    said = {"q-comment": "Fine.", "q-minutes": "fifty", "q-level": "about right"}
    page = form.submit("Send and go on to my certificate", 422, fields=said)
    page.says("There is a problem", "Please answer: The lessons were clear and well organized.")
    assert page.find("//textarea").text.strip() == "Fine."
    assert page.find("//input[@name='q-minutes']").get("value") == "fifty"
    assert page.find("//input[@name='q-level'][@checked]").get("value") == "about right"
    assert stored(app, RESPONSES) == []


def test_nobody_evaluates_what_is_not_finished_or_not_theirs(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ana = enrolled(app, ANA)
    assert ana.get(EVALUATION).heading == "What is left before your certificate"
    forced(ana, EVALUATION, 200).says("2 parts are not done yet.")
    Browser(signed_in(app, DEE)).get(EVALUATION, 404)
    assert stored(app, RESPONSES) == []


def test_a_course_may_ask_its_own_questions(app: Flask, tmp_path: Path):
    page = with_evaluation(app, tmp_path, OWN).get(COURSE).follow("Evaluate the course").says("Two questions.")
    page.submit("Send and go on to my certificate", fields={"q-best": "The plates"}).says("Issue my certificate")
    assert [one.answers for one in stored(app, RESPONSES)] == [{"best": "The plates"}]


def test_a_course_may_do_without(app: Flask, tmp_path: Path):
    with_evaluation(app, tmp_path, OPTIONAL).get(COURSE).says("Issue my certificate")
