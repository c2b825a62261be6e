"""Copies of a lesson and of a whole module: new ids and addresses, and links that lead into the copy."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from app.accounts.models import Person
from app.authoring.actions.outlining import addresses_in, free_slug, id_of, lesson_at, make_room, module_at
from app.authoring.actions.saving import write_files
from app.authoring.queries import Workbench
from app.authoring.rules import folders, naming
from app.authoring.rules.linking import Moved, passage_moved, relinked
from app.catalogue.content.parts import LessonFile, ModuleFolder, Objective, QuestionFile, QuizFile
from app.catalogue.content.writer import question_text, write_lesson, write_module, write_quiz

Goals = Mapping[str, str]  # id of an objective → that of its copy


def duplicate_lesson(bench: Workbench, at: str, title: str, by: Person, now: datetime) -> None:
    """Add a copy of a lesson, under another title, at the end of its module. Raises Gone."""
    lesson, folder = lesson_at(bench, at), at.rpartition("/")[0]
    number, slug = folders.next_number(folders.lessons_in(bench.files, folder)), free_slug(bench, title)
    text = _lesson(replace(lesson, title=title), {lesson.slug: slug}, {})
    write_files(bench.draft, {f"{folder}/{number}-{slug}.md": text}, by, now)


def duplicate_module(bench: Workbench, at: str, title: str, by: Person, now: datetime) -> str:
    """Add a copy of a module with all that is in it, before the final test if there is one. Returns its folder.

    What cannot be read is copied as it is. Raises Gone.
    """
    module, taken = module_at(bench, at), addresses_in(bench)
    slug = naming.free_name(module.slug, taken)
    taken.add(slug)
    moved = {f"quiz/{module.slug}": f"quiz/{slug}"}
    for lesson in module.lessons:
        moved[lesson.slug] = naming.free_name(lesson.slug, taken)
        taken.add(moved[lesson.slug])
    folder = f"{make_room(bench)}-{slug}"
    texts = _unread(bench, at) | _texts(module, replace(module, slug=slug, title=title), moved)
    write_files(bench.draft, {f"{folder}/{path}": text for path, text in texts.items()}, by, now)
    return folder


def _unread(bench: Workbench, at: str) -> dict[str, str]:
    """Every file of a module as it is, by its path in the module, but its lessons: they get other names."""
    paths = set(folders.inside(bench.files, at)) - {one.path for one in module_at(bench, at).lessons}
    return {path.removeprefix(f"{at}/"): bench.files[path].text for path in paths}


def _texts(was: ModuleFolder, copy: ModuleFolder, moved: Moved) -> dict[str, str]:
    """The files that were read, under new ids."""
    goals = {goal.id: f"{copy.slug}-{number}" for number, goal in enumerate(was.objectives, start=1)}
    renamed = tuple(Objective(id=goals[goal.id], text=goal.text) for goal in was.objectives)
    texts = {"module.toml": write_module(replace(copy, id=id_of("m", copy.title), objectives=renamed))}
    texts |= {f"{one.number}-{moved[one.slug]}.md": _lesson(one, moved, goals) for one in was.lessons}
    texts |= {f"questions/{one.slug}.md": _question(one, moved, goals) for one in was.questions}
    return texts | ({"quiz.toml": _quiz(was.quiz, goals)} if was.quiz else {})


def _lesson(lesson: LessonFile, moved: Moved, goals: Goals) -> str:
    taught = tuple(goals.get(one, one) for one in lesson.objectives)
    text = relinked(lesson.text, moved)
    return write_lesson(replace(lesson, id=id_of("l", lesson.title), objectives=taught, text=text))


def _question(question: QuestionFile, moved: Moved, goals: Goals) -> str:
    stem, body, why = (relinked(text, moved) for text in (question.stem, question.body, question.why))
    copy = replace(question, id=id_of("q", stem), stem=stem, body=body, why=why)
    objective = goals.get(question.objective, question.objective)
    return question_text(replace(copy, objective=objective, passage=passage_moved(question.passage, moved)))


def _quiz(quiz: QuizFile, goals: Goals) -> str:
    more, labels = dict(quiz.more), {f"objective:{old}": f"objective:{new}" for old, new in goals.items()}
    if pools := more.get("pools"):
        more["pools"] = [(labels.get(label, label), draw) for label, draw in pools]
    return write_quiz(replace(quiz, id=id_of("z", quiz.title), more=more))
