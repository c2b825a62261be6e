"""Who sees what of a corrected key: certificates are named, reasons kept back with the key, in few statements."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Question
from app.platform.mail import OutboxMessage
from tests.certificates.claiming import claimed, earned
from tests.making import course_files
from tests.people import ANA
from tests.reporting.analysed import chooses, table
from tests.reporting.classes import sits
from tests.reporting.fixing import COLD, FIX, WHY, applied, ben, previewed, three
from tests.sitting import enrolled, give, hands, passed, publish, quiz_toml, started, stored
from tests.statements import counted


def test_a_certificate_that_rests_on_it_is_named(app: Flask, tmp_path: Path):
    ana = earned(app, tmp_path)
    claimed(ana)
    passed(ana)
    page = previewed(app, "new-key", [COLD], lower=True)
    (line,) = table(page, "Who changes")
    assert len(line[-1]) >= 8
    assert line[-1] != "none"


def test_where_the_key_is_kept_back_the_reason_is_too(app: Flask, tmp_path: Path):
    files = {"draw": 2, "preset": "final", "pass_mark": 100}
    kept = course_files(quiz=quiz_toml(**files)).items()
    bank = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    publish(app, tmp_path / "final", bank | dict(hands(number, "final") for number in (1, 2)))
    page = started(enrolled(app, ANA))
    page = give(give(page, "Cold ones"), "Cold ones").submit("Submit quiz").says("Not passed yet")
    key = stored(app, select(Answer))[0].question_id
    (question,) = stored(app, select(Question).where(Question.id == key))
    fix = ben(app).get(FIX.replace("q-single-choice-1", question.key))
    fields = {"remedy": "new-key", "right": [COLD], "reason": WHY}
    applied(fix.submit("Preview who changes", fields=fields))
    shown = page.browser.get(page.address).says("the key of question 1 was corrected").says_not(WHY)
    assert WHY not in shown.response.text
    (message,) = stored(app, select(OutboxMessage))
    assert "0 of 2 points before, 1 of 2 now" in message.text
    assert WHY not in message.text


def test_it_asks_the_database_as_often_for_thirty_students_as_for_three(app: Flask, tmp_path: Path):
    three(app, tmp_path, *[(0, 1, 0)] * 3)
    few = asked(app)
    for place in range(3, 30):
        sits(app, place, chooses(0, 1, 0))
    assert asked(app) == few


def asked(app: Flask) -> list[int]:
    page = ben(app).get(FIX)
    with counted(app) as looked:
        page.browser.get(FIX)
    with counted(app) as planned:
        page.submit("Preview who changes", fields={"remedy": "accept-both", "right": [COLD], "reason": WHY})
    return [len(looked), len(planned)]
