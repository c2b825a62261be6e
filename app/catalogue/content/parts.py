"""The parts of a course folder as frozen values. Where they were read is kept beside them and never compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.catalogue.content.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: file, the line its Markdown begins on, and the line of each front-matter key."""

    path: str = ""
    line: int = 1
    keys: Mapping[str, int] = field(default_factory=dict)

    def problem(self, at: str | int, message: str, cure: str) -> Problem:
        """A problem at a line, or at the line of a front-matter key."""
        line = at if isinstance(at, int) else self.keys.get(at, 1)
        return Problem(self.path, line, message, cure)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What all parts have: a place that takes no part in comparisons or hashes."""

    place: Place = field(default_factory=Place, compare=False)

    @property
    def path(self) -> str:
        """The file, relative to the course folder."""
        return self.place.path

    @property
    def line(self) -> int:
        """The line on which the Markdown begins (1 in a TOML file)."""
        return self.place.line


@dataclass(frozen=True, kw_only=True)
class SourceFile(Part):
    """One source: a "document" of the brief (tied to the file that was read by its sha256) or a "publication"."""

    slug: str
    kind: str
    title: str
    publisher: str
    authors: str = ""
    year: int | None = None
    url: str = ""
    sha256: str = ""
    retrieved: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Objective(Part):
    """What a student can do after a module."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Term(Part):
    """A word of the glossary: its slug, the word as a heading, what it means in one paragraph of inline Markdown."""

    id: str
    term: str
    text: str


@dataclass(frozen=True, kw_only=True)
class LessonFile(Part):
    """A lesson; `text` is its Markdown without white space around it."""

    number: int
    slug: str
    id: str
    title: str
    objectives: tuple[str, ...]
    reviewed: date
    text: str


@dataclass(frozen=True, kw_only=True)
class QuizFile(Part):
    """A module's quiz; its slug is the module's."""

    id: str
    title: str
    draw: int
    pass_mark: int
    attempts: int
    shuffle: bool
    preset: str
    intro: str
    required: bool = True  # False: there to practice as one likes, and nothing waits for it
    more: Mapping[str, Any] = field(default_factory=dict)  # rules beyond the simplest, as JSON; see quizzes.py

    @property
    def uses(self) -> tuple[str, ...]:
        """What its questions are for."""
        return DRAWN.get(self.preset, DRAWN["check"])


# What a quiz draws of its bank, by its preset. A final has questions of its own, so that nobody has met them before;
# what is too easily guessed to count is met in practice.
DRAWN: Mapping[str, tuple[str, ...]] = {"practice": ("quiz", "practice"), "check": ("quiz",), "final": ("final",)}
# Alone in its module, a quiz with one of these presets asks about the whole course.
OVER_ALL = ("practice", "final")

ESSAY = "essay"  # the kind of a question that a person marks
TEXT = "description"  # the kind of a question file that asks nothing: all of it is stem, and it earns no points


def pool_labels(objective: str, tags: Iterable[str]) -> frozenset[str]:
    """What a pool may ask for: `objective:strokes`, `tag:hands`."""
    return frozenset({f"objective:{objective}", *(f"tag:{tag}" for tag in tags)})


@dataclass(frozen=True, kw_only=True)
class QuestionFile(Part):
    """A question. `body` is what stands between stem and "## Why"; its kind reads it (app.assessment.kinds)."""

    slug: str
    id: str
    kind: str
    points: int
    objective: str
    passage: str
    sources: tuple[str, ...]
    use: str
    style: str
    tags: tuple[str, ...] = ()
    extras: Mapping[str, object]
    stem: str
    body: str
    why: str
    body_line: int = field(default=1, compare=False)
    why_line: int = field(default=1, compare=False)

    @property
    def is_asked(self) -> bool:
        """Whether it is a question; a text on the paper is none, and counts for nothing."""
        return self.kind != TEXT

    @property
    def is_told_at_once(self) -> bool:
        """Whether it can be answered, and marked without a person."""
        return self.kind not in {TEXT, ESSAY}

    @property
    def labels(self) -> frozenset[str]:
        """What a pool may ask for."""
        return pool_labels(self.objective, self.tags)

    @property
    def body_lines(self) -> tuple[tuple[int, str], ...]:
        """The body as numbered lines; empty when there is none."""
        return tuple(enumerate(self.body.split("\n"), start=self.body_line)) if self.body else ()


