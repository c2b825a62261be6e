"""The form for a question of a draft: what it may rest on, ask for and cite, taken from its module."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples

from app.assessment.grading import KINDS
from app.assessment.kinds.fields import choices
from app.authoring.drawing import draw
from app.authoring.forms.question import QuestionForm, data_of, form_class, rows_sent
from app.authoring.queries import Workbench
from app.authoring.rules import rows
from app.authoring.rules.hints import hints
from app.catalogue.content.parts import TEXT, ModuleFolder, QuestionFile

PICTURE = "picture"  # the option that names a drawing of the module
FIRST_WORDS = 70  # letters of a paragraph that tell which one it is
BEGINNINGS = {"true-false": "- [ ] True\n- [x] False"}


def begun_question(bench: Workbench, module: ModuleFolder, kind: str, picture: str = "") -> QuestionFile:
    """A question before anything is written, as like the module's last one as possible.

    `picture`: the one to point into, for kinds that have one; the module's first by default.
    """
    last = module.questions[-1] if module.questions else None
    objective = last.objective if last else next((goal.id for goal in module.objectives), "")
    lesson = next(iter(module.lessons), None)
    cited = tuple(slug for slug in bench.sources if lesson and f"@{slug}" in lesson.text)
    names = [one.name for one in module.figures]
    chosen = picture if picture in names else next(iter(names), "")
    extras: dict[str, object] = {PICTURE: chosen} if PICTURE in KINDS[kind].OPTIONS else {}
    is_practice = kind == "true-false"
    return QuestionFile(
        slug="", id="", kind=kind, points=0 if kind == TEXT else 1, objective=objective, passage="",
        sources=last.sources if last else cited, use="practice" if is_practice else "quiz", style="recall",
        extras=extras, stem="", body=BEGINNINGS.get(kind, ""), why="",
    )  # fmt: skip


def question_form(
    bench: Workbench, module: ModuleFolder, question: QuestionFile, version: int,
    sent: MultiDict[str, str] | None = None,
) -> QuestionForm:  # fmt: skip
    """The form, filled with the question, or with what was sent."""
    typed = rows_sent(sent) if sent is not None else None
    form = form_class(question.kind)(formdata=_as_list(sent, typed, question), data=data_of(question, version))
    form.rows = typed if typed is not None else rows.rows_of(question.kind, question.body)
    form.row_faults = rows.faults_of(question.kind, typed) if typed is not None else []
    if not question.is_asked:
        del form.points
    form.passage.choices = passage_choices(bench, module, question.passage)
    goals = {"": _("Choose…")} | {goal.id: goal.text for goal in module.objectives}
    form.objective.choices = _plus(goals, [question.objective])
    form.sources.choices = _plus({slug: source.title for slug, source in bench.sources.items()}, question.sources)
    return form


def _as_list(
    sent: MultiDict[str, str] | None, typed: list[rows.Row] | None, question: QuestionFile
) -> MultiDict[str, str] | None:
    """What was sent, with the list that the rows mean; with the question's own list where they are the same."""
    if sent is None or typed is None:
        return sent
    named = [row for row in typed if row.text]
    body = question.body if named == rows.rows_of(question.kind, question.body) else rows.body_of(named)
    return MultiDict([*((key, one) for key, one in sent.items(multi=True) if key != "body"), ("body", body)])


def hints_on(question: QuestionFile) -> list[str]:
    """Advice on a question as it is saved."""
    return hints(question.stem, rows.rows_of(question.kind, question.body) or [], question.why)


def passages_in(bench: Workbench, module: ModuleFolder) -> dict[str, list[tuple[str, str]]]:
    """The paragraphs of a module's lessons to choose from: lesson title → (lesson#anchor, its first words)."""
    found = {}
    for lesson in module.lessons:
        drawn = draw(bench, module, lesson)
        found[lesson.title] = [
            (f"{lesson.slug}#{anchor}", _first_words(plain)) for anchor, plain in drawn.plain.items()
        ]
    return found


def passage_choices(bench: Workbench, module: ModuleFolder, chosen: str) -> list[SelectChoice]:
    """Every paragraph of a module's lessons to choose from, and the one that was chosen before."""
    return _with(passages_in(bench, module), chosen)


def _with(groups: Mapping[str, list[tuple[str, str]]], chosen: str) -> list[SelectChoice]:
    """The same with an empty choice in front, and with the one that was made before even if it leads nowhere now."""
    known = [SelectChoice(value, words, optgroup=name) for name, group in groups.items() for value, words in group]
    first = [SelectChoice("", _("Choose…"))]
    if chosen and chosen not in {one.value for one in known}:
        first.append(SelectChoice(chosen, chosen))
    return [*first, *known]


def _plus(known: Mapping[str, str], chosen: Iterable[str]) -> list[SelectChoice]:
    """Choices, with those that were made before even if there is nothing behind them now."""
    return choices(dict(known) | {one: one for one in chosen if one not in known})


def _first_words(text: str) -> str:
    return text if len(text) <= FIRST_WORDS else f"{text[:FIRST_WORDS].rsplit(' ', 1)[0]} …"
