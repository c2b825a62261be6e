"""Questions that come into a quiz of a draft, change, and go."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.accounts.models import Person
from app.authoring.actions.moving import remove_files
from app.authoring.actions.outlining import folder_of
from app.authoring.actions.saving import save_file, write_files
from app.authoring.queries import Workbench
from app.authoring.rules import naming
from app.authoring.rules.keeping import edited_question_text
from app.authoring.rules.quizzes import bank_size, kept_for_final, with_bank
from app.catalogue.content.parts import ModuleFolder, Place, QuestionFile
from app.catalogue.content.scenes import question_of
from app.catalogue.content.writer import write_quiz
from app.platform import ids

TOKEN = 6


def add_questions(
    bench: Workbench, module: ModuleFolder, questions: Iterable[QuestionFile], by: Person, now: datetime
) -> list[str]:
    """Write new questions into a module; their ids and file names are made here, and returned. Raises NotWritable."""
    taken = {one.slug for one in module.questions}
    made, texts = [], {}
    for question in questions:
        asked = question_of(question.stem)
        slug = naming.free_name(naming.slugify(asked, "question"), taken)
        path = f"{folder_of(module)}/questions/{slug}.md"
        new = replace(question, slug=slug, id=naming.new_id("q", asked, ids.public_id(TOKEN)), place=Place(path))
        texts[path] = edited_question_text("", None, new)
        taken.add(slug)
        made.append(new)
    write_files(bench.draft, texts, by, now)
    fit_quiz(bench, module, made, by, now)
    return [one.id for one in made]


def save_question(
    bench: Workbench, module: ModuleFolder, was: QuestionFile, edited: QuestionFile, by: Person, now: datetime,
    *, known: int | None, is_meant: bool,
) -> None:  # fmt: skip
    """Give a question a new text. Raises NotWritable, ChangedByOther."""
    file = bench.files[was.path]
    save_file(file, edited_question_text(file.text, was, edited), by, now, known=known, is_meant=is_meant)
    after = tuple(edited if one.id == was.id else one for one in module.questions)
    _fit_quizzes(bench, module, replace(module, questions=after), by, now)


def duplicate_question(
    bench: Workbench, module: ModuleFolder, question: QuestionFile, by: Person, now: datetime
) -> str:
    """Add a copy of a question; returns its id."""
    return add_questions(bench, module, [question], by, now)[0]


def remove_question(bench: Workbench, module: ModuleFolder, question: QuestionFile, by: Person, now: datetime) -> None:
    """Take a question out; it can be put back."""
    remove_files(bench.draft, [question.path], now)
    rest = tuple(one for one in module.questions if one.id != question.id)
    _fit_quizzes(bench, module, replace(module, questions=rest), by, now)


def fit_quiz(bench: Workbench, module: ModuleFolder, made: Iterable[QuestionFile], by: Person, now: datetime) -> None:
    """Let a quiz that asks all its questions ask the new ones too."""
    _fit_quizzes(bench, module, replace(module, questions=(*module.questions, *made)), by, now)


def _fit_quizzes(bench: Workbench, before: ModuleFolder, after: ModuleFolder, by: Person, now: datetime) -> None:
    """Let the quiz of a module, and the final test, go on asking all their questions if they did."""
    final = next((one.quiz for one in bench.modules if one.is_final_test), None)
    kept = sum(kept_for_final(one) for one in bench.modules)
    grown = kept_for_final(after) - kept_for_final(before)
    sizes = [(before.quiz, bank_size(before), bank_size(after)), (final, kept, kept + grown)]
    fitted = [(quiz, with_bank(quiz, old, new)) for quiz, old, new in sizes if quiz and old != new]
    texts = {quiz.path: write_quiz(edited) for quiz, edited in fitted if edited != quiz}
    if texts:
        write_files(bench.draft, texts, by, now)