@dataclass(frozen=True, kw_only=True)
class FigureFile(Part):
    """A drawing as its author left it, not yet cleaned."""

    slug: str
    svg: str

    @property
    def name(self) -> str:
        """What lessons call it."""
        return f"figures/{self.slug}.svg"


@dataclass(frozen=True, kw_only=True)
class ModuleFolder(Part):
    """A module: lessons in order, the quiz, its questions and figures by name."""

    number: int
    slug: str
    id: str
    title: str
    short: str
    summary: str
    objectives: tuple[Objective, ...]
    lessons: tuple[LessonFile, ...]
    quiz: QuizFile | None
    questions: tuple[QuestionFile, ...]
    figures: tuple[FigureFile, ...]

    @property
    def asks_over_all(self) -> bool:
        """Whether it teaches nothing, and its quiz asks about the whole course: the final test, or mixed practice."""
        is_alone = not self.objectives and not self.lessons and not self.questions
        return self.quiz is not None and self.quiz.preset in OVER_ALL and is_alone

    @property
    def is_final_test(self) -> bool:
        """Whether it is only a test over the whole course."""
        return self.asks_over_all and self.quiz is not None and self.quiz.preset == "final"


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The claim of a course: which method of `hours.py`, and how many, as a decimal in text."""

    method: str
    claimed: str


@dataclass(frozen=True, kw_only=True)
class CertificateFile(Part):
    """What certificate.toml says. Hours by subject as decimals in text; `attestation` "" for the usual statement."""

    title: str = "Certificate of Achievement"
    profiles: tuple[str, ...] = ()
    valid_months: int = 0
    attestation: str = ""
    attestation_version: str = ""
    hours: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvaluationQuestion(Part):
    """One question of a course evaluation; `options` only where its kind is a choice."""

    id: str
    kind: str
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvaluationFile(Part):
    """What evaluation.toml says: whether a certificate asks for it, a sentence before it, its questions."""

    required: bool
    intro: str
    questions: tuple[EvaluationQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class CourseFolder(Part):
    """A whole course. `changes` is the text of CHANGES.md, `facts` that of FACTS.md: where each fact is taught."""

    slug: str
    id: str
    title: str
    subtitle: str
    summary: str
    audience: str
    prerequisites: str
    format: str
    language: str
    author: str
    reviewer: str = ""
    instructor: str
    credentials: str
    category: str
    pass_mark: int
    hours: Hours
    objectives: tuple[str, ...]
    disclosure: str
    limits: str
    released: date
    reviewed: date
    expires: date
    changes: str
    facts: str = ""
    glossary: tuple[Term, ...] = ()
    certificate: CertificateFile | None = None
    evaluation: EvaluationFile | None = None
    modules: tuple[ModuleFolder, ...]

    @property
    def lessons(self) -> tuple[LessonFile, ...]:
        """All lessons, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def terms(self) -> Mapping[str, Term]:
        """The glossary by slug: what lessons may link to."""
        return {term.id: term for term in self.glossary}

    @property
    def questions(self) -> tuple[QuestionFile, ...]:
        """All questions, module by module."""
        return tuple(question for module in self.modules for question in module.questions)

    @property
    def questions_asked(self) -> int:
        """How many questions a student has to answer: what the required quizzes draw."""
        return sum(module.quiz.draw for module in self.modules if module.quiz and module.quiz.required)

    def bank_of(self, module: ModuleFolder) -> tuple[tuple[str, QuestionFile], ...]:
        """The questions of a module's quiz, each with the topic a draw spreads over.

        A module's own spread over their objectives. Where the quiz asks about the whole course, its bank is every
        question of the course that it may draw, spread over their modules. Practice is told at once: a text that opens
        the quiz of its module, and an essay that would wait for a person, stay out of it.
        """
        if module.quiz is None or not module.asks_over_all:
            return tuple((question.objective, question) for question in module.questions)
        fits = [(one.id, question) for one in self.modules for question in one.questions
                if question.use in module.quiz.uses and (module.is_final_test or question.is_told_at_once)]  # fmt: skip
        return tuple(fits)
