"""Mixed practice: questions of the whole course, true or false among them, answered for nobody but oneself."""

from collections import Counter
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Answer, Attempt, Question
from app.catalogue.content.parts import ESSAY, TEXT
from tests.people import ANA
from tests.practicing import BANK, PRACTICE, practiced, with_practice
from tests.sitting import enrolled, hands, publish, stored

KEYS = select(Question.key).join(Answer, Answer.question_id == Question.id).join(Attempt)


def test_it_asks_every_module_alike_and_every_question_in_turn(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice() | dict([hands(7, "final")]))
    ana = enrolled(app, ANA)
    for number in (1, 2):
        practiced(ana)
        keys = stored(app, KEYS.where(Attempt.number == number))
        assert Counter(key.startswith("q-2-") or key == "q-tf-2" for key in keys) == {True: 5, False: 5}
    everything = stored(app, KEYS)
    assert len(set(everything)) == BANK, "the second attempt has what the first had not"
    assert {"q-tf-1", "q-tf-2"} <= set(everything), "this is where true or false is asked"
    kinds = set(stored(app, select(Question.kind).join(Answer, Answer.question_id == Question.id)))
    assert not kinds & {ESSAY, TEXT}, "what nobody could tell at once, or what opens another quiz"


def test_its_first_page_says_that_nothing_depends_on_it(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice(attempts=0))
    page = enrolled(app, ANA).get(PRACTICE)
    page.says("Does it count? No. It is practice", "Questions 10", "Start practicing")
    page.says_not("Pass mark", "If you do not pass", "Do you have a license to renew?")


def test_it_leads_back_to_what_was_missed_and_to_what_was_only_guessed(app: Flask, tmp_path: Path):
    publish(app, tmp_path, with_practice())
    ana = enrolled(app, ANA)
    result = practiced(ana, *[(True, "3")] * 9, (True, "1"))
    assert result.heading == "What your practice shows"
    result.says("10 of 10", "Do you know what you know?", "Nothing depends on it")
    result.says_not("You passed", "pass mark", "Certificate of this module", "Try again")
    reading = result.tree.xpath("//h2[starts-with(., 'Worth reading again')]/following-sibling::ul[1]/li")
    assert len(reading) == 1, "the guess, although it was right"
    assert reading[0].xpath(".//a/@href")[0].startswith("/learn/warm-hands/begin")
    page = result.follow("Practice again").says("Practice again", "100%").says_not("Passed")
    page.follow("Attempt 1")
    practiced(ana, (False, "3")).says("0 of 10", "You were sure of 1 answer", "Worth reading again").says_not(
        "Not passed"
    )
