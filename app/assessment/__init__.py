"""Assessment: questions and their kinds, quizzes, attempts, answers, marks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.assessment import views, words
    from app.assessment.grading import paper
    from app.assessment.views import question, quiz, result  # noqa: F401 - importing them adds their pages

    app.jinja_env.filters.update(
        percent=paper.percent, points=words.points_text, scene_of=words.scene_of, question_of=words.question_of
    )
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views.kinds)
