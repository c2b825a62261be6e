"""What the worker does for this room."""

from datetime import timedelta

from app.platform import chaining, jobs
from app.reporting import actions


def add_jobs(app: jobs.App) -> None:
    """Put them on the app."""
    jobs.register(app, chaining.chain_next)
    jobs.register(app, actions.catch_up, rest=timedelta(hours=1))
