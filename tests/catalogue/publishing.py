"""Courses for the pages of the catalogue: larger ones, and a second one beside the small one."""

from pathlib import Path

from flask import Flask
from sqlalchemy import update

from app.catalogue.models import Course
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.making import COURSE, SLUG, STEMS, course_files, publish_folder, write_files
from tests.people import BEN, Someone

MODULE = f"{SLUG}/1-strokes/"


def with_modules(count: int) -> dict[str, str]:
    """The small course with so many modules, each with a lesson and a quiz of its own."""
    files = course_files()
    first = {name: text for name, text in files.items() if name.startswith(MODULE)}
    for number in range(2, count + 1):
        for name, text in first.items():
            place = name.replace("1-strokes", f"{number}-strokes-{number}").replace("1-begin", f"1-begin-{number}")
            files[place] = _numbered(text, number)
    return files


def _numbered(text: str, number: int) -> str:
    """A file of the module with ids, addresses and questions of its own."""
    for name in ('"m-', '"z-', '"l-', '"q-'):
        text = text.replace(name, f"{name}{number}-")
    text = text.replace("strokes-1", f"strokes-{number}-1").replace("begin#", f"begin-{number}#")
    for stem in STEMS.values():
        text = text.replace(stem, f"In part {number}: {stem}")
    return text


def another_course(app: Flask, folder: Path, slug: str, title: str, owner: Someone = BEN) -> None:
    """Publish a further course like the small one."""
    front = COURSE.replace("c-warm-hands", f"c-{slug}").replace('title = "Warm hands"', f'title = "{title}"')
    path = write_files(folder, course_files(course=front)).rename(folder / slug)
    publish_folder(app, path, owner)


def retire(app: Flask, slug: str) -> None:
    """Take a course out of the catalogue."""
    with app.app_context(), writing():
        db.session.execute(update(Course).where(Course.slug == slug).values(retired_at=clock.now()))
