"""What a course says in our words, its evaluation and the statement to sign, is said in the course's language."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue.queries.usual import in_course, usual_statement
from app.certificates.models import Certificate, ClaimGate, EvaluationResponse
from tests.browser import Browser
from tests.certificates.claiming import COURSE, claimed, complete, evaluated, only_certificate
from tests.certificates.test_evaluation import OWN
from tests.making import COURSE as FRONT
from tests.making import SLUG, course_files
from tests.people import ANA, BEN, signed_in
from tests.sitting import enrolled, publish, stored

pytestmark = pytest.mark.sqlite_only  # about words; that they are kept, tests/certificates/test_gates.py proves
SIGNED = (
    "Soy la persona nombrada arriba. Leí las lecciones y respondí personalmente las preguntas de los cuestionarios, "
    "y el nombre está escrito como en mi licencia."
)
USUAL = {
    "2026-11": "I am the person named above. I read the lessons and answered the quiz questions myself, "
    "and the name is spelled as on my license.",
    "2026-11-es": SIGNED,
}


def finished(app: Flask, folder: Path, language: str, **more: str) -> Browser:
    """Ana, who has done everything in a course written in this language; `more`: files by name without `.toml`."""
    files = course_files(course=FRONT.replace('language = "en"', f'language = "{language}"'))
    publish(app, folder, files | {f"{SLUG}/{name}.toml": text for name, text in more.items()})
    ana = enrolled(app, ANA)
    complete(app, ANA, "lesson", "quiz")
    return ana


def test_a_spanish_course_asks_in_spanish_and_keeps_what_is_counted(app: Flask, tmp_path: Path):
    page = finished(app, tmp_path, "es-MX").get(COURSE).follow("Evaluate the course")
    page.says("Tus respuestas se guardan sin tu nombre", "Los cuestionarios preguntaban", "demasiado básico")
    page.says_not("The quizzes asked", "too basic")
    assert page.find("//*[text()='adecuado']").get("lang") == "es"
    page.submit("Send and go on to my certificate", 422).says("Please answer: El nivel era")
    evaluated(page.browser.get(COURSE), level="about right").says("Thank you.")
    assert [one.answers["level"] for one in stored(app, select(EvaluationResponse))] == ["about right"]


def test_a_question_of_its_own_stays_as_it_is_beside_ours(app: Flask, tmp_path: Path):
    more = '\n[[questions]]\nid = "level"\nkind = "choice"\ntext = "The level was"\noptions = ["too basic", "raro"]\n'
    page = finished(app, tmp_path, "es", evaluation=OWN + more).get(COURSE).follow("Evaluate the course")
    page.says("What was best?", "El nivel era", "demasiado básico", "raro")


def test_what_was_signed_is_kept_as_it_was_shown(app: Flask, tmp_path: Path):
    ana = finished(app, tmp_path, "es")
    evaluated(ana.get(COURSE)).says(SIGNED).says_not("I am the person named above")
    claimed(ana, COURSE)
    certificate = only_certificate(app)
    assert certificate.attested_text == f"{SIGNED} (text 2026-11-es)"
    (gate,) = stored(app, select(ClaimGate).where(ClaimGate.gate == "attested"))
    assert gate.details == {"text": SIGNED, "version": "2026-11-es"}
    record = Browser(signed_in(app, BEN)).get(f"/studio/certificates/{certificate.code}")
    assert record.find(f"//*[starts-with(text(), '{SIGNED[:30]}')]").get("lang") == "es"


def test_a_course_in_a_language_without_a_catalogue_is_answered_in_english_and_says_so(app: Flask, tmp_path: Path):
    ana = finished(app, tmp_path, "fr")
    ana.client.set_cookie("language", "es")
    page = ana.get(COURSE).follow("Evaluar el curso").says("The level was")
    assert page.find("//*[text()='The level was']").get("lang") == "en"


def test_other_words_are_another_version(app: Flask):
    with app.app_context():
        found = [usual_statement(written) for written in ("en-US", "fr", "es", "es-MX")]
        assert [one.version for one in found] == ["2026-11", "2026-11", "2026-11-es", "2026-11-es"]
        assert {one.version: one.text for one in found} == USUAL, "a new wording needs a new version"
        assert in_course("Raro.", "es") == ("Raro.", "es")


def test_a_statement_that_has_other_words_by_now_is_shown_before_it_is_signed(app: Flask, tmp_path: Path):
    ana = finished(app, tmp_path, "es")
    page = evaluated(ana.get(COURSE))
    again = page.submit("Issue my certificate", name="Ana Díaz", attest=True, statement="2026-11", status=409)
    again.says("The statement has other words now.", SIGNED)
    assert stored(app, select(Certificate)) == []
    again.submit("Issue my certificate", attest=True).says("This certifies that")
    assert only_certificate(app).attested_text.startswith(SIGNED)
