"""Two people at one course: both are told, both texts stay; and nobody opens what another writes."""

from pathlib import Path

from flask import Flask

from app.authoring.importer import import_course
from app.platform import clock
from app.platform.transactions import writing as unit_of_work
from tests.authoring.writing import STUDIO, ben, writing
from tests.drafting import files
from tests.making import course_files, write_files
from tests.people import ANA, CORA, HANNA, signed_in


def test_two_people_are_told_and_lose_nothing(app: Flask, tmp_path: Path):
    mine = writing(app, tmp_path).follow("How to begin")
    cora = ben(app, CORA).get(f"{STUDIO}/lessons/begin")
    cora.submit("Save", fields={"edit--text": "Cora's text [@a-document]. {#long-and-light}"})
    page = mine.submit("Save", status=409, fields={"edit--text": "Ben's text [@a-document]. {#long-and-light}"})
    page.says("Cora Lindqvist changed this lesson", "Cora's text")
    assert page.find("//textarea[@name='edit--text']").text.strip().startswith("Ben's text")
    assert "Cora's text" in files(app)["1-strokes/1-begin.md"]
    page.submit("Save").says("Saved.")
    history = page.browser.get(f"{STUDIO}/file?path=1-strokes/1-begin.md").says("Cora Lindqvist", "Ben Okafor")
    earlier = history.browser.get(f"{STUDIO}/file?path=1-strokes/1-begin.md&version=2").says("Cora's text")
    earlier.submit("Go back to this text").says("Saved.")
    assert "Cora's text" in files(app)["1-strokes/1-begin.md"]


def test_two_who_change_one_word_or_one_source_are_told_too(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    first = ben(app).get(f"{STUDIO}/glossary").submit("Add the word", term="Effleurage", text="A stroke.")
    mine = first.follow("Effleurage")
    ben(app, CORA).get(f"{STUDIO}/glossary?term=effleurage").submit("Save the word", text="Cora's stroke.")
    ben(app, CORA).get(f"{STUDIO}/glossary").submit("Add the word", term="Tapotement", text="Tapping.")
    page = mine.submit("Save the word", status=409, text="Ben's stroke.").says(
        "this word now reads: “Effleurage: Cora's"
    )
    mine.submit("Take it out", status=409)
    assert "Cora's stroke." in files(app)["glossary.toml"]
    page = page.submit("Save the word").says("Saved.", "Tapotement")
    assert "Ben's stroke." in files(app)["glossary.toml"]
    gone = page.follow("Effleurage")
    ben(app, CORA).get(f"{STUDIO}/glossary?term=effleurage").submit("Take it out")
    gone.submit("Save the word", status=409, text="Again.").says("took this word out").submit("Add the word")
    assert 'id = "effleurage"' in files(app)["glossary.toml"], "lessons link to it by its id"
    source = ben(app).get(f"{STUDIO}/sources/a-document")
    ben(app, CORA).get(f"{STUDIO}/sources/a-document").submit("Save", note="Cora read it.")
    page = source.submit("Save", status=409, note="Ben read it.").says("Cora Lindqvist changed this", "Cora read it.")
    assert page.find("//input[@name='note']").get("value") == "Ben read it."
    page.submit("Save").says("Saved.")
    assert "Ben read it." in files(app)["sources/a-document.toml"]
    history = ben(app).get(f"{STUDIO}/sources/a-document").follow("Earlier texts").says("Cora Lindqvist")
    history.browser.get(f"{STUDIO}/file?path=sources/a-document.toml&version=2").says("Cora read it.")


def test_nobody_opens_what_another_writes(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    pages = ["", "/about", "/publish", "/sources", "/glossary", "/lessons/begin", "/quiz/strokes", "/quiz/strokes/try",
             "/quiz/strokes/questions/q-cloze-1", "/file?path=course.toml", "/quiz/strokes/paste",
             "/quiz/strokes/import", "/quiz/strokes/export", "/quiz/strokes/questions/q-cloze-1/picture",
             "/certificate", "/certificate/statement", "/evaluation", "/evaluation/level", "/worksheet"]  # fmt: skip
    for page in pages:
        ben(app, HANNA).get(f"{STUDIO}{page}", 404)
        ben(app, CORA).get(f"{STUDIO}{page}")
        ben(app, ANA).get(f"{STUDIO}{page}", 403)
    ben(app, HANNA).get("/studio").says("Create a course").says_not("Courses you write")
    token = ben(app, HANNA).get("/studio/new").find("//main//input[@name='csrf_token']").get("value")
    client = signed_in(app, HANNA)
    assert client.post(STUDIO, data={"go": "remove", "at": "1-strokes", "csrf_token": token}).status_code in {400, 404}


def test_a_course_that_came_from_a_folder_is_opened_by_an_administrator(app: Flask, tmp_path: Path):
    with app.app_context(), unit_of_work():
        import_course(write_files(tmp_path, course_files()), None, clock.now())
    ben(app).get("/studio").says_not("Open in the studio")
    ben(app).get(STUDIO, 404)
    page = ben(app, CORA).get("/studio").submit("Open in the studio: Warm hands")
    assert (page.address, page.heading) == (STUDIO, "Warm hands")
    page.says("Published as revision 1", "Nothing")
    ben(app, CORA).get("/studio").says_not("Open in the studio")
    ben(app).get(STUDIO, 404)
