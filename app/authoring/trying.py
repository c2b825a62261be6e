"""A quiz of a draft as a student would sit it, with answers that are marked and never kept."""

from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.assessment.grading import KINDS, paper
from app.assessment.grading.paper import Entry
from app.assessment.kinds.all_fields import FIELDS
from app.assessment.kinds.base import Ask, ContentError, Order, Response, ResponseError, Review, Row
from app.assessment.kinds.fields import AnswerForm
from app.authoring.importer import pictures_of, read_spec
from app.authoring.queries import Workbench
from app.catalogue.content.markdown import render
from app.catalogue.content.parts import ModuleFolder, QuestionFile, QuizFile
from app.catalogue.content.scenes import pictured


@dataclass(slots=True)
class Tried:
    """One question on the paper: as it is asked and, once it was answered, looked back on."""

    question: QuestionFile
    number: int
    prefix: str
    order: Order
    ask: Ask
    form: AnswerForm
    spec: object
    why: str
    pictures: tuple[str, ...] = ()
    response: Response | None = None
    review: Review | None = None
    earned: object = None

    @property
    def key(self) -> tuple[Row, ...]:
        """What is right, row by row, as this paper shows it."""
        kind = KINDS[self.question.kind]
        return kind.explain(self.spec, {}, with_key=True, order=self.order).rows

    @property
    def folder(self) -> str:
        """Where the kind's templates are."""
        return f"kinds/{self.question.kind.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Paper:
    """What one student might get; `left_out` are questions that cannot be read yet."""

    seed: str
    questions: list[Tried]
    left_out: list[QuestionFile]


@dataclass(frozen=True)
class Sitting:
    """What all questions of one paper share. `sent` are the answers that a form sent, if any."""

    bench: Workbench
    quiz: QuizFile
    seed: str
    sent: MultiDict[str, str] | None

    @cached_property
    def homes(self) -> dict[str, ModuleFolder]:
        """The module of each question, by its id."""
        return {question.id: one for one in self.bench.modules for question in one.questions}


def paper_of(
    bench: Workbench, module: ModuleFolder, quiz: QuizFile, seed: str, sent: MultiDict[str, str] | None
) -> Paper:
    """The paper that a seed draws, marked where answers were sent."""
    bank = bench.course.bank_of(module) if bench.course else ()
    wanted = [(topic, one) for topic, one in bank if one.use in quiz.uses or not one.is_asked]
    sitting = Sitting(bench, quiz, seed, sent)
    specs = _specs(sitting, [one for _topic, one in wanted])
    asked = [(topic, one) for topic, one in wanted if one.id in specs]
    drawn = [one for _topic, one in asked if not one.is_asked] + _drawn(quiz, asked, seed)
    tried = [_tried(sitting, one, number, specs[one.id]) for number, one in enumerate(drawn, start=1)]
    return Paper(seed, tried, [one for _topic, one in wanted if one.id not in specs])


def _specs(sitting: Sitting, questions: list[QuestionFile]) -> dict[str, object]:
    """What the kinds make of the questions, by id; without those that cannot be read yet."""
    found = {}
    for question in questions:
        try:
            found[question.id] = read_spec(question, sitting.homes[question.id])
        except ContentError:
            continue
    return found


def _drawn(quiz: QuizFile, bank: list[tuple[str, QuestionFile]], seed: str) -> list[QuestionFile]:
    asked = [(topic, one) for topic, one in bank if one.is_asked]
    entries = [Entry(one.id, topic, number, one.labels) for number, (topic, one) in enumerate(asked)]
    pools = quiz.more.get("pools")
    ids = paper.draw_pools(entries, pools, seed) if pools else paper.draw(entries, quiz.draw, seed)
    return [asked[number][1] for number in ids]


def _tried(sitting: Sitting, question: QuestionFile, number: int, spec: object) -> Tried:
    kind, fields = KINDS[question.kind], FIELDS[question.kind]
    count = kind.tokens(spec) if sitting.quiz.shuffle or kind.MUST_SHUFFLE else 0
    order = paper.order(sitting.seed, number, count)
    ask, prefix = kind.ask(spec, order), f"q{number}-"
    form = fields.build(ask)(formdata=sitting.sent, prefix=prefix)
    shown = pictures_of(question, sitting.homes[question.id], [])
    why = pictured(render(question.why, sitting.bench.sources), shown.why)
    tried = Tried(question, number, prefix, order, ask, form, spec, why, shown.scene)
    if sitting.sent is not None and form.validate():
        _mark(tried)
    return tried


def _mark(tried: Tried) -> None:
    kind, spec = KINDS[tried.question.kind], tried.spec
    try:
        response = kind.normalise(spec, FIELDS[tried.question.kind].to_response(tried.form.data, tried.order))
    except ResponseError as error:
        tried.form.form_errors.append(_(str(error)))
        return
    tried.response = response
    tried.review = kind.explain(spec, response, with_key=True, order=tried.order)
    tried.earned = tried.question.points * kind.mark(spec, response).fraction
