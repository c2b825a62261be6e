"""The pages of a course that somebody runs, and the door for those who come in."""

from flask import Blueprint, request

blueprint = Blueprint("teaching", __name__, template_folder="../templates")
FARTHEST_PAGE = 1_000_000  # a number that no database refuses


def page_asked() -> int:
    """Which page of a long list is asked for, from 1."""
    return min(max(1, request.args.get("page", 1, int)), FARTHEST_PAGE)


def pages_of(total: int, size: int) -> int:
    """How many pages a list of `total` has."""
    return -(-total // size) or 1
