"""Questions that point into a picture: the drawing comes with the import, and what is wrong with it is said."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment.models import Question
from app.authoring.importer import check_course
from app.catalogue.content.problems import ContentProblems
from tests.authoring.folders import BEGIN, courses, folder, on_disk, refused
from tests.making import DRAWING, LESSON, PICTURE, SLUG, course_files, question_file
from tests.people import ANA
from tests.sitting import enrolled, kind_of, started, stored

FILE = f"{SLUG}/1-strokes/questions/hotspot.md"
FIGURE = f"{SLUG}/1-strokes/{PICTURE}"
SHOWN = f"{LESSON}\n::: figure {PICTURE} | A back\nNot yet reviewed.\n\nA back.\n:::\n"
HOTSPOTS = select(Question.spec).where(Question.kind == "hotspot").order_by(Question.id)


def faults(tmp_path: Path, files: dict[str, str]) -> list[str]:
    """What is wrong with a course of these files."""
    with pytest.raises(ContentProblems) as caught:
        check_course(folder(tmp_path, files))
    return [str(problem) for problem in caught.value.problems]


def changed(old: str, new: str, name: str = FILE) -> dict[str, str]:
    """The small course with a change in one file."""
    files = course_files()
    assert old in files[name]
    return files | {name: files[name].replace(old, new)}


@pytest.mark.sqlite_only
def test_the_drawing_is_stored_with_the_question_and_shown(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path, course_files()))
    (spec,) = stored(app, HOTSPOTS)
    assert spec["plate"]["view"] == [0, 0, 640, 520]
    assert spec["plate"]["boxes"] == {"low": [180, 320, 120, 160]}
    page = started(enrolled(app, ANA))
    while kind_of(page) != "hotspot":
        page = page.submit("Save and continue")
    assert page.find("//div[@class='spots']").get("id") == spec["plate"]["name"]
    assert "q-hotspot-1" not in page.response.text, "an author's id might tell the answer"
    assert len(page.tree.xpath("//label[@class='opt']")) == len(page.tree.xpath("//label[@for='answer-1']"))
    assert "A back, seen from behind" in page.response.text
    assert 'id="low"' not in page.response.text


@pytest.mark.sqlite_only
def test_a_picture_drawn_anew_makes_a_new_version_of_the_question(app: Flask, tmp_path: Path):
    courses(app, "import", folder(tmp_path / "old", course_files()))
    courses(app, "import", folder(tmp_path / "new", changed("#E7B5A0", "#D99880", FIGURE)))
    first, second = stored(app, HOTSPOTS)
    assert "#D99880" in second["plate"]["svg"]
    assert first["shapes"] == second["shapes"]


@pytest.mark.sqlite_only
def test_what_is_exported_is_what_was_written(app: Flask, tmp_path: Path):
    path = folder(tmp_path / "in", course_files())
    courses(app, "import", path)
    courses(app, "export", SLUG, tmp_path / "out")
    assert on_disk(tmp_path / "out") == on_disk(path.parent)
    assert f'picture = "{PICTURE}"'.encode() in on_disk(tmp_path / "out")[FILE]


def test_a_picture_that_only_a_question_shows_is_no_stray(tmp_path: Path):
    assert check_course(folder(tmp_path / "asked", course_files())).edition
    stray = course_files() | {FIGURE.replace("back", "front"): DRAWING}
    (fault,) = faults(tmp_path / "stray", stray)
    assert "figures/front.svg:1: No lesson and no question of this module shows this picture" in fault


def test_a_picture_may_be_in_a_lesson_and_in_several_questions(tmp_path: Path):
    again = question_file("hotspot", 2, stem="Where do they end?")
    files = course_files(lesson=SHOWN) | {FILE.replace("hotspot", "again"): again}
    texts = [text for bank in check_course(folder(tmp_path, files)).questions.values() for text in bank]
    plates = [text.spec["plate"] for text in texts if text.file.kind == "hotspot"]
    assert len({plate["name"] for plate in plates}) == len(plates) == 2
    assert plates[0]["svg"] != plates[1]["svg"], "two plates on one result share no id"


@pytest.mark.sqlite_only
def test_a_picture_that_is_not_there_is_named_with_line_and_cure(app: Flask, tmp_path: Path):
    files = changed(PICTURE, "figures/bakc.svg") | {FIGURE: DRAWING}
    told = refused(courses(app, "import", folder(tmp_path, files)))
    line = files[FILE].split("\n").index('picture = "figures/bakc.svg"') + 1
    (fault,) = [one for one in told if one.startswith(f"{FILE}:{line}: ")]
    assert 'There is no picture "figures/bakc.svg". Cure: did you mean "figures/back.svg"' in fault


def test_a_question_without_the_key_or_with_a_strange_one_is_a_fault(tmp_path: Path):
    (without,) = faults(tmp_path / "without", changed(f'picture = "{PICTURE}"\n', "") | {BEGIN: SHOWN})
    assert f"{FILE}:1: The question has no picture" in without
    (strange,) = faults(tmp_path / "strange", changed(f'picture = "{PICTURE}"', "picture = 3") | {BEGIN: SHOWN})
    assert 'There is no picture "3"' in strange
    slip = faults(tmp_path / "slip", changed("picture =", "pictre ="))
    assert any('did you mean "picture"' in fault for fault in slip)


def test_a_key_that_the_kind_does_not_know_is_a_fault(tmp_path: Path):
    name = FILE.replace("hotspot", "ordering")
    (fault,) = faults(tmp_path, changed('style = "recall"\n', f'style = "recall"\npicture = "{PICTURE}"\n', name))
    assert '"picture" means nothing for ordering' in fault


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<ellipse", "<script>alert(1)</script><ellipse", "<script> is not allowed in a picture"),
        ("</svg>", "", "This is not XML"),
        ('id="low"', 'id="hip"', 'no part with the id "low"'),
        ('rx="60"', 'rx="20"', "too small for a finger"),
        ('cx="240"', 'cx="10"', "outside the picture"),
    ],
)
def test_what_is_wrong_with_a_drawing_is_said(tmp_path: Path, old: str, new: str, words: str):
    told = faults(tmp_path, changed(old, new, FIGURE))
    assert any(words in fault and ". Cure: " in fault for fault in told), told


def test_a_wrong_region_says_why_it_tempts(tmp_path: Path):
    (fault,) = faults(tmp_path, changed("\n    > Later.", ""))
    assert "does not say why it is wrong" in fault


def test_words_are_marked_in_a_passage_below_the_stem(tmp_path: Path):
    name = FILE.replace("hotspot", "mark-words")
    scene = "A client asks.\n\n- Is it firm?\n- Is it fast?\n\nMark what you would answer."
    files = changed("Mark what describes the strokes.", scene, name)
    texts = [text for bank in check_course(folder(tmp_path, files)).questions.values() for text in bank]
    (text,) = [text for text in texts if text.file.kind == "mark-words"]
    assert text.file.stem == scene
    assert text.spec["pieces"][::2] == ["The strokes are ", ", ", " and ", ", not ", "."]
