"""Assessment: questions and their kinds, quizzes, attempts, answers, marks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.assessment import actions, views, words
    from app.assessment.grading import paper
    from app.assessment.rules import GRACE
    from app.assessment.views import marking, question, questions, quiz, result  # noqa: F401 - adds their pages
    from app.platform import jobs

    app.jinja_env.filters.update(
        percent=paper.percent,
        points=words.points_text,
        closed_text=words.closed_text,
        minutes_text=words.minutes_text,
        moment=words.moment_text,
        allowance_text=words.allowance_text,
        correction_text=words.correction_text,
        certainty_text=words.certainty_text,
    )
    app.jinja_env.globals["grace_seconds"] = int(GRACE.total_seconds())
    jobs.register(app, actions.close_next_overdue)
    app.extensions["counted_saves"] |= {"assessment.save", "assessment.save_all"}
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views.kinds)
