"""The quiz comes first, its bank fills behind it."""

from pathlib import Path

from flask import Flask

from app.catalogue.content.parts import QuizFile
from tests.authoring.writing import STUDIO, ben, writing
from tests.drafting import files
from tests.making import COUNT


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


def test_the_final_test_asks_all_that_is_kept_for_it(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    pasted = "Which oil?\n* Almond\n- None\n  > It tears.\nWhy: It glides."
    paste = ben(app).get(f"{STUDIO}/quiz/strokes/paste")
    passage = "begin#long-and-light"
    paste = paste.submit("Look at what was read", text=pasted, passage=passage, use="final")
    paste.submit("Add 1 question").says(f"Asks {COUNT} questions", "final test")
    assert f'passage = "{passage}"' in files(app)["1-strokes/questions/which-oil.md"]
    ben(app).get(STUDIO).submit("Add the final test", **{"final-title": "The final"})
    final = f"{STUDIO}/quiz/the-final"
    ben(app).get(final).says("Asks 1 question")
    kept = ben(app).get(f"{STUDIO}/quiz/strokes/questions/q-single-choice-1").submit("Save", use="final")
    kept.says("Saved.").browser.get(final).says("Asks 2 questions")
    ben(app).get(f"{STUDIO}/quiz/strokes").says(f"Asks {COUNT - 1} questions").submit("Take out: Which oil?")
    ben(app).get(final).says("Asks 1 question")


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


def test_a_quiz_that_nobody_has_to_pass_is_a_tick_behind_more(app: Flask, tmp_path: Path):
    writing(app, tmp_path)
    quiz = ben(app).get(f"{STUDIO}/quiz/strokes")
    assert quiz.find("//input[@name='required']").get("checked") is not None
    wrong = quiz.submit("Save the rules", status=422, preset="final", required=False)
    wrong.says("A final test has to be passed. For one that need not be, choose “Practice”.")
    assert wrong.tree.xpath("//a[@href='#required']"), "the summary leads to the tick"
    quiz.submit("Save the rules", preset="practice", required=False).says("as students like")
    assert "required = false" in files(app)["1-strokes/quiz.toml"]
    ben(app).get(STUDIO).says("No quiz of the course has to be passed")
    ben(app).get(f"{STUDIO}/quiz/strokes").submit("Save the rules", required=True)
    assert "required" not in files(app)["1-strokes/quiz.toml"]


def test_a_quiz_file_without_pools_draws_what_it_says() -> None:
    from app.authoring.rules.quizzes import with_bank

    quiz = QuizFile(id="z", title="t", draw=3, pass_mark=75, attempts=0, shuffle=True, preset="check", intro="i")
    assert with_bank(quiz, 3, 4).draw == 4
    assert with_bank(quiz, 5, 6).draw == 3
    assert with_bank(quiz, 5, 2).draw == 2
    assert with_bank(quiz, 3, 0).draw == 1
