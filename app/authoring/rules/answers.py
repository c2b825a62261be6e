"""What makes a question fit to be asked, beyond what its kind needs to read it. Pure."""

import re
from collections.abc import Iterator, Mapping

from app.assessment.grading import KINDS
from app.assessment.kinds.base import ContentError
from app.assessment.kinds.lists import TASK, Item, items
from app.assessment.kinds.matching.mark import LINE as PAIR
from app.assessment.kinds.ordering.mark import LINE as STEP
from app.catalogue.content.parts import CourseFolder, QuestionFile
from app.catalogue.content.problems import Problem
from app.catalogue.content.remarks import Remark
from app.catalogue.content.repeats import repeats

# Kinds whose body is a list of another shape than a task list.
SHAPES: Mapping[str, re.Pattern[str]] = {"matching": PAIR, "ordering": STEP}
SILENT_CURE = "write > and why it tempts in the line under it, four spaces from the left"
REPEAT_CURE = "change or remove one of the two; capitals and spaces are no difference to a reader"


def answer_faults(question: QuestionFile) -> Iterator[Problem]:
    """Wrong options that do not say why, and answers that read alike. The kind must have read the body before."""
    shape = SHAPES.get(question.kind, TASK)
    found = _list(question, shape)
    yield from (_silent(question, item) for item in found if shape is TASK and _is_silent(item))
    for side in _sides(found) if shape is PAIR else [[(item.line, item.text) for item in found]]:
        for line, first in repeats(side):
            yield question.place.problem(line, f"This answer repeats line {first}", REPEAT_CURE)


def marking_remarks(course: CourseFolder) -> Iterator[Remark]:
    """Quizzes that ask for texts which a person has to mark before anybody has a result."""
    for module in course.modules:
        if module.quiz is None:
            continue
        uses = module.quiz.uses
        bank = [question for _, question in course.bank_of(module) if question.use in uses and question.is_asked]
        count = sum(KINDS[question.kind].NEEDS_MARKER for question in bank)
        if count:
            message = (
                f"{count} of {len(bank)} questions are marked by hand: who does not pass without waits for a marker"
            )
            yield Remark(f"{course.slug}/{module.quiz.path}", 1, message)


def _list(question: QuestionFile, shape: re.Pattern[str]) -> list[Item]:
    try:
        return items(question.body_lines, shape, cure="")
    except ContentError:  # a text with words to mark, say: no list at all
        return []


def _is_silent(item: Item) -> bool:
    return item.mark == " " and not item.feedback.strip()


def _silent(question: QuestionFile, item: Item) -> Problem:
    return question.place.problem(item.line, "A wrong option does not say why it is wrong", SILENT_CURE)


def _sides(pairs: list[Item]) -> Iterator[list[tuple[int, str]]]:
    """The left sides, and the right sides: two left sides may share one, so what is written the same is one."""
    lefts = [(pair.line, pair.text.partition("=>")[0].strip()) for pair in pairs]
    rights = {pair.text.partition("=>")[2].strip(): pair.line for pair in reversed(pairs)}
    yield [(line, left) for line, left in lefts if left]
    yield sorted((line, right) for right, line in rights.items())
