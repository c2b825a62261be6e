"""Every page about quizzes asks the database as often for a school of years as for one that opened today."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import person_by_id
from app.assessment.models import Attempt, Question
from app.assessment.queries import waiting
from tests.assessment.long_ago import past_attempts
from tests.browser import Browser
from tests.essays import TEXT, essay_file
from tests.making import SLUG, course_files
from tests.people import ANA, BEN, CORA, Someone, add, signed_in
from tests.reporting.classes import sits
from tests.sitting import START, attempt_of, enrolled, hands, publish, quiz_toml, started, stored
from tests.statements import counted

STUDIO, QUESTION = f"/studio/{SLUG}", "q-single-choice-1"
ANALYSIS = f"{STUDIO}/quiz/strokes/analysis"
MOST = 12
DOCTORS = 24  # a question for each thing it looks at
Growth = Callable[[Flask, Path], None]


def a_quiz(app: Flask, folder: Path, edition: int = 1) -> None:
    """Publish two choices and an essay, not limited; each edition says something else."""
    kept = course_files(quiz=quiz_toml(draw=3, preset="practice", intro=f"Edition {edition}.")).items()
    files = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    publish(app, folder / f"edition-{edition}", files | dict([hands(1), hands(2), essay_file()]))


def answers(question: Question) -> dict[str, object]:
    """What everybody says."""
    return {"text": TEXT} if question.kind == "essay" else {"choice": 0}


def addresses_of(app: Flask, attempts: dict[str, str]) -> dict[str, tuple[Someone, str]]:
    """For each address of the two rooms: who opens it, and one that is there."""
    ben, ana = add(app, BEN), f"{STUDIO}/students/{add(app, ANA)}"
    with app.app_context():
        essay = waiting(person_by_id(ben), limit=1)[0]
    return {
        "assessment.quiz": (ANA, START),
        "assessment.question": (ANA, f"/attempts/{attempts['open']}/1"),
        "assessment.questions": (ANA, f"/attempts/{attempts['open']}/all"),
        "assessment.check": (ANA, f"/attempts/{attempts['open']}/check"),
        "assessment.result": (ANA, f"/attempts/{attempts['closed']}"),
        "assessment.marking": (BEN, "/studio/marking"),
        "assessment.answer_to_mark": (BEN, f"/studio/marking/{essay.attempt}/{essay.number}"),
        "reporting.studio": (BEN, "/studio"),
        "reporting.roster": (BEN, f"{STUDIO}/roster"),
        "reporting.roster_csv": (BEN, f"{STUDIO}/roster.csv"),
        "reporting.enrol_list": (BEN, f"{STUDIO}/roster/enrol"),
        "reporting.instructors": (BEN, f"{STUDIO}/instructors"),
        "reporting.corrections": (BEN, f"{STUDIO}/corrections"),
        "reporting.corrections_csv": (BEN, f"{STUDIO}/corrections.csv"),
        "reporting.student": (BEN, ana),
        "reporting.student_quiz": (BEN, f"{ana}/quiz/strokes"),
        "reporting.timeline": (BEN, f"/studio/attempts/{attempts['closed']}"),
        "reporting.analysis": (BEN, ANALYSIS),
        "reporting.analysis_csv": (BEN, f"{ANALYSIS}.csv"),
        "reporting.question_analysis": (BEN, f"{ANALYSIS}/{QUESTION}"),
        "reporting.hours": (BEN, f"{STUDIO}/hours"),
        "reporting.evaluations": (BEN, f"{STUDIO}/evaluations"),
        "reporting.certificates_csv": (BEN, f"{STUDIO}/certificates.csv"),
        "reporting.reports": (CORA, "/studio/reports"),
        "reporting.merge": (CORA, f"/admin/people/{add(app, ANA)}/merge"),
        "reporting.audit_log": (CORA, "/admin/audit"),
        "reporting.mail": (CORA, "/admin/mail"),
        "reporting.show_doctor": (CORA, "/admin/doctor"),
        "reporting.edit_brand": (CORA, "/admin/brand"),
        "reporting.policies": (CORA, "/admin/policies"),
        "reporting.edit_policy": (CORA, "/admin/policies/fees"),
        "reporting.my_data": (ANA, "/account/data"),
        "reporting.leave": (ANA, "/account/delete"),
        "reporting.fix": (BEN, f"{STUDIO}/quiz/strokes/questions/{QUESTION}/fix"),
    }


def opened_today(app: Flask, folder: Path) -> dict[str, tuple[Someone, str]]:
    """A school in which Ana has handed in once and begun again, and two others have handed in."""
    a_quiz(app, folder)
    ana = enrolled(app, ANA)
    closed = attempt_of(started(ana))
    ana.get(f"/attempts/{closed}/check").submit("Submit quiz")
    for place in (1, 2):
        sits(app, place, answers)
    return addresses_of(app, {"closed": closed, "open": attempt_of(started(ana))})


def asked(app: Flask, pages: dict[str, tuple[Someone, str]]) -> dict[str, int]:
    """How many statements each page takes, when it is looked at for the second time."""
    found = {}
    for endpoint, (someone, address) in pages.items():
        client = signed_in(app, someone)
        Browser(client).get(address)
        with counted(app) as statements:
            assert client.get(address, follow_redirects=True).status_code == 200, address
        found[endpoint] = len(statements)
    return found


def more_students(app: Flask, _folder: Path) -> None:
    for place in range(3, 30):
        sits(app, place, answers)


def more_attempts(app: Flask, _folder: Path) -> None:
    for place in (1, 2):
        for _ in range(6):
            sits(app, place, answers)
    past_attempts_of_ana(app)


def past_attempts_of_ana(app: Flask) -> None:
    """Ana's own, from long ago: numbered after those that she has."""
    past_attempts(app, ANA, 20, first=10)


def more_editions(app: Flask, folder: Path) -> None:
    for edition in range(2, 9):
        a_quiz(app, folder, edition)


@pytest.mark.parametrize("growth", [more_students, more_attempts, more_editions])
def test_no_page_asks_more_as_the_school_grows(app: Flask, tmp_path: Path, growth: Growth):
    pages = opened_today(app, tmp_path)
    few = asked(app, pages)
    growth(app, tmp_path)
    assert asked(app, pages) == few
    assert few.pop("reporting.show_doctor") <= DOCTORS
    assert {endpoint: count for endpoint, count in few.items() if count > MOST} == {}


@pytest.mark.sqlite_only
def test_every_page_about_quizzes_is_counted(app: Flask, tmp_path: Path):
    rooms = ("assessment.", "reporting.")
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    told = {"reporting.audit_pack", "reporting.batch", "reporting.batch_xls"}  # files, in parts of so many rows
    told |= {"reporting.metrics", "reporting.logo"}  # closed, and nothing there, until a school opens and gives them
    assert {page for page in pages if page.startswith(rooms)} - told == set(opened_today(app, tmp_path))
    assert len(stored(app, select(Attempt))) == 4
