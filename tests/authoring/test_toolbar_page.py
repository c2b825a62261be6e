"""The page of a lesson: the button that Enter presses saves, a picture loses no words, the toolbar is whole."""

from pathlib import Path

from flask import Flask

from tests.authoring.writing import STUDIO, writing
from tests.drafting import files


def test_enter_in_the_title_saves_and_a_picture_saves_first(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path).follow("How to begin")
    buttons = page.find("//form[@data-studio]").xpath(".//button[not(@type)]")
    assert [one.get("value") for one in buttons] == ["save", "preview", "picture"]
    text = "Warm hands [@a-document]. {#long-and-light}"
    page = page.submit("Add a picture", fields={"edit--text": text})
    assert page.address.startswith(f"{STUDIO}/lessons/begin/picture")
    assert text in files(app)["1-strokes/1-begin.md"]


def test_the_toolbar_offers_what_a_lesson_is_made_of(app: Flask, tmp_path: Path):
    page = writing(app, tmp_path)
    page.browser.get(f"{STUDIO}/glossary").submit("Add the word", term="Hand", text="Warm.")
    toolbar = page.browser.get(f"{STUDIO}/lessons/begin").find("//div[@data-toolbar]")
    named = {" ".join(one.text_content().split()) for one in toolbar.xpath(".//button")}
    assert named >= {"Heading", "Bold", "Emphasis", "List", "Evidence note", "Stop and refer", "Check", "Picture"}
    values = {one.get("value") for one in toolbar.xpath(".//option")}
    assert {
        " [@a-document]",
        "[hand](glossary:hand)",
        "[Strokes quiz](quiz/strokes)",
        "[How to begin](begin)",
    } <= values
    assert any(value.strip().startswith("::: figure figures/back.svg") for value in values)
