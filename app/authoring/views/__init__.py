"""The studio's pages for writing courses."""

import logging

from flask import Blueprint, abort, current_app, request
from flask_babel import gettext as _

from app.accounts.access import signed_in
from app.authoring import queries
from app.authoring.importer import NOBODY, provider_here
from app.authoring.queries import Workbench
from app.catalogue.content.problems import ContentProblems
from app.catalogue.content.profiles import Provider
from app.platform.errors import Refused

log = logging.getLogger(__name__)
blueprint = Blueprint("authoring", __name__, template_folder="../templates")


def bench_of(course: str, *, to_change: bool = False) -> Workbench:
    """The draft at this address. Answers 404 where there is none, or none of this person's."""
    return queries.workbench(signed_in(), course, to_change=to_change) or abort(404)


def provider() -> Provider:
    """What the site knows of its provider; nothing while `boards.toml` is faulty, so that no approval is claimed."""
    try:
        return provider_here(current_app.extensions["settings"])
    except (ContentProblems, OSError) as error:
        log.error("a course under a board's profile cannot be published: %s", error)
        return NOBODY


def is_script() -> bool:
    """Whether a script asks, which wants JSON."""
    return request.headers.get("X-Requested-With") == "fetch"


def gone() -> Refused:
    """Somebody moved or removed meanwhile what a step is about."""
    return Refused(_("That is not in the course any more. Nothing was changed: look at the outline again."))
