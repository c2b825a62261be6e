"""What anybody may see: the home page, the catalogue, the pages every provider needs, health."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from app.accounts.access import public
from app.accounts.policies.models import PolicyVersion
from app.accounts.policies.queries import version_in_force
from app.accounts.rules import Policy
from app.catalogue import queries
from app.catalogue.rules import Admission
from app.platform import clock
from app.platform.db import db
from app.platform.pages import local
from app.platform.site import answered

blueprint = Blueprint("catalogue", __name__, template_folder="templates")


def policy_href(target: str) -> str:
    """Where a link from one policy to another leads: `refunds`."""
    return f"/policies/{target}"


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """What this is, the course of the month, and where to begin."""
    courses, today = queries.published_courses(), local(clock.now()).date()
    featured = [one for one in courses if one.is_featured(today)]
    others = [one for one in courses if one not in featured and one.admission != Admission.CLOSED]
    return render_template("catalogue/home.html", featured=featured, courses=others)


@blueprint.get("/courses")
@public
def list_courses() -> ResponseReturnValue:
    """The catalogue."""
    return render_template("catalogue/courses.html", courses=queries.published_courses())


def _added(policy: Policy) -> PolicyVersion | None:
    """What the provider adds to a page of the program, which is shown while the database is away too."""
    return answered(lambda: version_in_force(policy), None)


@blueprint.get("/help")
@public
def help_page() -> ResponseReturnValue:
    """How to take a course, and whom to ask."""
    return render_template("catalogue/help.html", version=_added(Policy.HELP))


@blueprint.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """What works for whom, and where to say that something does not."""
    return render_template("catalogue/accessibility.html", version=_added(Policy.ACCESSIBILITY))


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept about a person."""
    return render_template("catalogue/privacy.html", version=_added(Policy.PRIVACY))


@blueprint.get("/health")
@public
def health() -> ResponseReturnValue:
    """For a load balancer: alive, and the database answers. An answer that was kept would be a lie."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}, {"Cache-Control": "no-store"}
