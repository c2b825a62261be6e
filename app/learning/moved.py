"""Old addresses: what has moved since a bookmark was made or a letter was sent is still found, where it is certain.

Only a page that is not there (404) is looked for elsewhere, after every check of who may see it; the page it leads to
makes its own. A student reads one revision, so the same address leads each to where the lesson is in theirs.
"""

from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from app.accounts.access import access_of
from app.accounts.rules import Permission
from app.catalogue import queries as catalogue
from app.learning.models import Enrolment
from app.learning.queries import enrolment_of
from app.platform import errors

FOR_GOOD, FOR_NOW = 301, 302


def init_app(app: Flask) -> None:
    """Stand before the page that says that there is none."""
    app.register_error_handler(NotFound, answer)


def answer(error: NotFound) -> ResponseReturnValue:
    """Lead on to where it is now; else there is no such page."""
    return (_elsewhere(request.view_args or {}) if _is_looked_for() else None) or errors.http_error(error)


def _is_looked_for() -> bool:
    """Whether a reader opened a page of a course; the studio has addresses of its own, and a form is not sent on."""
    if request.method not in {"GET", "HEAD"} or request.endpoint is None or "\0" in request.path:
        return False
    return access_of(current_app, request.endpoint) in {None, Permission.LEARN}


def _elsewhere(place: dict[str, Any]) -> ResponseReturnValue | None:
    course = place.get("course")
    if course is None:
        return None
    if catalogue.key_at(course) is None:
        now = catalogue.course_once_at(course)
        return _lead_to(place | {"course": now}, FOR_GOOD) if now else None
    enrolment = enrolment_of(current_user.id, course) if current_user.is_authenticated else None
    moved = _moved(enrolment, place) if enrolment else {}
    return _lead_to(place | moved, FOR_NOW) if moved else None


def _moved(enrolment: Enrolment, place: dict[str, Any]) -> dict[str, str]:
    """What of an address is another one in the revision that somebody reads."""
    found = {}
    if place.get("unit"):
        found["unit"] = _unit_now(enrolment, place["unit"])
    if place.get("module"):
        found["module"] = _module_now(enrolment, place["module"])
    return {name: now for name, now in found.items() if now not in {None, place[name]}}


def _unit_now(enrolment: Enrolment, slug: str) -> str | None:
    kind = "lesson" if request.endpoint == "learning.lesson" else "quiz"
    unit = catalogue.unit_once_at(enrolment.course_id, kind, slug)
    outline = catalogue.outline_of(enrolment.revision_id)
    return next((one.slug for one in outline if one.unit_id == unit), None)


def _module_now(enrolment: Enrolment, slug: str) -> str | None:
    key = catalogue.module_once_at(enrolment.course_id, slug)
    outline = catalogue.outline_of(enrolment.revision_id)
    return next((one.module_slug for one in outline if one.module_key == key), None)


def _lead_to(place: dict[str, Any], status: int) -> ResponseReturnValue:
    """The same page there. The address may be given to something else one day, so the browser always asks again."""
    query = request.query_string.decode("ascii", "replace")
    href = url_for(str(request.endpoint), **place)
    response = redirect(f"{href}?{query}" if query else href, status)
    response.cache_control.no_cache = True
    return response
