"""Question files as questions of a bank; what a bank cannot say is named."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from app.assessment.grading import KINDS
from app.assessment.kinds import gaps as our
from app.assessment.kinds.base import N_, ContentError
from app.assessment.kinds.lists import Option
from app.authoring.banks.filing.back_texts import CITATION, gap_of, number_of, text_of
from app.authoring.banks.parts import (
    ALL,
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MARKDOWN,
    MATCH,
    MULTICHOICE,
    NONE,
    NUMERICAL,
    ORDERING,
    PLAIN,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    BankQuestion,
    Pair,
    Refused,
    Remark,
    Text,
)
from app.authoring.banks.pictures import embedded
from app.authoring.banks.plain_words import words_of
from app.authoring.banks.said import Said
from app.catalogue.content.parts import QuestionFile

Given = dict[str, Any]
NO_PLACE = N_("Question banks have no place for this kind of question.")

_SHOWN = re.compile(r"!\[(?:\\.|[^\[\]\\])*\]\((figures/[a-z0-9-]+)\.svg\)")


@dataclass(slots=True)
class FromFiles:
    """The questions of some files, those that have no place in a bank, and what others leave behind."""

    questions: list[BankQuestion] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def from_question_files(
    files: Iterable[tuple[QuestionFile, str]], figures: Mapping[str, str] | None = None
) -> FromFiles:
    """Each file, with the category that it belongs to, as a question; its number in the list is its line.

    `figures`: the plates that questions show, `1-module/figures/name.svg` → SVG.
    """
    found = FromFiles()
    for number, (file, category) in enumerate(files, start=1):
        kind = BACK.get(file.kind)
        if kind is None:
            found.refused.append(
                Refused(number, Said(N_("%(why)s (%(kind)s)"), why=(NO_PLACE,), kind=file.kind), file.slug)
            )
            continue
        try:
            spec = KINDS[file.kind].read(file.body_lines, file.extras)
        except ContentError as error:
            found.refused.append(Refused(number, f"{file.path}: {error}", file.slug))
            continue
        notes: list[str] = []
        question = _question(number, file, category, kind(spec, notes), notes)
        found.questions.append(_with_pictures(question, file, figures or {}, notes))
        found.remarks += [
            Remark(number, Said(N_("%(slug)s: %(note)s"), slug=file.slug, note=(note,))) for note in notes
        ]
    return found


def _question(number: int, file: QuestionFile, category: str, given: Given, notes: list[str]) -> BankQuestion:
    if CITATION.search(file.stem + file.why):
        notes.append(N_("citations are left out"))
    whole: Given = {"stem": text_of(file.stem), "points": str(file.points)} | _with_stem(file, given, notes)
    return BankQuestion(
        line=number,
        name=file.slug,
        feedback=text_of(file.why),
        category=category,
        idnumber=file.id,
        tags=file.tags,
        **whole,
    )


def _with_stem(file: QuestionFile, given: Given, notes: list[str]) -> Given:
    """A passage goes below the stem, and its gaps share the points."""
    if "passage" not in given:
        return given
    passage, gaps = given.pop("passage"), given["gaps"]
    each, rest = divmod(file.points, len(gaps))
    if rest:
        notes.append(
            Said(
                N_("it was worth %(points)s points, which %(count)s gaps cannot share; each is worth 1"),
                points=str(file.points),
                count=len(gaps),
            )
        )
        each = 1
    shared = tuple(replace(gap, points=str(each)) for gap in gaps)
    return given | {"stem": text_of(f"{file.stem}\n\n{passage}"), "gaps": shared, "points": str(each * len(gaps))}


def _with_pictures(
    question: BankQuestion, file: QuestionFile, figures: Mapping[str, str], notes: list[str]
) -> BankQuestion:
    module = file.path.partition("/")[0]
    stem, why = (_with_files(text, module, figures, notes) for text in (question.stem, question.feedback))
    return replace(question, stem=stem, feedback=why)


def _with_files(text: Text, module: str, figures: Mapping[str, str], notes: list[str]) -> Text:
    """The text with the files of the pictures that it shows."""
    files = []
    for name in _SHOWN.findall(text.text):
        file = embedded(figures.get(f"{module}/{name}.svg", ""), name.rpartition("/")[2])
        if file is None:
            notes.append(Said(N_("the picture %(name)s.svg is not there, so it is left out"), name=name))
            continue
        files.append(file)
        text = text._replace(text=text.text.replace(f"]({name}.svg)", f"](@@PLUGINFILE@@/{file.name})"))
    return text._replace(files=tuple(dict.fromkeys(files)))


def _answers(options: Iterable[Option]) -> tuple[Answer, ...]:
    return tuple(Answer(text_of(one.text), one.earns, text_of(one.feedback)) for one in options)


def _single(spec: Any, notes: list[str]) -> Given:
    return {"qtype": MULTICHOICE, "answers": _answers(spec.options), "is_shuffled": not spec.keep_order}


def _several(spec: Any, notes: list[str]) -> Given:
    right = sum(one.right for one in spec.options)
    share = Fraction(1, right)
    cost = -share if spec.rule == "right-minus-wrong" else NONE
    if spec.rule in {"all-or-nothing", "every-decision"}:
        notes.append(
            Said(N_('its rule, "%(rule)s", becomes a share of the points for each right option'), rule=spec.rule)
        )
    answers = [
        Answer(
            text_of(one.text),
            one.earns if spec.rule == "fractions" else share if one.right else cost,
            text_of(one.feedback),
        )
        for one in spec.options
    ]
    return {"qtype": MULTICHOICE, "answers": tuple(answers), "is_single": False}


def _truth(spec: Any, notes: list[str]) -> Given:
    return {"qtype": TRUE_FALSE, "answers": _answers(spec.options)}


def _short(spec: Any, notes: list[str]) -> Given:
    answers = [Answer(Text(one.text, PLAIN), one.earns, text_of(one.feedback)) for one in spec.answers]
    return {"qtype": SHORT_ANSWER, "answers": tuple(answers)}


def _numbers(spec: Any, notes: list[str]) -> Given:
    return {"qtype": NUMERICAL, "answers": tuple(map(number_of, spec.answers)), "unit": spec.unit}


def _pairs(spec: Any, notes: list[str]) -> Given:
    if any(pair.feedback for pair in spec.lines):
        notes.append(N_("what is said of single pairs is left out"))
    pairs = [Pair(text_of(pair.left), words_of(Text(pair.right, MARKDOWN))) for pair in spec.lines]
    return {"qtype": MATCH, "pairs": tuple(pairs)}


def _order(spec: Any, notes: list[str]) -> Given:
    if any(step.feedback for step in spec.steps):
        notes.append(N_("what is said of single items is left out"))
    return {"qtype": ORDERING, "answers": tuple(Answer(text_of(step.text), ALL) for step in spec.steps)}


def _essay(spec: Any, notes: list[str]) -> Given:
    rubric = [f"{one.points}: {one.text}\n{one.details}".strip() for one in spec.rubric]
    notes.append(N_("its rubric becomes a note for the marker"))
    more = {
        "marker": "\n\n".join(rubric),
        "template": spec.template.strip(),
        "least_words": str(spec.least_words or ""),
        "most_words": str(spec.most_words or ""),
    }
    return {"qtype": ESSAY, "more": {key: value for key, value in more.items() if value}}


def _gaps(spec: Any, notes: list[str]) -> Given:
    first, *rest = spec.passage.split(our.GAP)
    passage = first + "".join(f"{{#{number}}}{text}" for number, text in enumerate(rest, start=1))
    gaps = tuple(gap_of(gap) for gap in spec.gaps)
    if spec.rule != "each-gap":
        notes.append(N_("it counted only as a whole; in a bank each gap counts"))
    return {"qtype": CLOZE, "passage": passage, "gaps": gaps}


def _description(spec: Any, notes: list[str]) -> Given:
    return {"qtype": DESCRIPTION}


BACK: dict[str, Callable[[Any, list[str]], Given]] = {
    "single-choice": _single,
    "multiple-response": _several,
    "true-false": _truth,
    "short-answer": _short,
    "numerical": _numbers,
    "matching": _pairs,
    "ordering": _order,
    "essay": _essay,
    "cloze": _gaps,
    "description": _description,
}
