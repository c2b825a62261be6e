"""A question bank on its way into a quiz of a draft, and a quiz of a draft as a bank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from app.authoring.actions import folder_of
from app.authoring.asking import begun_question
from app.authoring.banks import BankQuestion, BankReport, Filing, NewFile, NewFiles, Taken, read_bank, to_question_files
from app.authoring.banks.filing.back import FromFiles, from_question_files
from app.authoring.banks.formats import FORMATS, format_of
from app.authoring.banks.parts import Refused, Remark
from app.authoring.banks.writers import WRITERS
from app.authoring.models import BankUpload
from app.authoring.queries import Workbench
from app.catalogue.content.parts import ModuleFolder, QuestionFile

LARGEST = 8 * 1024 * 1024  # of a file that is sent; the command line takes larger ones
MOST_QUESTIONS = 500  # at once
MOST_CATEGORIES = 20  # that get an objective each


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be read, and what its questions have in common. `objectives`: category → objective."""

    form: str
    encoding: str = ""
    objective: str = ""
    source: str = ""
    use: str = "quiz"
    tags_categories: bool = False
    objectives: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What `Options(**…)` takes."""
        return {name: getattr(self, name) for name in self.__slots__} | {"objectives": dict(self.objectives)}

    def filing(self) -> Filing:
        """The same for those who write the files."""
        return Filing(
            objective=self.objective, sources=(self.source,) if self.source else (), use=self.use,
            objectives=self.objectives, tags_categories=self.tags_categories,
        )  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A bank as it would be taken over: nothing is changed yet."""

    report: BankReport
    filed: NewFiles

    @property
    def categories(self) -> list[str]:
        """What the bank is parted into, in order."""
        return [*dict.fromkeys(one.category for one in self.report.questions if one.category)][:MOST_CATEGORIES]

    @property
    def is_too_long(self) -> bool:
        """Whether there are more questions than can be added at once."""
        return len(self.report.questions) > MOST_QUESTIONS

    @property
    def can_be_added(self) -> bool:
        """Whether anything may be taken over."""
        return bool(self.filed.files) and not self.report.has_doubt and not self.is_too_long

    @cached_property
    def lines(self) -> list[tuple[int, NewFile | Refused | Remark]]:
        """Everything that is to be told, in the order of the file."""
        rest: list[Refused | Remark] = [*self.filed.refused, *self.filed.repeated, *self.report.remarks]
        found: list[tuple[int, NewFile | Refused | Remark]] = [(one.line, one) for one in rest[:MOST_QUESTIONS]]
        found += [(one.question.line, one) for one in self.filed.files]
        return sorted(found, key=lambda one: one[0])

    @cached_property
    def digest(self) -> str:
        """The same for the same outcome: what is added is what was looked at."""
        told = [f"{one.slug}\0{one.text}\0{[picture.name for picture in one.pictures]}" for one in self.filed.files]
        told += [f"{one.line}\0{one.why}" for one in self.filed.refused]
        return sha256("\1".join(told).encode(errors="replace")).hexdigest()


def first_options(bench: Workbench, module: ModuleFolder, data: bytes, filename: str) -> Options:
    """What to begin with: the kind by the file itself, the rest like the module's last question."""
    last = begun_question(bench, module, "single-choice")
    source = next(iter(last.sources), "")
    return Options(format_of(data, filename), objective=last.objective, source=source, use=last.use)


def read_options(stored: Mapping[str, Any]) -> Options:
    """The options as they were kept."""
    return Options(**{key: value for key, value in stored.items() if key in Options.__slots__})


def look_at(bench: Workbench, module: ModuleFolder, upload: BankUpload, options: Options) -> Look:
    """What would become of each question of a bank in this draft as it is now."""
    report = read_bank(upload.data, upload.filename, options.form, options.encoding)
    if len(report.questions) > MOST_QUESTIONS:  # it would take long, and for nothing
        return Look(report, NewFiles((), report.refused))
    return Look(report, to_question_files(report, options.filing(), taken_in(bench, module)))


def taken_in(bench: Workbench, module: ModuleFolder) -> Taken:
    """What a new question may not be called, and should not repeat."""
    folder = f"{folder_of(module)}/questions/"
    questions = bench.course.questions if bench.course else ()
    return Taken(
        slugs={path.removeprefix(folder).removesuffix(".md") for path in bench.files if path.startswith(folder)},
        ids={one.id for one in questions},
        stems={" ".join(one.stem.casefold().split()) for one in questions},
    )


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A quiz in one format: the file, how many of its questions are in it, and what is told of the others."""

    form: str
    data: bytes
    count: int
    refused: tuple[Refused, ...]
    remarks: tuple[Remark, ...]


def as_bank(bench: Workbench, bank: list[QuestionFile]) -> FromFiles:
    """Questions of a draft as those of a bank; their module is their category."""
    homes = {question.id: folder_of(module) for module in bench.modules for question in module.questions}
    figures = {figure.path: figure.svg for module in bench.modules for figure in module.figures}
    return from_question_files([(one, homes[one.id]) for one in bank], figures)


def written(found: FromFiles, form: str) -> Outgoing:
    """The bank in a format; what the format cannot hold is named."""
    done = WRITERS[form](found.questions)
    refused, remarks = (*found.refused, *done.refused), (*found.remarks, *done.remarks)
    return Outgoing(form, done.data, done.count, tuple(sorted(refused)), tuple(sorted(remarks)))


def every_format(found: FromFiles) -> list[Outgoing]:
    """The bank in each format."""
    return [written(found, form) for form in FORMATS]


def title_of(question: BankQuestion) -> str:
    """What a question of a bank is called in a list."""
    return question.name or question.stem.text[:80]
