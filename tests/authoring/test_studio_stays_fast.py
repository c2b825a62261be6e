"""Pages of the studio ask the database equally often, however long the course is."""

from pathlib import Path

from flask import Flask

from tests.authoring.writing import STUDIO, ben, writing
from tests.making import question_file
from tests.statements import counted

PAGES = (
    "", "/quiz/strokes", "/quiz/strokes/paste", "/lessons/begin", "/lessons/begin/address", "/modules/strokes/address",
    "/publish", "/certificate", "/certificate/statement", "/evaluation", "/evaluation/level", "/worksheet", "/glossary",
    "/sources",
)  # fmt: skip


def test_a_page_asks_the_same_number_of_statements_however_long_the_course_is(app: Flask, tmp_path: Path):
    counts = []
    for size in (1, 6):
        more = {f"more-{n}": question_file("single-choice", id=f"q-more-{n}", stem=f"Which {n}?") for n in range(size)}
        page = writing(app, tmp_path / str(size))
        for text in more.values():
            _add(app, text)
        with counted(app) as statements:
            for address in PAGES:
                page.browser.get(f"{STUDIO}{address}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def _add(app: Flask, text: str) -> None:
    """One more question, as text that is pasted."""
    stem = text.partition("+++\n\n")[2].partition("\n")[0]
    page = ben(app).get(f"{STUDIO}/quiz/strokes/paste")
    page = page.submit("Look at what was read", text=f"{stem}\n* Warm\n- Cold\n- Wet").says("1 question was read")
    page.submit("Add 1 question")
