"""What was answered to one question: asks the database for what only a page of its own shows."""

from dataclasses import replace

from app.assessment.grading import moments, parts
from app.assessment.grading.parts import Hits
from app.reporting import queries
from app.reporting.analysis import Line, Parts, hit, table
from app.reporting.queries import Analysed

MOST_WRONG = 20  # typed wrong answers that are shown


def parts_of(quiz: Analysed, line: Line) -> Parts:
    """The table of one question."""
    question = line.question
    if question.kind in parts.COUNTED_ALONE:
        hits, read = Hits(), parts.reader(question.kind, line.version.keys[-1])
        for row in queries.responses_to(quiz.unit_id, [question.id]):
            hit(hits, read, row, question.points)
        found = table(line.version, line.counted, hits)
        return _without_unmarked(found) if line.version.keys[-1].get("every_word") else found
    if question.kind in parts.TYPED:
        return Parts(typed=_typed(quiz, line))
    return line.options


def _without_unmarked(found: Parts) -> Parts:
    """Where every word of a passage can be marked, only those that are right or that somebody marked."""
    return replace(found, lines=[one for one in found.lines if one.part.right is not False or one.people])


def _typed(quiz: Analysed, line: Line) -> list[tuple[str, int, float]]:
    fold, takers = parts.TYPED[line.question.kind], max(line.statistics.takers, 1)
    given = moments.counted(
        (fold(text), people) for text, people in queries.typed_wrong(quiz.unit_id, line.question.id) if text
    )
    return [(text, people, 100 * people / takers) for text, people in parts.frequent(given)[:MOST_WRONG]]
