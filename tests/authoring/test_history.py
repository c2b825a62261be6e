"""Every text that a file of a draft had is kept, compared with the newest, and can be gone back to."""

from pathlib import Path

from flask import Flask

from tests.authoring.writing import STUDIO, ben, writing
from tests.drafting import files

# The page that edits it → the file that it saves.
EDITED = {
    "/about": "course.toml",
    "/modules/strokes": "1-strokes/module.toml",
    "/lessons/begin": "1-strokes/1-begin.md",
    "/quiz/strokes": "1-strokes/quiz.toml",
    "/quiz/strokes/questions/q-cloze-1": "1-strokes/questions/cloze.md",
    "/sources/a-document": "sources/a-document.toml",
    "/glossary": "glossary.toml",
    "/certificate": "certificate.toml",
    "/certificate/statement": "certificate.toml",
    "/evaluation": "evaluation.toml",
    "/worksheet": "course.toml",
}


def test_every_page_that_saves_leads_to_what_was_saved_before(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.browser.get(f"{STUDIO}/glossary").says_not("Earlier texts").submit("Add the word", term="Hand", text="Warm.")
    page.browser.get(f"{STUDIO}/certificate").submit("Save", valid_months="12")
    page.browser.get(f"{STUDIO}/evaluation").submit("Save", fields={"intro-intro": "Two minutes."})
    for address, path in EDITED.items():
        page = ben(app).get(f"{STUDIO}{address}")
        (link,) = page.tree.xpath("//a[starts-with(normalize-space(.), 'Earlier texts')]/@href")
        assert link == f"{STUDIO}/file?path={path}"


def test_each_kind_of_file_is_compared_and_gone_back_to(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    for path in ("course.toml", "1-strokes/module.toml", "1-strokes/quiz.toml", "sources/a-document.toml"):
        before = files(app)[path]
        page = page.browser.get(f"{STUDIO}/file?path={path}")
        page.submit("Save the file", text=f"{before}# by hand").says("Saved.")
        assert files(app)[path] == f"{before}# by hand\n"
        compared = page.browser.get(f"{STUDIO}/file?path={path}&version=1").says("added: # by hand")
        compared.submit("Go back to this text").says("Saved.")
        assert files(app)[path] == before
