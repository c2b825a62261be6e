"""Where each file of a draft is mended: links for what stops publishing."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.authoring.queries import FRONT, SOURCES, Workbench
from app.authoring.rules.plainly import plainly
from app.catalogue.content.certificate import PATH as CERTIFICATE
from app.catalogue.content.evaluation import PATH as EVALUATION
from app.catalogue.content.glossary import PATH as GLOSSARY
from app.catalogue.content.parts import ModuleFolder
from app.catalogue.content.problems import Problem
from app.catalogue.content.scenes import question_of

PAGES = {
    FRONT: "authoring.about",
    GLOSSARY: "authoring.glossary",
    CERTIFICATE: "authoring.certificate",
    EVALUATION: "authoring.evaluation",
}

NAMES = {
    FRONT: lazy_gettext("About the course"),
    GLOSSARY: lazy_gettext("Glossary"),
    CERTIFICATE: lazy_gettext("Certificate"),
    EVALUATION: lazy_gettext("Evaluation"),
}


class Stop(NamedTuple):
    """One fault: what is wrong, how to mend it, what it is about, and the page that mends it."""

    message: str
    cure: str
    title: str
    href: str


def linked(bench: Workbench, problems: Iterable[Problem]) -> list[Stop]:
    """Each problem in plain words, with the page that mends it."""
    goals = {goal.id: goal.text for module in bench.modules for goal in module.objectives}
    return [_stop(bench, one, goals) for one in problems]


def _stop(bench: Workbench, problem: Problem, goals: Mapping[str, str]) -> Stop:
    said = plainly(problem, goals)
    message, cure = (_(text, **said.values) if said.values else _(text) for text in (said.message, said.cure))
    return Stop(message, cure, *place_of(bench, problem.path, problem.line))


def place_of(bench: Workbench, path: str, line: int = 1) -> tuple[str, str]:
    """What a file is called, and the address of the page that edits it; where it cannot be read, as a file."""
    if path == FRONT and bench.course and line == bench.course.place.keys.get("hours"):
        return _("Hours"), url_for("authoring.worksheet", course=bench.slug)
    if path in PAGES and bench.course:
        return NAMES[path], url_for(PAGES[path], course=bench.slug)
    slug = path.removeprefix(SOURCES).removesuffix(".toml")
    if path.startswith(SOURCES) and slug in bench.sources:
        return bench.sources[slug].title, url_for("authoring.source", course=bench.slug, source=slug)
    for module in bench.modules:
        found = _in_module(bench, module, path, line)
        if found:
            return found
    return path, url_for("authoring.file", course=bench.slug, path=path, line=line)


def _in_module(bench: Workbench, module: ModuleFolder, path: str, line: int) -> tuple[str, str] | None:
    if module.path == path:
        return module.title, url_for("authoring.module", course=bench.slug, module=module.slug)
    for lesson in module.lessons:
        if lesson.path == path:
            at = max(1, line - lesson.line + 1)
            return lesson.title, url_for("authoring.lesson", course=bench.slug, lesson=lesson.slug, line=at)
    for question in module.questions:
        if question.path == path:
            href = url_for("authoring.question", course=bench.slug, unit=module.slug, question=question.id)
            return question_of(question.stem).partition("\n")[0], href
    if module.quiz and module.quiz.path == path:
        return module.quiz.title, url_for("authoring.quiz", course=bench.slug, unit=module.slug)
    return None
