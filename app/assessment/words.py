"""How marks, questions and rules are said in words, for templates."""

from datetime import datetime
from fractions import Fraction
from math import floor

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from app.assessment.grading.regrade import Remedy
from app.assessment.models import Allowance
from app.assessment.queries import Note
from app.assessment.rules import Door, Start
from app.platform.pages import day


def points_text(points: Fraction | int | None) -> str:
    """Exact points for a reader: `7`, `7.5`, `7.66`; rounded down, so that parts never seem to exceed the whole."""
    whole, hundredths = divmod(floor((points or 0) * 100), 100)
    return f"{whole}.{hundredths:02d}".rstrip("0") if hundredths else str(whole)


def minutes_text(minutes: Fraction | int) -> str:
    """`30 minutes`, `37 minutes 30 seconds`."""
    whole, seconds = divmod(floor(Fraction(minutes) * 60), 60)
    said = str(ngettext("%(num)s minute", "%(num)s minutes", whole))
    return " ".join([said, ngettext("%(num)s second", "%(num)s seconds", seconds)]) if seconds else said


def certainty_text(certainty: int) -> str:
    """The answer to "How sure are you?"."""
    return str({1: _("I am guessing"), 2: _("Fairly sure"), 3: _("Sure")}[certainty])


def moment_text(moment: datetime) -> str:
    """`1 December 2026, 08:00 EST`, in the site's time zone."""
    return str(format_datetime(moment, _("d MMMM y, HH:mm z")))


def allowance_text(allowance: Allowance) -> str:
    """What was given, as the student reads it."""
    if allowance.kind == "minutes":
        return str(_("%(minutes)s more for an attempt", minutes=minutes_text(int(allowance.value))))
    if allowance.kind == "time":
        times = {"1": _("the usual time"), "5/4": "1.25 ×", "3/2": "1.5 ×", "2": "2 ×", "none": _("no time limit")}
        return str(_("Time for every quiz: %(time)s", time=times[allowance.value]))
    return str({"attempt": _("One more attempt"), "reopened": _("An attempt was opened again")}[allowance.kind])


def closed_text(door: Door) -> str:
    """Why no attempt may be started now, and what to do."""
    when = moment_text(door.at) if door.at else ""
    said = {
        Start.OPEN: "",
        Start.NOT_YET: _("This quiz opens on %(when)s.", when=when),
        Start.CLOSED: _("This quiz closed on %(when)s. No more attempts can be started.", when=when),
        Start.COOLING: _("You may try again from %(when)s on. Use the time to read what you missed.", when=when),
        Start.USED_UP: _("You have used every attempt at this quiz."),
    }
    return str(said[door.state])


def correction_text(note: Note) -> str:
    """What was corrected, and when, as the student reads it."""
    said = {
        Remedy.ACCEPT_BOTH: _("On %(day)s question %(number)s got a second right answer.", **_place(note)),
        Remedy.NEW_KEY: _("On %(day)s the key of question %(number)s was corrected.", **_place(note)),
        Remedy.DROP: _("On %(day)s question %(number)s was taken out: it does not count.", **_place(note)),
        Remedy.FULL_MARKS: _(
            "On %(day)s question %(number)s was given to everybody with all its points.", **_place(note)
        ),
    }
    return str(said[Remedy(note.erratum.remedy)])


def _place(note: Note) -> dict[str, object]:
    return {"day": day(note.erratum.at), "number": note.number}
