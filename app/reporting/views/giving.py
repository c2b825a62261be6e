"""The forms by which staff give a student something: which are offered, and what each does."""

from collections.abc import Callable, Mapping

from flask import abort, url_for
from flask_babel import lazy_gettext as _

from app.accounts.models import Person
from app.assessment.models import Attempt
from app.assessment.rules import TimeFactor
from app.platform import clock
from app.platform.errors import Refused
from app.reporting import actions, queries
from app.reporting.forms.giving import AttemptForm, GivingForm, MinutesForm, ReopenForm, TimedReopenForm, TimeForm
from app.reporting.sitting import Sitting

Forms = dict[str, GivingForm]
NOT_NOW = {
    "attempt": _("This quiz may be taken as often as one likes: there is nothing to give."),
    "minutes": _(
        "This attempt has no time to add to: it was handed in, or has no limit. Open the student’s page again."
    ),
    "reopen": _("Only a student’s newest attempt can be opened again, and only while it is handed in and not passed."),
}


def forms_of(sitting: Sitting) -> Forms:
    """An empty form for everything that can be given now."""
    found: Forms = {"time": TimeForm(None, prefix="time", data={"factor": sitting.agreement})}
    if sitting.place.revision.attempts_allowed:
        found["attempt"] = AttemptForm(None, prefix="attempt")
    if sitting.timed:
        found["minutes"] = MinutesForm(None, prefix="minutes", data={"attempt": sitting.timed.public_id})
    if sitting.closed:
        form = TimedReopenForm if sitting.closed_wants_minutes else ReopenForm
        found["reopen"] = form(None, prefix="reopen", data={"attempt": sitting.closed.public_id})
    return found


def form_for(what: str, sitting: Sitting) -> GivingForm | None:
    """The form that was sent; None for one that there is not."""
    forms: dict[str, type[GivingForm]] = {
        "time": TimeForm,
        "attempt": AttemptForm,
        "minutes": MinutesForm,
        "reopen": TimedReopenForm if sitting.closed_wants_minutes else ReopenForm,
    }
    return forms[what](prefix=what) if what in forms else None


def giving_of(place: queries.StudentQuiz, form: GivingForm, by: Person) -> actions.Giving:
    """What all of them have in common."""
    course, unit = place.enrolment.course.slug, place.own_address
    href = url_for("assessment.quiz", course=course, unit=unit, _external=True) if unit else ""
    href = href or url_for("learning.course_home", course=course, _external=True)
    return actions.Giving(place, by, str(form.reason.data), clock.now(), href)


def _give_time(giving: actions.Giving, form: GivingForm) -> None:
    actions.give_time(giving, TimeFactor(form["factor"].data))


def _give_attempt(giving: actions.Giving, _form: GivingForm) -> None:
    if not giving.place.revision.attempts_allowed:
        raise Refused(str(NOT_NOW["attempt"]))
    actions.give_attempt(giving)


def _give_minutes(giving: actions.Giving, form: GivingForm) -> None:
    actions.give_minutes(giving, _attempt(giving, form), form["minutes"].data)


def _reopen(giving: actions.Giving, form: GivingForm) -> None:
    minutes = form["minutes"].data if "minutes" in form else 0
    actions.give_reopening(giving, _attempt(giving, form), minutes)


def _attempt(giving: actions.Giving, form: GivingForm) -> Attempt:
    """The attempt the page showed, locked; it must be this student's, at this quiz."""
    found = queries.attempt_for_staff(giving.by, str(form["attempt"].data), to_change=True) or abort(404)
    if (found.enrolment_id, found.unit_id) != (giving.place.enrolment.id, giving.place.revision.unit_id):
        abort(404)
    return found


GIVE: Mapping[str, Callable[[actions.Giving, GivingForm], None]] = {
    "time": _give_time,
    "attempt": _give_attempt,
    "minutes": _give_minutes,
    "reopen": _reopen,
}
