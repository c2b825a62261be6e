"""Which sections teach each objective, and which questions ask for it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.content.parts import CourseFolder, LessonFile, ModuleFolder, Objective, QuestionFile

APPLIED = ("scenario", "evidence")  # styles that ask for more than recall


@dataclass(frozen=True, slots=True)
class Outline:
    """A rendered lesson as far as it is needed here: anchors in order, and the titles of the headings among them."""

    anchors: Sequence[str]
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taught:
    """A section of a lesson; `anchor` is "" and `title` the lesson's for what stands above the first heading."""

    lesson: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions, counted by use, kind and style."""

    uses: Mapping[str, int]
    kinds: Mapping[str, int]
    styles: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.uses.values())

    @property
    def applied(self) -> int:
        """Those that put the student into a session, or before a claim to judge."""
        return sum(self.styles.get(style, 0) for style in APPLIED)

    @property
    def share(self) -> int:
        """The percentage of those, rounded down."""
        return 100 * self.applied // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective: the sections that its questions rest on, and the quizzes ("quiz", "final") that never ask for it.

    Practice over the whole course closes no gap: nobody has to take it.
    """

    id: str
    text: str
    taught: tuple[Taught, ...]
    asked: Tally
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleCoverage:
    """A module with its objectives; `asked` counts all its questions."""

    id: str
    number: int
    title: str
    goals: tuple[Goal, ...]
    asked: Tally


def coverage(course: CourseFolder, outlines: Mapping[str, Outline]) -> tuple[ModuleCoverage, ...]:
    """Every module that has objectives. `outlines`: each lesson's by its slug."""
    sections = {lesson.slug: _sections(lesson, outlines[lesson.slug]) for lesson in course.lessons}
    has_final = any(module.is_final_test for module in course.modules)
    return tuple(_module(module, sections, has_final) for module in course.modules if module.objectives)


def _sections(lesson: LessonFile, outline: Outline) -> dict[str, Taught]:
    """Each anchor of a lesson with the section it stands in, in the order of the page."""
    current, found = Taught(lesson.slug, "", lesson.title), {}
    for anchor in outline.anchors:
        if anchor in outline.headings:
            current = Taught(lesson.slug, anchor, outline.headings[anchor])
        found[anchor] = current
    return found


def _module(module: ModuleFolder, sections: Mapping[str, Mapping[str, Taught]], has_final: bool) -> ModuleCoverage:
    uses = module.quiz.uses if module.quiz else ("quiz",)
    wanted = [uses, *([("final",)] if has_final else [])]
    goals = tuple(_goal(goal, module.questions, sections, wanted) for goal in module.objectives)
    return ModuleCoverage(module.id, module.number, module.title, goals, _tally(module.questions))


def _goal(
    goal: Objective,
    questions: Iterable[QuestionFile],
    sections: Mapping[str, Mapping[str, Taught]],
    wanted: Iterable[Sequence[str]],
) -> Goal:
    asking = [question for question in questions if question.objective == goal.id and question.is_asked]
    rests_on = {_passage(question, sections) for question in asking}
    in_order = [taught for lesson in sections.values() for taught in dict.fromkeys(lesson.values())]
    asked = _tally(asking)
    gaps = tuple(dict.fromkeys(uses[0] for uses in wanted if not any(asked.uses.get(use) for use in uses)))
    return Goal(goal.id, goal.text, tuple(taught for taught in in_order if taught in rests_on), asked, gaps)


def _passage(question: QuestionFile, sections: Mapping[str, Mapping[str, Taught]]) -> Taught:
    lesson, _, anchor = question.passage.partition("#")
    return sections[lesson][anchor]


def _tally(questions: Iterable[QuestionFile]) -> Tally:
    asked = [one for one in questions if one.is_asked]
    return Tally(
        Counter(one.use for one in asked), Counter(one.kind for one in asked), Counter(one.style for one in asked)
    )
