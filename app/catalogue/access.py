"""The door of a course: every page of the studio at `/studio/<course>/…` is for those who teach that course.

Closed unless a room says that it has a door of its own: a page that is added tomorrow is behind this one.
"""

from flask import Flask, abort, current_app, request

from app.accounts.access import access_of, signed_in
from app.accounts.rules import Permission
from app.catalogue import queries
from app.catalogue.rules import Right

OWN_DOORS = "own_doors"  # blueprints and endpoints that check by themselves, and why stands where they say so


def init_app(app: Flask) -> None:
    """Stand before the pages."""
    app.extensions.setdefault(OWN_DOORS, set())
    app.before_request(check)


def check() -> None:
    """Before each request, after the permission: others' courses are not there (404)."""
    slug = (request.view_args or {}).get("course")
    if slug is None or request.endpoint is None or has_own_door(request.endpoint):
        return
    if access_of(current_app, request.endpoint) is not Permission.TEACH:
        return
    if not queries.may_do_at(signed_in(), Right.TEACH, slug):
        abort(404)


def has_own_door(endpoint: str) -> bool:
    """Whether a page checks by itself whose course it is."""
    own: set[str] = current_app.extensions[OWN_DOORS]
    return endpoint in own or endpoint.partition(".")[0] in own
