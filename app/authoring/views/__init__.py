"""The studio's pages for writing courses."""

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from app.accounts.access import signed_in
from app.authoring import queries
from app.authoring.queries import Workbench
from app.platform.errors import Refused

blueprint = Blueprint("authoring", __name__, template_folder="../templates")


def bench_of(course: str, *, to_change: bool = False) -> Workbench:
    """The draft at this address. Answers 404 where there is none, or none of this person's."""
    return queries.workbench(signed_in(), course, to_change=to_change) or abort(404)


def is_script() -> bool:
    """Whether a script asks, which wants JSON."""
    return request.headers.get("X-Requested-With") == "fetch"


def known_version(sent: str | None) -> int | None:
    """The version of a file that a form was opened with; None for nonsense, which is never the newest."""
    return int(sent) if sent and sent.isdecimal() and len(sent) < len("1000000000") else None


def gone() -> Refused:
    """Somebody moved or removed meanwhile what a step is about."""
    return Refused(_("That is not in the course any more. Nothing was changed: look at the outline again."))
