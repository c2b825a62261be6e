"""Questions of a bank into a course folder, and out of one."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from app.authoring.banks import NewFiles, Taken
from app.catalogue.content.fields import SLUG
from app.catalogue.content.folder import load
from app.catalogue.content.parts import QuestionFile
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question

QUESTIONS = "questions"
FIGURES = "figures"
FRONT = "module.toml"

_MODULE = re.compile(rf"\d+-({SLUG})")
_QUESTION = re.compile(rf"(?P<module>\d+-{SLUG})/{QUESTIONS}/(?P<slug>{SLUG})\.md")


class NoSuchModule(Exception):  # noqa: N818 - a person's slip
    """The course has no module of that name; it carries the names that there are."""


@dataclass(frozen=True, slots=True)
class Bank:
    """The questions of a course: each file with the folder of its module."""

    files: tuple[tuple[str, QuestionFile], ...]
    figures: Mapping[str, str] = field(default_factory=dict)

    def taken_in(self, module: str) -> Taken:
        """What a new question may not be called there, and may not repeat anywhere in the course."""
        return Taken(
            slugs={file.slug for folder, file in self.files if folder == module},
            ids={file.id for _, file in self.files},
            stems={" ".join(file.stem.casefold().split()) for _, file in self.files},
        )


def read_folder(course: Path) -> Bank:
    """The questions of a course folder, faults and all. Raises ContentProblems if a file is no text."""
    return bank_of(load(course))


def bank_of(files: Mapping[str, str]) -> Bank:
    """The questions among the files of a course, in the order of its modules, without files that cannot be read."""
    figures = {path: text for path, text in files.items() if path.endswith(".svg")}
    return Bank(tuple(_questions(files)), figures)


def _questions(files: Mapping[str, str]) -> Iterator[tuple[str, QuestionFile]]:
    for path, text in sorted(files.items(), key=lambda one: (_number(one[0]), one[0])):
        if found := _QUESTION.fullmatch(path):
            file = read_question(found["slug"], text.replace("\r\n", "\n"), path, Findings())
            if file:
                yield found["module"], file


def _number(path: str) -> int:
    first = path.partition("-")[0]
    return int(first) if first.isdigit() and len(first) < len(str(2**31)) else 0


def module_of(course: Path, name: str) -> str:
    """The folder of the module that is called so, by its whole name or without the number; the only one for "".

    Raises NoSuchModule.
    """
    folders = sorted(one.parent.name for one in course.glob(f"*/{FRONT}") if _MODULE.fullmatch(one.parent.name))
    found = [one for one in folders if name in {one, one.partition("-")[2]}] if name else folders
    if len(found) != 1:
        raise NoSuchModule(", ".join(folders))
    return found[0]


def add_to_folder(new: NewFiles, course: Path, module: str) -> list[Path]:
    """Write the new files into the module: all of them, or none. Nothing that is there is changed. Raises OSError.

    They are made beside the folder of questions, together with copies of what is in it; two renames then put the new
    folder in the place of the old one, and if the second fails, the first is taken back. Pictures come before: what is
    left of them by a power cut is a plate that nothing shows.
    """
    home = course / module / QUESTIONS
    staged, before = home.with_name(f".{QUESTIONS}-new"), home.with_name(f".{QUESTIONS}-before")
    shutil.rmtree(staged, ignore_errors=True)
    drawn: list[Path] = []
    try:
        _draw(new, course / module / FIGURES, drawn)
        if home.exists():
            shutil.copytree(home, staged)
        else:
            staged.mkdir(parents=True)
        for one in new.files:
            with (staged / f"{one.slug}.md").open("x", encoding="utf-8", newline="\n") as file:
                file.write(one.text)
        _swap(staged, home, before)
    except BaseException:
        for path in drawn:
            path.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return [home / f"{one.slug}.md" for one in new.files]


def _draw(new: NewFiles, figures: Path, drawn: list[Path]) -> None:
    """Write the plates; their names tell what is in them, so one that is there is the same."""
    for picture in (picture for one in new.files for picture in one.pictures):
        figures.mkdir(exist_ok=True)
        path = figures / picture.name
        if not path.exists():
            drawn.append(path)
            path.write_text(picture.svg, encoding="utf-8", newline="\n")


def _swap(staged: Path, home: Path, before: Path) -> None:
    if not home.exists():
        staged.rename(home)
        return
    shutil.rmtree(before, ignore_errors=True)
    home.rename(before)
    try:
        staged.rename(home)
    except OSError:
        before.rename(home)
        raise
    shutil.rmtree(before, ignore_errors=True)


def inside(files: Mapping[str, str], slug: str) -> dict[str, str]:
    """The files of a published course without those of its sources, by their paths in the course folder."""
    cut = {PurePosixPath(path): text for path, text in files.items()}
    return {path.relative_to(slug).as_posix(): text for path, text in cut.items() if path.parts[0] == slug}
