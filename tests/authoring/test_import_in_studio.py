"""Ben brings a question bank into his quiz in the studio: he sees first what would become of it."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from app.authoring import actions
from app.authoring.models import BankUpload
from app.authoring.views import bank as views
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing as transaction
from tests.authoring.sending import IMPORT, QUIZ, send
from tests.authoring.writing import STUDIO, ben, writing
from tests.drafting import files
from tests.making import LESSON, MODULE, question_file
from tests.moodle_files import ALT, answered, asked, bank, file_of, pictured_bank, png, shown
from tests.people import CORA, HANNA
from tests.sitting import stored
from tests.statements import counted

MORE = f'{MODULE}\n[[objectives]]\nid = "strokes-2"\ntext = "Say how long each lasts."\n'
TWO_GOALS = {
    "module": MORE,
    "lesson": LESSON.replace('["strokes-1"]', '["strokes-1", "strokes-2"]'),
    "ordering": question_file("ordering").replace("strokes-1", "strokes-2"),
}
GIFT = b"// two\n::Firm::How firm?{=light ~firm}\n\n::Long::How long?{=short ~long}\n"


def uploads(app: Flask) -> list[BankUpload]:
    return list(stored(app, select(BankUpload)))


def new_files(app: Flask, before: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files(app).items() if before.get(path) != text}


def test_he_sees_what_would_become_of_each_question_and_nothing_is_changed(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path, **TWO_GOALS).browser
    before = files(app)
    page = browser.get(QUIZ).follow("Import questions")
    assert page.heading == "Import questions"
    page = send(browser, pictured_bank())
    assert page.heading == "What is in the file"
    page.says("2 questions can be added, 1 is refused.", "First stroke", "Changed",
              "its picture now stands above the question",
              "still to be written before publishing: passage",
              'There is no room here for a question of the kind "coderunner".', "Refused", "How long")  # fmt: skip
    assert files(app) == before


def test_what_he_confirms_stands_in_the_draft_with_its_picture(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path, **TWO_GOALS).browser
    before = files(app)
    page = send(browser, pictured_bank()).submit("Add 2 questions")
    page.says("2 questions were added.", "Which stroke is this?", "Asks 11 questions")
    assert page.address == QUIZ
    made = new_files(app, before)
    first = made["1-strokes/questions/first-stroke.md"]
    (picture,) = [path for path in made if "/figures/" in path]
    assert f"\n![{ALT}]({picture.removeprefix('1-strokes/')})\n\nWhich stroke is this?\n" in first
    assert f"<title>{ALT}</title>" in made[picture]
    assert uploads(app) == []
    tried = browser.get(f"{QUIZ}/try").tree
    assert tried.xpath(
        "//*[@class='stem']//*[@class='plate']/*[local-name()='svg']/*[local-name()='title']/text()"
    ) == [ALT]


def test_without_words_for_a_picture_publishing_stops_and_leads_to_the_question(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    page = send(browser, pictured_bank(alt=""))
    page.says("its picture has no alternative text: say in words what it shows", "what its picture shows, in words")
    page.submit("Add 2 questions")
    stops = browser.get(f"{STUDIO}/publish").says("A picture has no words for people who cannot see it")
    (href,) = stops.tree.xpath("//li[contains(., 'no words for people')]/a/@href")
    assert "/quiz/strokes/questions/" in href
    edited = browser.get(href)
    assert edited.find("//textarea[@name='stem']").text.strip().startswith("![](figures/first-stroke-")
    edited.says("What picture 1 shows, in a sentence")
    edited = edited.submit("Save", fields={"words-1": "Two hands [warm]"}).says("Saved.")
    assert edited.find("//textarea[@name='stem']").text.strip().startswith(r"![Two hands \[warm\]](figures/first-")
    assert edited.tree.xpath("//*[@class='stem']//*[local-name()='title']/text()") == ["Two hands [warm]"]
    browser.get(f"{STUDIO}/publish").says_not("no words for people")


def test_categories_become_objectives_and_tags_where_he_says_so(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path, **TWO_GOALS).browser
    before = files(app)
    page = send(browser, pictured_bank())
    page = page.submit("Look again", fields={"category-2": "strokes-2"}, tags_categories=True, use="final",
                       objective="strokes-1")  # fmt: skip
    page.submit("Add 2 questions")
    made = new_files(app, before)
    for name, words in {"first-stroke": ["strokes-1", "hands"], "how-long": ["strokes-2", "time"]}.items():
        objective, tag = words
        text = made[f"1-strokes/questions/{name}.md"]
        assert f'objective = "{objective}"\n' in text
        assert f'tags = ["{tag}"]\n' in text
        assert 'use = "final"\n' in text


def test_the_kind_that_was_recognised_can_be_changed(app: Flask, tmp_path: Path):
    page = send(writing(app, tmp_path).browser, GIFT, "notes.txt").says("2 questions can be added")
    assert page.find("//select[@name='form']/option[@selected]").get("value") == "gift"
    page = page.submit("Look again", form="xml").says("This is not XML", "0 questions can be added, 1 is refused.")
    assert "Add" not in "".join(page.tree.xpath("//button/text()"))
    page.submit("Look again", form="gift").says("2 questions can be added")


def test_a_file_that_is_not_utf_8_waits_until_he_says_what_it_is(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    page = send(browser, "::Warm::Wie warm? für alle{=ja ~nein}\n".encode("windows-1252"), "bank.gift")
    page.says("The file is not UTF-8")
    page.submit("Look again", encoding="windows-1252").says("1 question can be added").submit("Add 1 question")
    assert "für alle" in files(app)["1-strokes/questions/warm.md"]


def test_what_changed_since_he_looked_is_shown_again_before_it_is_added(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    before = files(app)
    page = send(browser, GIFT, "bank.gift")
    again = page.submit("Add 2 questions", use="practice").says("has changed since you looked")
    assert files(app) == before
    again.submit("Add 2 questions").says("2 questions were added.")


def test_nobodys_save_waits_for_a_bank_that_is_read_and_it_is_noticed(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = send(writing(app, tmp_path).browser, GIFT, "bank.gift")
    real, saves = views.look_at, iter([1])

    def slowly(*arguments):
        found = real(*arguments)
        if next(saves, None):
            saving = Thread(target=cora_saves)
            saving.start()
            saving.join()
        return found

    def cora_saves():
        cora = ben(app, CORA).get(f"{STUDIO}/lessons/begin")
        cora.submit("Save", fields={"edit--text": "Cora's text [@a-document]. {#long-and-light}"}).says("Saved.")

    monkeypatch.setattr(views, "look_at", slowly)
    again = page.submit("Add 2 questions").says("has changed since you looked")
    assert not [path for path in files(app) if path.endswith("questions/firm.md")]
    again.submit("Add 2 questions").says("2 questions were added.")
    assert "Cora's text" in files(app)["1-strokes/1-begin.md"]


def test_the_same_bank_twice_is_imported_once(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    send(browser, GIFT, "bank.gift").submit("Add 2 questions")
    before = files(app)
    page = send(browser, GIFT, "bank.gift")
    page.says("0 questions can be added", "the same question was there before, so it is imported once")
    assert files(app) == before


def test_a_form_that_is_sent_twice_adds_nothing_twice(app: Flask, tmp_path: Path):
    page = send(writing(app, tmp_path).browser, GIFT, "bank.gift")
    page.submit("Add 2 questions")
    before = files(app)
    page.submit("Add 2 questions", status=404).says("This file is not here any more", "Nothing was changed now.")
    assert files(app) == before


def test_he_throws_the_file_away(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    before = files(app)
    send(browser, GIFT, "bank.gift")
    browser.get(IMPORT).follow("Look at “bank.gift”").submit("Throw the file away").says("Nothing was added.")
    assert (files(app), uploads(app)) == (before, [])


def test_a_newer_file_takes_the_place_of_the_older_one(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    first = send(browser, GIFT, "first.gift").address
    send(browser, GIFT, "second.gift")
    assert [one.filename for one in uploads(app)] == ["second.gift"]
    browser.get(first, 404)


def test_a_file_that_nobody_decides_on_is_gone_after_a_day(app: Flask, tmp_path: Path):
    send(writing(app, tmp_path).browser, GIFT, "bank.gift")
    with app.app_context():
        for hours, left in ((23, 1), (25, 0)):
            with transaction():
                while actions.forget_next_bank(clock.now() + timedelta(hours=hours)):
                    pass
            assert len(db.session.scalars(select(BankUpload)).all()) == left


def test_a_file_is_its_senders_alone(app: Flask, tmp_path: Path):
    address = send(writing(app, tmp_path).browser, GIFT, "bank.gift").address
    ben(app, CORA).get(address, 404)
    ben(app, CORA).get(IMPORT).says_not("bank.gift")
    for place in (address, IMPORT, f"{QUIZ}/export", f"{QUIZ}/export/xml"):
        ben(app, HANNA).get(place, 404)


def test_a_wrong_choice_is_told_beside_its_field(app: Flask, tmp_path: Path):
    browser = writing(app, tmp_path).browser
    page = send(browser, GIFT, "bank.gift")
    token = page.find("//main//input[@name='csrf_token']").get("value")
    sent = {"csrf_token": token, "go": "add", "form": "gift", "objective": "no-such", "use": "quiz"}
    wrong = browser.post(page.address, sent, 422)
    assert wrong.find("//*[@role='alert']//a").get("href") == "#objective"


@pytest.mark.sqlite_only
def test_a_picture_in_an_answer_is_refused_and_one_in_a_reply_is_named(app: Flask, tmp_path: Path):
    data = bank(
        asked("In an option", "<p>Which?</p>", answered(f"This {shown()}", "That", files=file_of(png()))),
        asked("In a reply", "<p>Which one?</p>", '<answer fraction="100" format="html"><text>Yes</text><feedback '
              f'format="html"><text><![CDATA[Look {shown()}]]></text>{file_of(png())}</feedback></answer>'
              '<answer fraction="0"><text>No</text></answer>'),
    )  # fmt: skip
    page = send(writing(app, tmp_path).browser, data)
    page.says("An answer shows a picture. Answers are words here; put the picture into the question.", "line 3",
              "a picture in what is said of an answer was left out")  # fmt: skip


def test_looking_and_adding_asks_the_same_number_of_statements_however_long_the_bank_is(app: Flask, tmp_path: Path):
    counts = []
    for size in (2, 40):
        browser = writing(app, tmp_path / str(size)).browser
        data = "\n\n".join(f"::N{size} {n}::Which {size} {n}?{{=a ~b}}" for n in range(size)).encode()
        with counted(app) as statements:
            page = send(browser, data, "bank.gift")
        counts.append(len(statements))
        page.submit("Throw the file away")
    assert counts[0] == counts[1]
