"""The door of a course: a code that is typed, a link that was sent."""

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.access import public, requires, signed_in
from app.accounts.rules import Permission
from app.catalogue.rules import Admission
from app.learning.queries import enrolment_of
from app.platform import clock, ids
from app.platform.security import limiter
from app.teaching import actions, queries
from app.teaching.actions.codes import LENGTH
from app.teaching.forms.joining import EnterForm
from app.teaching.queries import Way
from app.teaching.rules import Standing, masked
from app.teaching.views import blueprint
from app.teaching.words import no_way_in_text

TRIES = "60 per minute; 600 per hour"  # as for signing in
WAY_IN = "way_in"  # in the session: kind and number of what somebody may come in by, from the door to the sign-in


@blueprint.app_context_processor
def _waiting() -> dict[str, bool]:
    return {"way_in_waits": WAY_IN in session}


@blueprint.get("/join")
@public
def join() -> ResponseReturnValue:
    """Ask for a code; `?code=` fills it in."""
    form = EnterForm(None, data={"code": request.args.get("code", "")[:40]})
    return render_template("teaching/join.html", form=form)


@blueprint.post("/join")
@public
@limiter.limit(TRIES)
def enter() -> ResponseReturnValue:
    """Come in by a code; a stranger is asked who they are first."""
    form = EnterForm()
    way = _typed(form) if form.validate_on_submit() else None
    if way is None:
        return render_template("teaching/join.html", form=form), 422
    session[WAY_IN] = ["code", way.key.id]
    return _come_in(way) if current_user.is_authenticated else redirect(url_for("teaching.invitation"))


def _typed(form: EnterForm) -> Way | None:
    """What the code leads into, or None and why in the form."""
    typed = ids.tidy(str(form.code.data))
    if not ids.is_well_formed(typed, LENGTH):
        form.code.errors = [_("This code does not fit its check letter: please compare it once more.")]
        return None
    code = queries.code_typed(typed)
    way = queries.way_with("code", code.id) if code else None
    if way is None:
        form.code.errors = [_("There is no such code. Please compare it once more, or ask your instructor.")]
        return None
    standing = actions.standing_of(way, clock.now())
    if standing is not Standing.WAITING and not _is_in(way):
        form.code.errors = [no_way_in_text(standing)]
        return None
    return way


@blueprint.get("/join/<token>")
@public
@limiter.limit(TRIES)
def redeem(token: str) -> ResponseReturnValue:
    """Take the token out of the address at once: nothing that follows carries it, and looking uses nothing up."""
    invitation = queries.invitation_with(token)
    if invitation is None:
        return render_template("teaching/no_way_in.html", standing=None, way=None), 410
    session[WAY_IN] = ["invitation", invitation.id]
    answer = Response(status=302, headers={"Location": url_for("teaching.invitation")})
    answer.headers["Referrer-Policy"], answer.headers["Cache-Control"] = "no-referrer", "no-store, private"
    return answer


@blueprint.get("/join/invitation")
@public
def invitation() -> ResponseReturnValue:
    """What one is invited to; who is signed in may come in, others sign in or register first."""
    way = _way_in()
    if way is None:
        return redirect(url_for("teaching.join"))
    standing = actions.standing_of(way, clock.now())
    if standing is not Standing.WAITING or way.revision.course.admission == Admission.CLOSED:
        session.pop(WAY_IN)
        if _is_in(way):
            return redirect(url_for("learning.course_home", course=way.revision.course.slug))
        return _no_way_in(way, standing if standing is not Standing.WAITING else None)
    is_other = bool(way.email and current_user.is_authenticated and current_user.email != way.email)
    for_whom = masked(way.email) if way.email else ""
    return render_template(
        "teaching/invitation.html", way=way, is_other=is_other, for_whom=for_whom, form=EnterForm(None)
    )


@blueprint.post("/join/invitation")
@requires(Permission.LEARN)
def accept() -> ResponseReturnValue:
    """Come in."""
    way = _way_in()
    return _come_in(way) if way else redirect(url_for("teaching.join"))


def _come_in(way: Way) -> ResponseReturnValue:
    try:
        actions.join(signed_in(), way, clock.now())
    except actions.ForSomebodyElse:
        return redirect(url_for("teaching.invitation"))
    except actions.NoWayIn as closed:
        session.pop(WAY_IN, None)
        return _no_way_in(way, closed.standing)
    session.pop(WAY_IN, None)
    flash(_("You are in “%(course)s”.", course=way.revision.title), "success")
    return redirect(url_for("learning.course_home", course=way.revision.course.slug))


def _no_way_in(way: Way, standing: Standing | None) -> ResponseReturnValue:
    return render_template("teaching/no_way_in.html", way=way, standing=standing), 410


def _way_in() -> Way | None:
    kept = session.get(WAY_IN)
    return queries.way_with(*kept) if kept else None


def _is_in(way: Way) -> bool:
    """Whether the visitor takes the course already."""
    if not current_user.is_authenticated:
        return False
    return enrolment_of(current_user.id, way.revision.course.slug) is not None
