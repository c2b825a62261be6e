"""A small course whose quiz has essays, and the people who write and mark them.

an_essay_quiz(app, tmp_path)
page = handed_in(enrolled(app, ANA), "She must see a physician today.")
marked(Browser(signed_in(app, BEN)), points=["2", "1"])
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from tests.browser import Browser, Page
from tests.making import COURSE, SLUG, course_files, publish_folder, question_file, write_files
from tests.sitting import attempt_of, give, hands, publish, quiz_toml, started

STEM = "A client's thighs are numb since this morning. What do you say, and why?"
RUBRIC = "- [2] Names the sign\n    > One point for the sign alone.\n- [1] Refers *today*"
OWN_WORDS = "own-words"
WORDS = "least_words = 5\nmost_words = 20\n"
QUEUE = "/studio/marking"
TEXT = "Numb thighs are a sign of pressed nerves.\nPlease see a physician today."
FOLDER = f"{SLUG}/1-strokes/questions"


def essay_file(number: int = 1, head: str = WORDS, points: int = 6) -> tuple[str, str]:
    """An essay of the small course: its path and text."""
    text = _file("essay", number, f"{STEM} ({number})" if number > 1 else STEM, RUBRIC)
    return f"{FOLDER}/essay-{number}.md", text.replace("points = 1\n", f"points = {points}\n{head}")


def text_file(number: int = 1, text: str = "Maria lifts boxes:\n\n- every day,\n- in a warehouse.") -> tuple[str, str]:
    """A text without a question: its path and text."""
    file = _file("description", number, text, "").replace("points = 1\n", "points = 0\n")
    return f"{FOLDER}/text-{number}.md", file.partition("\n\n## Why")[0] + "\n"


def _file(kind: str, number: int, stem: str, body: str) -> str:
    text = question_file("single-choice", id=f"q-{kind}-{number}", stem=stem, body=body)
    return text.replace('kind = "single-choice"', f'kind = "{kind}"')


def an_essay_quiz(app: Flask, folder: Path, *more: tuple[str, str], essays: int = 1, **quiz: object) -> str:
    """Publish the small course with a quiz of two single choices and so many essays of six points."""
    rules = {"draw": 2 + essays, "pass_mark": 75} | quiz
    kept = course_files(quiz=quiz_toml(**rules)).items()
    files = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    files |= dict([hands(1), hands(2), *map(essay_file, range(1, essays + 1)), *more])
    return publish(app, folder, files)


def own_words(app: Flask) -> str:
    """Publish a course of its own beside others, with a text, two single choices and an essay; returns its address."""
    rules = quiz_toml(draw=3, intro="In your own words.")
    kept = course_files(quiz=rules, course=COURSE.replace("Warm hands", "Own words")).items()
    files = {name: text for name, text in kept if "/questions/" not in name and "/figures/" not in name}
    files |= dict([hands(1), hands(2), essay_file(head=f'{WORDS}template = "I say:"\n'), text_file()])
    return publish_beside(app, files, OWN_WORDS)


def publish_beside(app: Flask, files: Mapping[str, str], slug: str) -> str:
    """Publish the small course once more, under another address; returns that."""
    moved = {name.replace(SLUG, slug): text.replace(f"c-{SLUG}", f"c-{slug}") for name, text in files.items()}
    with TemporaryDirectory() as folder:
        write_files(Path(folder), moved)
        return publish_folder(app, Path(folder) / slug)


def written(page: Page, text: str | None, choice: str | None = "Warm ones") -> Page:
    """Answer every question of a paper; returns the page to check. None leaves a question open."""
    while "/check" not in page.address:
        if page.tree is not None and page.tree.xpath("//form[@data-save]//textarea"):
            page = page.submit("Save and continue", **({} if text is None else {"answer": text}))
        elif "Which hands" in page.heading and choice is not None:
            page = give(page, choice)
        else:
            page = page.submit("Continue" if "Read this" in page.heading else "Save and continue")
    return page


def handed_in(browser: Browser, text: str | None = TEXT, choice: str | None = "Warm ones") -> Page:
    """The result of a new attempt."""
    return written(started(browser), text, choice).submit("Submit quiz")


def marked(
    marker: Browser, points: tuple[str, str] = ("2", "1"), comment: str = "Well seen.", status: int = 200
) -> Page:
    """Mark the oldest answer that waits; returns the page after it."""
    return give_points(marker.get(QUEUE).follow("Mark the oldest"), points, comment, status)


def give_points(
    page: Page, points: tuple[str, str] = ("2", "1"), comment: str = "Well seen.", status: int = 200
) -> Page:
    """Fill in the rubric on the page of an answer."""
    fields = {f"points-{number}": one for number, one in enumerate(points, start=1)}
    return page.submit("Save and next", status, fields=fields | {"comment": comment})


def place_of(page: Page) -> str:
    """The address at which staff mark the essay of an attempt, from any page of the attempt."""
    return f"{QUEUE}/{attempt_of(page)}"
