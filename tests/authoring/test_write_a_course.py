"""Ben writes: the outline, lessons, questions, and what stops publishing; with nothing but forms."""

from pathlib import Path

from flask import Flask

from app.catalogue.content.parts import QuizFile
from tests.browser import Browser, Page
from tests.drafting import files, opened
from tests.making import BODIES, COUNT, LESSON, SLUG, a_course, question_file
from tests.people import ANA, BEN, CORA, Someone, signed_in
from tests.statements import counted

STUDIO = f"/studio/{SLUG}"
HANNA = Someone("Hanna Berg", "hanna@example.org", BEN.role)


def ben(app: Flask, who: Someone = BEN) -> Browser:
    """His browser."""
    return Browser(signed_in(app, who))


def writing(app: Flask, folder: Path, **changes: str) -> Page:
    """Ben has the small course open in the studio; its outline."""
    a_course(app, folder, **changes)
    opened(app)
    return ben(app).get(STUDIO)


def titles(page: Page) -> list[str]:
    """The lessons and quizzes of the outline, in order."""
    return [" ".join(one.split()) for one in page.tree.xpath("//section//ul[@class='outline']/li/p/a/text()")]


def test_a_course_begins_with_a_title_and_an_objective(app: Flask):
    page = ben(app).get("/studio").follow("Create a course")
    page = page.submit("Create the course", status=422, objective="Begin").says("Write a title.")
    assert page.find("//input[@name='objective']").get("value") == "Begin"
    page = page.submit("Create the course", title="Öl & Wärme", objective="Begin a session")
    assert page.address == "/studio/ol-warme"
    page.says("The course has no modules", "add a folder")
    again = ben(app).get("/studio/new").submit("Create the course", title="Öl & Wärme", objective="Begin")
    assert again.address == "/studio/ol-warme-2"
    ben(app).get("/studio").says("Öl & Wärme", "not published")
    ben(app).get("/courses").says_not("Öl")


