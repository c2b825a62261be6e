"""Writing a part back so that what nobody changed stays as its author laid it out. Pure."""

from dataclasses import replace

from app.catalogue.content.front_matter import FENCE
from app.catalogue.content.parts import LessonFile, QuestionFile
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question
from app.catalogue.content.writer import question_text, write_lesson


class NotWritable(ValueError):  # noqa: N818 - an answer to the person, not a programmer's error
    """The words of a question cannot be told apart again once they are in one file."""


def lesson_text(before: str, was: LessonFile, now: LessonFile) -> str:
    """The file of a lesson that was edited: the very same if nothing changed, its own head if only the text did."""
    if now == was:
        return before
    if replace(was, text=now.text) == now:
        return with_head_of(before, write_lesson(now))
    return write_lesson(now)


def edited_question_text(before: str, was: QuestionFile | None, now: QuestionFile) -> str:
    """The file of a question that was edited, in the same manner. Raises NotWritable."""
    if now == was:
        return before
    text = question_text(now)
    if read_question(now.slug, text, now.path, Findings()) != now:
        raise NotWritable
    if was and replace(was, stem=now.stem, body=now.body, why=now.why) == now:
        return with_head_of(before, text)
    return text


def with_head_of(before: str, after: str) -> str:
    """The text after the head of one file under the head of another, which may hold comments."""
    rows = before.split("\n")
    end = next((at for at, row in enumerate(rows[1:], start=1) if row.rstrip() == FENCE), 0)
    text = after.split(f"\n{FENCE}\n", 1)[1]
    return "\n".join([*rows[: end + 1], text]) if end else after
