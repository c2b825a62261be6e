"""The steps that change the questions of a course evaluation. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.authoring.rules.folders import Step
from app.catalogue.content.evaluation import USUAL
from app.catalogue.content.parts import EvaluationFile, EvaluationQuestion

ID = re.compile(r'^id = "([^"]+)"', re.MULTILINE)


def ids_ever(texts: Iterable[str]) -> set[str]:
    """Every id that a question had in one of these texts, and those of the usual questions: answers hang on them."""
    return {one.id for one in USUAL.questions}.union(*(ID.findall(text) for text in texts))


def with_question(file: EvaluationFile, question: EvaluationQuestion) -> EvaluationFile:
    """The form with a question in the place of the one with its id, or at the end."""
    if any(one.id == question.id for one in file.questions):
        return replace(file, questions=tuple(question if one.id == question.id else one for one in file.questions))
    return replace(file, questions=(*file.questions, question))


def without_question(file: EvaluationFile, id_: str) -> EvaluationFile:
    """The form without a question."""
    return replace(file, questions=tuple(one for one in file.questions if one.id != id_))


def moved_question(file: EvaluationFile, id_: str, step: Step) -> EvaluationFile:
    """The form with a question one place earlier or later; as it was at either end, or without such a question."""
    rows = list(file.questions)
    place = next((at for at, one in enumerate(rows) if one.id == id_), None)
    if place is None or not 0 <= place + step.value < len(rows):
        return file
    rows.insert(place + step.value, rows.pop(place))
    return replace(file, questions=tuple(rows))
