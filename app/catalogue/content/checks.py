"""Faults that show only when the files of a course are seen together."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.catalogue.content.boxes import LessonPage
from app.catalogue.content.certificate import certificate_faults
from app.catalogue.content.evaluation import evaluation_faults
from app.catalogue.content.glossary import glossary_faults
from app.catalogue.content.lesson import draw_lesson
from app.catalogue.content.markdown import draw, draw_phrase
from app.catalogue.content.page import Page
from app.catalogue.content.parts import CourseFolder, LessonFile, ModuleFolder, Part, Place, SourceFile
from app.catalogue.content.problems import Problem, nearest
from app.catalogue.content.scenes import ABOVE, picture_faults, shown_by

MOST_WORDS = 1_400
LEAST_OF_A_MODULE = 2  # questions of each module in a final test
RESERVED_SLUGS = ("again", "quiz", "certificate", "evaluation")  # addresses under a course that are no lessons
# Addresses of the studio that are no courses.
RESERVED_COURSES = ("attempts", "certificates", "marking", "new", "reports")
# What has room in the tables. SQLite would not mind more, PostgreSQL refuses it.
LONGEST = {
    "id": 60, "slug": 80, "title": 200, "subtitle": 300, "short": 80, "objective": 60, "passage": 200, "term": 80,
}  # fmt: skip

Faults = Iterator[Problem]


@dataclass(frozen=True, slots=True)
class View:
    """A course with its lessons drawn: their faults, links and anchors."""

    course: CourseFolder
    sources: Mapping[str, SourceFile]
    lessons: list[tuple[LessonFile, LessonPage]]
    anchors: dict[str, list[str]]


def check_course(course: CourseFolder, sources: Mapping[str, SourceFile]) -> list[Problem]:
    """Every fault between the files of a course."""
    lessons = [drawn for module in course.modules for drawn in _draw_lessons(course, module, sources)]
    view = View(course, sources, lessons, {lesson.slug: list(page.plain) for lesson, page in lessons})
    return [problem for check in CHECKS for problem in check(view)]


def _draw_lessons(
    course: CourseFolder, module: ModuleFolder, sources: Mapping[str, SourceFile]
) -> Iterator[tuple[LessonFile, LessonPage]]:
    figures = {figure.name: figure.svg for figure in module.figures}
    for lesson in module.lessons:
        page = LessonPage(sources=sources, read_figure=figures.__getitem__, glossary=course.terms)
        draw_lesson(lesson, page)
        yield lesson, page


def _repeats(named: Iterable[tuple[str, Part]], at: str, message: str, cure: str) -> Faults:
    """A problem for each part whose name another had before it; parts without a name have theirs already."""
    first: dict[str, Part] = {}
    for name, part in named:
        if name and name in first:
            yield part.place.problem(at, f"{message.format(name)} is that of {first[name].path} too", cure)
        first.setdefault(name, part)


def _ids(view: View) -> Faults:
    named: list[tuple[str, Part]] = [(view.course.id, view.course)]
    for module in view.course.modules:
        named += [(module.id, module), *((quiz.id, quiz) for quiz in [module.quiz] if quiz)]
        named += [(one.id, one) for one in module.objectives]
        named += [(lesson.id, lesson) for lesson in module.lessons]
        named += [(question.id, question) for question in module.questions]
    return _repeats(named, "id", 'The id "{}"', "give it one of its own, never used before")


def _addresses(view: View) -> Faults:
    modules = view.course.modules
    named: list[tuple[str, Part]] = [(module.slug, module) for module in modules]
    named += [(lesson.slug, lesson) for lesson in view.course.lessons]
    if view.course.slug in RESERVED_COURSES:
        yield view.course.place.problem(1, f'The address "{view.course.slug}" is reserved', "rename the folder")
    for slug, part in named:
        if slug in RESERVED_SLUGS:
            yield part.place.problem(1, f'The address "{slug}" is reserved', "rename the file or folder")
    yield from _repeats(named, "", 'The address "{}"', "rename one of the two")
    cure = "give every folder, and every lesson in a folder, a number of its own"
    yield from _repeats([(str(one.number), one) for one in modules], "", "The number {}", cure)
    for module in modules:
        yield from _repeats([(str(one.number), one) for one in module.lessons], "", "The number {}", cure)


def _lengths(view: View) -> Faults:
    course = view.course
    parts: list[Part] = [course, *course.modules, *course.lessons, *course.questions, *course.glossary]
    parts += [module.quiz for module in course.modules if module.quiz]
    for part in parts:
        for key, most in LONGEST.items():
            if (length := len(getattr(part, key, ""))) > most:
                name = "name of the file or folder" if key == "slug" else key
                yield part.place.problem(key, f"The {name} has {length} letters, more than {most}", "shorten it")


def _course(view: View) -> Faults:
    course = view.course
    if not course.modules:
        yield course.place.problem(1, "The course has no modules", "add a folder such as 1-first-steps")
    if course.expires <= course.released:
        yield course.place.problem("expires", "The course expires before it is released", "correct one of the dates")


def _objectives(view: View) -> Faults:
    for module in view.course.modules:
        ids = [one.id for one in module.objectives]
        for lesson in module.lessons:
            unknown = [name for name in lesson.objectives if name not in ids]
            yield from (_unknown_objective(lesson, "objectives", name, ids) for name in unknown)
        for question in module.questions:
            if question.objective and question.objective not in ids:
                yield _unknown_objective(question, "objective", question.objective, ids)
        taught = {name for lesson in module.lessons for name in lesson.objectives}
        asked = {question.objective for question in module.questions if question.is_asked}
        for one in module.objectives:
            if one.id not in taught:
                cure = "name it in the objectives of a lesson of this module"
                yield one.place.problem(one.line, f'No lesson teaches the objective "{one.id}"', cure)
            if one.id not in asked:
                cure = "write a question for it in this module"
                yield one.place.problem(one.line, f'No question asks for the objective "{one.id}"', cure)


def _unknown_objective(part: Part, key: str, name: str, ids: list[str]) -> Problem:
    return part.place.problem(key, f'The objective "{name}" is not one of this module', nearest(name, ids))


def _quizzes(view: View) -> Faults:
    for module in view.course.modules:
        if module.is_final_test:
            yield from _breadth(view.course, module)
        if module.quiz:
            uses = module.quiz.uses
            bank = sum(question.use in uses and question.is_asked for _, question in view.course.bank_of(module))
            if module.quiz.draw > bank:
                cure = f'draw fewer, or write more questions with use = "{uses[0]}"'
                yield module.quiz.place.problem("draw", f"The quiz draws {module.quiz.draw} of {bank} questions", cure)
        elif module.questions:
            yield module.place.problem(1, "The module has questions but no quiz.toml", "add one")


def _required(view: View) -> Faults:
    """A course that nobody has to be tested on certifies nothing."""
    quizzes = [module.quiz for module in view.course.modules if module.quiz]
    if quizzes and not any(quiz.required for quiz in quizzes):
        cure = "take out required = false here, or in another quiz"
        yield quizzes[-1].place.problem("required", "No quiz of the course has to be passed", cure)


def _pools(view: View) -> Faults:
    for module in view.course.modules:
        if module.quiz and (pools := module.quiz.more.get("pools")):
            bank = [question for _, question in view.course.bank_of(module) if question.use in module.quiz.uses]
            for label, draw in pools:
                found = sum(label in question.labels for question in bank)
                if found < draw:
                    message = f'The pool "{label.replace(":", " ")}" draws {draw} of {found} questions'
                    yield module.quiz.place.problem("pools", message, "draw fewer, or write more that belong to it")


def _breadth(course: CourseFolder, final: ModuleFolder) -> Faults:
    """A final test that would leave a module out."""
    for module in course.modules:
        kept = sum(question.use == "final" and question.is_asked for question in module.questions)
        if module.lessons and kept < LEAST_OF_A_MODULE:
            cure = f'write at least {LEAST_OF_A_MODULE} with use = "final"'
            yield module.place.problem(1, f"The module has {kept} questions for the final test", cure)


def _lessons(view: View) -> Faults:
    for lesson, page in view.lessons:
        yield from page.problems
        if page.words > MOST_WORDS:
            message = f"The lesson has {page.words:,} words, more than {MOST_WORDS:,}"
            yield lesson.place.problem(lesson.line, message, "make two lessons of it")
        if not page.cited:
            cure = "say where its statements come from: [@source-slug]"
            yield lesson.place.problem(lesson.line, "The lesson cites no source", cure)
        yield from _links(view, lesson, page, lesson.slug)


def _figures(view: View) -> Faults:
    pages = {lesson.path: page for lesson, page in view.lessons}
    for module in view.course.modules:
        shown = {name for lesson in module.lessons for name in pages[lesson.path].figures}
        in_questions = {one.name for question in module.questions for one in shown_by(question)}
        asked = {str(name): question for question in module.questions if (name := question.extras.get("picture"))}
        for figure in module.figures:
            if figure.name not in shown.union(asked, in_questions):
                cure = f"show it with ::: figure {figure.name} | Title, or take it away"
                yield figure.place.problem(1, "No lesson and no question of this module shows this picture", cure)
        names = [figure.name for figure in module.figures]
        for question in module.questions:
            yield from picture_faults(question, names)
        for name in asked.keys() - set(names):
            cure = f"{nearest(name, names)}, or put the drawing into this module"
            yield asked[name].place.problem("picture", f'There is no picture "{name}"', cure)


def _questions(view: View) -> Faults:
    for question in view.course.questions:
        page = Page(path=question.path, sources=view.sources, pictures=[], picture_cure=ABOVE)
        draw(question.stem, page, question.line)
        page.pictures = None  # answers are words
        for number, row in question.body_lines:
            draw_phrase(row.strip(), page, number)
        page.pictures = []
        draw(question.why, page, question.why_line)
        yield from page.problems
        yield from _links(view, question, page, "")
        for slug in question.sources:
            if slug not in view.sources:
                message = f'The source "{slug}" is not in the folder of sources'
                yield question.place.problem("sources", message, nearest(slug, view.sources))
        if question.passage and (cure := _unresolved(view, question.passage)):
            yield question.place.problem("passage", f'There is no passage "{question.passage}"', cure)


def _facts(view: View) -> Faults:
    """Links of FACTS.md to passages that are not there (any more)."""
    page = Page(path="FACTS.md", sources=view.sources)
    draw(re.sub(r"\A# .*", "", view.course.facts), page)  # its title is not a heading of a lesson
    yield from page.problems
    yield from _links(view, Part(place=Place("FACTS.md")), page, "")


def _glossary(view: View) -> Faults:
    linked = {slug for _, page in view.lessons for slug in page.terms}
    return glossary_faults(view.course.glossary, view.sources, linked)


def _claims(view: View) -> Faults:
    yield from certificate_faults(view.course)
    yield from evaluation_faults(view.course.evaluation)


def _stems(view: View) -> Faults:
    stems = [(" ".join(question.stem.casefold().split()), question) for question in view.course.questions]
    return _repeats(stems, "", "The wording of the question", "ask it in another way, or take one away")


def _links(view: View, part: Part, page: Page, slug: str) -> Faults:
    """Links in the course that lead nowhere. `slug` is the lesson's, for links to its own anchors."""
    quizzes = [f"quiz/{module.slug}" for module in view.course.modules if module.quiz]
    for line, target in page.links:
        full = slug + target if target.startswith("#") else target
        if full not in quizzes and (cure := _unresolved(view, full)):
            yield part.place.problem(line, f'The link to "{target}" leads nowhere', cure)


def _unresolved(view: View, target: str) -> str:
    """The cure for `lesson-slug#anchor` that does not resolve; "" if it does."""
    slug, _, anchor = target.partition("#")
    if slug not in view.anchors:
        return nearest(slug, view.anchors)
    if anchor and anchor not in view.anchors[slug]:
        return nearest(anchor, view.anchors[slug])
    return ""


CHECKS: tuple[Callable[[View], Faults], ...] = (
    _ids,
    _addresses,
    _lengths,
    _course,
    _objectives,
    _quizzes,
    _required,
    _pools,
    _lessons,
    _figures,
    _questions,
    _stems,
    _facts,
    _glossary,
    _claims,
)
