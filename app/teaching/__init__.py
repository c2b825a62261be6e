"""Teaching: running a course. Who may come in and how, cohorts with due dates, messages to students."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.platform import jobs
    from app.teaching import jobs as own_jobs
    from app.teaching import views, words
    from app.teaching.views import admission, codes, cohorts, dissolving, invitations, joining, members, messages  # noqa: F401 - importing them adds their pages

    app.jinja_env.filters.update(
        standing_text=words.standing_text, no_way_in_text=words.no_way_in_text, fault_text=words.fault_text,
        last_day=words.last_day,
    )  # fmt: skip
    if app.extensions["settings"].due_reminders:
        jobs.register(app, own_jobs.remind_of_due_days(app.extensions["settings"].time_zone))
    app.register_blueprint(views.blueprint)
