"""Reporting: what instructors and administrators see of everybody's work, and the commands that run a site."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from app.reporting import commands, jobs, queries, serving, views, words

    # Importing them adds their pages.
    from app.reporting.views import (  # noqa: F401
        analysis,
        audit,
        boards,
        brand,
        corrections,
        enrolling,
        evaluations,
        fixing,
        hours,
        leaving,
        merging,
        metrics,
        pack,
        personal,
        policies,
        roster,
        staff,
        students,
        timeline,
        upkeep,
    )

    app.extensions["counts"] = queries.Counts()
    app.jinja_env.filters.update(figure=words.figure, interval=words.interval)
    app.extensions["late_writers"].add("reporting.fix_key")  # most of its posts only look
    app.extensions["late_writers"].add("reporting.take_my_data")  # a PDF may have to be made first
    # Drafts have instructors before they have students: `staff.course_of` stands before these pages.
    app.extensions["own_doors"] |= {f"reporting.{name}" for name in staff.PAGES}
    app.register_blueprint(views.blueprint)
    jobs.add_jobs(app)
    commands.add_commands(app)
    if app.extensions["settings"].worker_inside:
        serving.start_worker_inside(app)
