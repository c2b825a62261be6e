"""The steps that change the outline of a draft: add, rename, move, remove, put back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from app.accounts.models import Person
from app.authoring import queries
from app.authoring.actions.moving import move_files, remove_files
from app.authoring.actions.moving import put_back as put_files_back
from app.authoring.actions.saving import write_files
from app.authoring.queries import Workbench
from app.authoring.rules import beginnings, folders, naming
from app.authoring.rules.folders import Step
from app.authoring.rules.quizzes import kept_for_final
from app.catalogue.content.checks import RESERVED_SLUGS
from app.catalogue.content.parts import DRAWN, LessonFile, ModuleFolder
from app.catalogue.content.writer import write_lesson, write_module, write_quiz
from app.platform import ids

TOKEN = 6


class Gone(LookupError):  # noqa: N818 - an answer to the person, not a programmer's error
    """What a step is about is not in the draft any more, or cannot be read."""


def add_module(bench: Workbench, title: str, objective: str, by: Person, now: datetime) -> str:
    """Add a module with one objective, before what asks about the whole course. Returns its folder."""
    slug = free_slug(bench, title)
    objective_id = naming.free_name(f"{slug}-1", {goal.id for one in bench.modules for goal in one.objectives})
    text = beginnings.new_module(id_of("m", title), title, objective_id, objective)
    number = make_room(bench)
    write_files(bench.draft, {f"{number}-{slug}/module.toml": text}, by, now)
    return f"{number}-{slug}"


def make_room(bench: Workbench) -> int:
    """The number for a module that teaches: it comes before what asks about the whole course, which goes further."""
    return _room_before(bench, next((one for one in bench.modules if one.asks_over_all), None))


def add_final(bench: Workbench, title: str, intro: str, by: Person, now: datetime) -> str:
    """Add the final test: a module with nothing but its quiz. Returns its folder."""
    number = folders.next_number(folders.modules_in(bench.files))
    folder, kept = f"{number}-{free_slug(bench, title)}", sum(map(kept_for_final, bench.modules))
    texts = {
        f"{folder}/module.toml": beginnings.new_test(id_of("m", title), title),
        f"{folder}/quiz.toml": beginnings.new_quiz(id_of("z", title), title, intro, "final", _pass_mark(bench), kept),
    }
    write_files(bench.draft, texts, by, now)
    return folder


def add_practice(bench: Workbench, title: str, intro: str, by: Person, now: datetime) -> str:
    """Add practice over the whole course, before the final test if there is one. Returns its folder."""
    number = _room_before(bench, next((one for one in bench.modules if one.is_final_test), None))
    folder = f"{number}-{free_slug(bench, title)}"
    found = [one for module in bench.modules for one in module.questions if one.use in DRAWN["practice"]]
    bank = sum(one.is_told_at_once for one in found)
    texts = {
        f"{folder}/module.toml": beginnings.new_test(id_of("m", title), title),
        f"{folder}/quiz.toml": beginnings.new_practice(id_of("z", title), title, intro, _pass_mark(bench), bank),
    }
    write_files(bench.draft, texts, by, now)
    return folder


def _room_before(bench: Workbench, module: ModuleFolder | None) -> int:
    """A number for a new module: that of the one it comes before, which goes one further; None: at the end."""
    if module is None:
        return folders.next_number(folders.modules_in(bench.files))
    move_files(bench.draft, folders.make_room(bench.files, folder_of(module)))
    return module.number


def add_lesson(bench: Workbench, folder: str, title: str, by: Person, now: datetime, today: date) -> str:
    """Add a lesson at the end of a module. Returns its address. Raises Gone."""
    module = module_at(bench, folder)
    slug = free_slug(bench, title)
    number = folders.next_number(folders.lessons_in(bench.files, folder))
    text = beginnings.new_lesson(id_of("l", title), title, tuple(goal.id for goal in module.objectives), today)
    write_files(bench.draft, {f"{folder}/{number}-{slug}.md": text}, by, now)
    return slug


def add_quiz(bench: Workbench, folder: str, title: str, intro: str, by: Person, now: datetime) -> str:
    """Add the quiz of a module. Returns its address. Raises Gone."""
    module = module_at(bench, folder)
    if module.quiz is None:
        text = beginnings.new_quiz(id_of("z", module.title), title, intro, "check", _pass_mark(bench))
        write_files(bench.draft, {f"{folder}/quiz.toml": text}, by, now)
    return module.slug


def rename(bench: Workbench, at: str, title: str, by: Person, now: datetime) -> None:
    """Give a module, a lesson or a quiz another title; its address stays. Raises Gone."""
    if at in folders.modules_in(bench.files):
        module = module_at(bench, at)
        short = title[:80].strip() if module.short == module.title[:80].strip() else module.short
        text = write_module(replace(module, title=title, short=short))
        path = f"{at}/module.toml"
    elif at.endswith("/quiz.toml"):
        quiz = module_at(bench, at.partition("/")[0]).quiz
        if quiz is None:
            raise Gone(at)
        path, text = at, write_quiz(replace(quiz, title=title))
    else:
        path, text = at, write_lesson(replace(lesson_at(bench, at), title=title))
    write_files(bench.draft, {path: text}, by, now)


def move(bench: Workbench, at: str, step: Step) -> None:
    """Let a module or a lesson change places with its neighbour. Raises Gone."""
    if at in folders.modules_in(bench.files):
        move_files(bench.draft, folders.move_module(bench.files, at, step))
    elif at in folders.lessons_in(bench.files, at.rpartition("/")[0]):
        move_files(bench.draft, folders.move_lesson(bench.files, at, step))
    else:
        raise Gone(at)


def reorder(bench: Workbench, order: Sequence[str]) -> None:
    """Let modules, or lessons of one module, stand in this order. What is not named keeps its place.

    Raises Gone when one of them is not where it was: its place is a part of its name, so a step of another shows.
    """
    modules, first = folders.modules_in(bench.files), order[0] if order else ""
    there = modules if first in modules else folders.lessons_in(bench.files, first.rpartition("/")[0])
    if not first or len(set(order)) < len(order) or not set(order) <= set(there):
        raise Gone(first)
    move_files(bench.draft, folders.reordered(bench.files, order))


def remove(bench: Workbench, at: str, now: datetime) -> None:
    """Take a module with all that is in it, a lesson or a quiz out of the draft. Raises Gone."""
    paths = folders.inside(bench.files, at) if at in folders.modules_in(bench.files) else [at]
    if not set(paths) <= set(bench.files) or at == queries.FRONT:
        raise Gone(at)
    remove_files(bench.draft, paths, now)


def put_back(bench: Workbench, removal: str) -> None:
    """Put back what was removed in one step. Raises Gone, PathTaken."""
    files = queries.removed_from(bench.draft.id).get(removal)
    if not files:
        raise Gone(removal)
    put_files_back(bench.draft, removal, folders.back_into(bench.files, [file.path for file in files]))


def folder_of(module: ModuleFolder) -> str:
    """The folder of a module."""
    return f"{module.number}-{module.slug}"


def module_at(bench: Workbench, folder: str) -> ModuleFolder:
    """The module in a folder. Raises Gone."""
    found = next((one for one in bench.modules if folder_of(one) == folder), None)
    if found is None:
        raise Gone(folder)
    return found


def lesson_at(bench: Workbench, path: str) -> LessonFile:
    """The lesson in a file. Raises Gone."""
    found = next((one for module in bench.modules for one in module.lessons if one.path == path), None)
    if found is None:
        raise Gone(path)
    return found


def addresses_in(bench: Workbench) -> set[str]:
    """Every address that a module or a lesson of the course has, or that none may have."""
    names = [*folders.modules_in(bench.files), *(path.rpartition("/")[2] for path in bench.files)]
    return {*map(folders.slug_of, names), *RESERVED_SLUGS}


def free_slug(bench: Workbench, title: str) -> str:
    """An address made of a title that nothing in the course has."""
    return naming.free_name(naming.slugify(title), addresses_in(bench))


def id_of(letter: str, title: str) -> str:
    """An id that was never used."""
    return naming.new_id(letter, title, ids.public_id(TOKEN))


def _pass_mark(bench: Workbench) -> int:
    return (bench.course and bench.course.pass_mark) or beginnings.PASS_MARK