def test_lessons_are_added_renamed_moved_copied_and_taken_out(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.submit("Add the lesson", **{"lesson-title": "How to end"})
    page = ben(app).get(STUDIO)
    assert titles(page) == ["How to begin", "How to end", "Strokes quiz"]
    assert titles(page.submit("Move up: How to end")) == ["How to end", "How to begin", "Strokes quiz"]
    assert set(files(app)) >= {"1-strokes/1-how-to-end.md", "1-strokes/2-begin.md"}
    page = page_with(page, "How to begin").submit("Duplicate: How to begin")
    assert titles(page) == ["How to end", "How to begin", "How to begin (copy)", "Strokes quiz"]
    assert files(app)["1-strokes/2-begin.md"] == LESSON
    page = page.submit("Take out: How to begin (copy)").says("It was taken out.")
    assert titles(page) == ["How to end", "How to begin", "Strokes quiz"]
    page = page.submit("Put back: How to begin (copy)").says("It is back in the course.")
    assert titles(page) == ["How to end", "How to begin", "How to begin (copy)", "Strokes quiz"]


def page_with(page: Page, title: str) -> Page:
    """The outline, opened again."""
    return page.browser.get(STUDIO).says(title)


def test_enter_in_the_field_of_a_title_renames(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    form = page.find("//form[.//summary[@aria-label='Rename: How to begin']]")
    assert form.xpath(".//button")[0].get("value") == "rename", "the first button is the one that Enter presses"
    form.inputs["rename-title"].value = "Begin"
    data = dict(form.form_values()) | {"go": "rename"}
    page = page.browser.post(STUDIO, data)
    assert titles(page)[0] == "Begin"
    assert files(app)["1-strokes/1-begin.md"] == LESSON.replace("How to begin", "Begin")
    page = page.browser.post(STUDIO, data | {"rename-title": " "}, 422).says("Write a title.")


def test_a_module_moves_with_everything_in_it(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page = page.submit("Add the module", **{"module-title": "Endings", "module-objective": "End a session"})
    before = files(app)
    page = page.submit("Move up: Endings")
    after = files(app)
    assert {path for path in after if path.startswith("1-")} == {"1-endings/module.toml"}
    assert len(after) == len(before)
    assert after["2-strokes/quiz.toml"] == before["1-strokes/quiz.toml"]
    page = page.submit("Take out: Opening strokes")
    assert titles(page) == []
    page = page.submit("Put back: Opening strokes")
    assert titles(page) == ["How to begin", "Strokes quiz"]
    assert sorted(files(app).values()) == sorted(before.values())


def test_what_went_meanwhile_changes_nothing(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.submit("Take out: How to begin")
    before = files(app)
    page.submit("Duplicate: How to begin", status=409).says("That is not in the course any more.")
    for at in ("", "../../etc", "course.toml", "1-strokes/9-no.md"):
        data = {"csrf_token": page.find("(//input[@name='csrf_token'])[2]").get("value"), "at": at, "go": "remove"}
        page.browser.post(STUDIO, data, 409)
    assert files(app) == before


def test_each_thing_that_stops_publishing_leads_to_its_page(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    lesson = page.follow("How to begin")
    lesson = lesson.submit("Save", fields={"edit--text": "A claim [@nobody]. {#long-and-light}"})
    page = lesson.says('The source "nobody" is not in the folder of sources').follow("Warm hands")
    stops = page.find("//ul[@class='stops']")
    assert 'The source "nobody" is not in the folder' in stops.text_content()
    (link,) = {one.get("href") for one in stops.xpath(".//a[contains(., 'How to begin')]")}
    assert link.startswith(f"{STUDIO}/lessons/begin?line=")
    page.browser.get(f"{STUDIO}/publish").says("There are 2 things to mend first.").says_not(
        "What changed, in a sentence"
    )


def test_a_lesson_that_nobody_changed_stays_byte_for_byte(app: Flask, tmp_path: Path):
    text = LESSON.replace('title = "How to begin"', "title = 'How to begin'   # by hand")
    page = writing(app, tmp_path, lesson=text).follow("How to begin")
    page.submit("Save").says("Saved.")
    assert files(app)["1-strokes/1-begin.md"] == text
    page.submit("Save", fields={"edit--text": "Warm hands [@a-document]. {#long-and-light}"})
    saved = files(app)["1-strokes/1-begin.md"]
    assert "# by hand" in saved, "the head is its author's"
    assert saved.endswith("+++\n\nWarm hands [@a-document]. {#long-and-light}\n")


def test_every_kind_of_question_is_opened_and_saved_without_a_change(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    before = files(app)
    for kind in BODIES:
        page = ben(app).get(f"{STUDIO}/quiz/strokes/questions/q-{kind}-1")
        page.submit("Save").says("Saved.")
    assert files(app) == before


def test_the_quiz_asks_all_its_questions_until_it_is_told_otherwise(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    quiz = ben(app).get(f"{STUDIO}/quiz/strokes").says(f"Asks {COUNT} questions")
    page = quiz.submit("Add a question", kind="single-choice")
    page = page.submit("Save", status=422, stem="Which oil?").says(
        "Write at least two options.", "Mark the option that"
    )
    assert "Which oil?" in page.find("//textarea[@name='stem']").text
    fields = {"option-1": "Almond", "option-2": "None", "reply-2": "Skin tears.", "right": "1",
              "passage": "begin#long-and-light", "why": "It glides [@a-document]."}  # fmt: skip
    page = page.submit("Save", fields={"stem": "Which oil?", **fields}).says("The question was added.")
    quiz = page.follow("Strokes quiz").says(f"Asks {COUNT + 1} questions")
    quiz.submit("Take out: Which oil?").says(f"Asks {COUNT} questions")
    quiz = ben(app).get(f"{STUDIO}/quiz/strokes").submit("Save the rules", draw="3", minutes="20", pass_mark="80")
    quiz.submit("Add a question").submit("Save", fields={"stem": "Which oil?", **fields})
    ben(app).get(f"{STUDIO}/quiz/strokes").says("Asks 3 questions", "pass mark 80 percent")
    assert "minutes = 20" in files(app)["1-strokes/quiz.toml"]


def test_rules_behind_more_are_written_as_the_format_has_them(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    quiz = ben(app).get(f"{STUDIO}/quiz/strokes")
    quiz.submit("Save the rules", status=422, pools="tag: 3", opens="2026-12-02T08:00", closes="2026-12-01T08:00").says(
        "The line “tag: 3” cannot be read", "A quiz closes after it opens."
    )
    ben(app).get(f"{STUDIO}/quiz/strokes").submit(
        "Save the rules", pools="objective strokes-1: 4", order="sequential", counts="last", certainty=True,
        opens="2026-12-01T08:00", own_review=True, shown_failed=["verdict"],
    )  # fmt: skip
    text = files(app)["1-strokes/quiz.toml"]
    written = (
        "draw = 4", 'order = "sequential"', 'counts = "last"', "certainty = true", 'shown_failed = ["verdict"]',
        "opens = 2026-12-01T08:00:00-05:00", 'pools = ["objective strokes-1: 4"]',
    )  # fmt: skip
    assert [line for line in written if line not in text] == []
    quiz = ben(app).get(f"{STUDIO}/quiz/strokes")
    assert quiz.find("//input[@name='opens']").get("value") == "2026-12-01T08:00"
    quiz.submit("Save the rules")
    assert files(app)["1-strokes/quiz.toml"] == text


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


def test_nobody_opens_what_another_writes(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    pages = ["", "/about", "/publish", "/sources", "/glossary", "/lessons/begin", "/quiz/strokes", "/quiz/strokes/try",
             "/quiz/strokes/questions/q-cloze-1", "/file?path=course.toml", "/quiz/strokes/paste"]  # fmt: skip
    for page in pages:
        ben(app, HANNA).get(f"{STUDIO}{page}", 404)
        ben(app, CORA).get(f"{STUDIO}{page}")
        ben(app, ANA).get(f"{STUDIO}{page}", 403)
    ben(app, HANNA).get("/studio").says("Create a course").says_not("Courses you write")
    token = ben(app, HANNA).get("/studio/new").find("//main//input[@name='csrf_token']").get("value")
    client = signed_in(app, HANNA)
    assert client.post(STUDIO, data={"go": "remove", "at": "1-strokes", "csrf_token": token}).status_code in {400, 404}


def test_a_page_asks_the_same_number_of_statements_however_long_the_course_is(app: Flask, tmp_path: Path):
    counts = []
    for size in (1, 6):
        more = {f"more-{n}": question_file("single-choice", id=f"q-more-{n}", stem=f"Which {n}?") for n in range(size)}
        page = writing(app, tmp_path / str(size))
        for text in more.values():
            _add(app, text)
        with counted(app) as statements:
            for address in ("", "/quiz/strokes", "/lessons/begin", "/publish"):
                page.browser.get(f"{STUDIO}{address}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def _add(app: Flask, text: str) -> None:
    """One more question, as text that is pasted."""
    stem = text.partition("+++\n\n")[2].partition("\n")[0]
    page = ben(app).get(f"{STUDIO}/quiz/strokes/paste")
    page = page.submit("Look at what was read", text=f"{stem}\n* Warm\n- Cold\n- Wet").says("1 question was read")
    page.submit("Add 1 question")


def test_a_quiz_file_without_pools_draws_what_it_says() -> None:
    from app.authoring.rules.quizzes import with_bank

    quiz = QuizFile(id="z", title="t", draw=3, pass_mark=75, attempts=0, shuffle=True, preset="check", intro="i")
    assert with_bank(quiz, 3, 4).draw == 4
    assert with_bank(quiz, 5, 6).draw == 3
    assert with_bank(quiz, 5, 2).draw == 2
    assert with_bank(quiz, 3, 0).draw == 1
