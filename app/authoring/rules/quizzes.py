"""What follows for a quiz when questions come and go. Pure."""

from dataclasses import replace

from app.catalogue.content.parts import ModuleFolder, QuizFile


def bank_size(module: ModuleFolder) -> int:
    """How many questions the quiz of a module can draw of its own."""
    uses = module.quiz.uses if module.quiz else ()
    return sum(question.use in uses and question.is_asked for question in module.questions)


def kept_for_final(module: ModuleFolder) -> int:
    """How many of its questions a module keeps for the final test of the course."""
    return sum(question.use == "final" and question.is_asked for question in module.questions)


def with_bank(quiz: QuizFile, before: int, after: int) -> QuizFile:
    """The quiz when its bank grows or shrinks: one that asks all its questions goes on asking them all."""
    if quiz.more.get("pools") or 0 < before > quiz.draw:
        return replace(quiz, draw=min(quiz.draw, after)) if 0 < after < quiz.draw else quiz
    return replace(quiz, draw=max(1, after))
