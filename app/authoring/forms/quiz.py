"""The rules of a quiz: the few that everybody sets, and the many behind More."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessment.kinds.fields import choices
from app.authoring.forms.about import rows_in
from app.authoring.forms.courses import SAY_TITLE, SHORT_TITLE
from app.authoring.forms.lesson import lines_of
from app.catalogue.content.fields import ANY_NUMBER
from app.catalogue.content.parts import QuizFile
from app.catalogue.content.quizzes import LONGEST_COOL_DOWN, LONGEST_MINUTES, POOL, more_in_file
from app.platform.forms import BaseForm, single_line

PRESETS = {
    "practice": _("Practice: each answer is explained at once"),
    "check": _("Check: everything is explained after handing in"),
    "final": _("Final test: only which answers were right, until it is passed"),
}
COUNTS = {"best": _("The best attempt"), "last": _("The last"), "first": _("The first"), "average": _("The average")}
ORDERS = {"free": _("In any order"), "sequential": _("One after the other, without going back")}
MOMENTS = {
    "while": _("While it goes on, for an answer that was checked"),
    "failed": _("After it was not passed"),
    "passed": _("After it was passed"),
    "closed": _("After it is closed"),
}
PARTS = {"verdict": _("Which answers were right"), "key": _("The right answer"), "why": _("Why")}
LOCAL = "%Y-%m-%dT%H:%M"  # what a browser sends and wants
WHOLE = _("Write a whole number.")


def _number(label: str, low: int, high: int, *, needed: bool = True) -> IntegerField:
    between = _("Write a whole number from %(low)s to %(high)s.", low=low, high=high)
    return IntegerField(label, [InputRequired(WHOLE) if needed else Optional(), NumberRange(low, high, between)])


def _shown(label: str) -> SelectMultipleField:
    return SelectMultipleField(
        label, choices=choices(PARTS), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class QuizForm(BaseForm):
    """Every rule of the format, by its name in the format."""

    title = StringField(_("Title"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    intro = TextAreaField(
        _("What is said before it begins"),
        [DataRequired(_("Write a sentence.")), Length(max=2_000, message=_("Write at most 2,000 characters."))],
        render_kw={"rows": 2},
    )
    draw = _number(_("Questions in each attempt"), 1, 1_000)
    pass_mark = _number(_("Pass mark, percent"), 1, 100)
    attempts = _number(_("Attempts; 0 for as many as they like"), 0, ANY_NUMBER)
    preset = SelectField(_("What students are shown"), choices=choices(PRESETS))
    required = BooleanField(_("Has to be passed"))
    shuffle = BooleanField(_("Shuffle questions and options"))
    minutes = _number(_("Time limit in minutes"), 1, LONGEST_MINUTES, needed=False)
    cool_down = _number(_("Minutes between two attempts"), 1, LONGEST_COOL_DOWN, needed=False)
    counts = SelectField(_("Which attempt counts"), choices=choices(COUNTS))
    order = SelectField(_("How one goes through it"), choices=choices(ORDERS))
    certainty = BooleanField(_("Ask how sure they are; it is never counted"))
    opens = DateTimeLocalField(_("Opens"), [Optional()], format=LOCAL)
    closes = DateTimeLocalField(_("Closes for new attempts"), [Optional()], format=LOCAL)
    pools = TextAreaField(_("Draw so many of each, one a line"), render_kw={"rows": 3})
    own_review = BooleanField(_("Decide myself what is shown, instead of the choice above"))
    shown_while = _shown(MOMENTS["while"])
    shown_failed = _shown(MOMENTS["failed"])
    shown_passed = _shown(MOMENTS["passed"])
    shown_closed = _shown(MOMENTS["closed"])
    version = HiddenField()

    def validate_pools(self, field: Field) -> None:
        """Each line names an objective or a tag, and how many."""
        for line in rows_in(field.data):
            if not POOL.fullmatch(line):
                said = gettext("The line “%(line)s” cannot be read. Write “objective some-objective: 3” or "
                               "“tag some-tag: 2”.", line=line)  # fmt: skip
                raise ValidationError(said)

    def validate_required(self, field: Field) -> None:
        """A final test is what a certificate rests on."""
        if self.preset.data == "final" and not field.data:
            raise ValidationError(
                gettext("A final test has to be passed. For one that need not be, choose “Practice”.")
            )

    def validate_closes(self, field: Field) -> None:
        """After it opens."""
        if field.data and self.opens.data and field.data <= self.opens.data:
            raise ValidationError(gettext("A quiz closes after it opens."))

    def quiz(self, was: QuizFile, zone: str) -> QuizFile:
        """The quiz with what was typed; a rule that is as it would be anyway stays unsaid if it was."""
        pools = [POOL.fullmatch(line) for line in rows_in(self.pools.data)]
        named = [(f"{found[1]}:{found[2]}", int(found[3])) for found in pools if found]
        draw = sum(count for _label, count in named) or int(self.draw.data or 1)
        return QuizFile(
            id=was.id, title=str(self.title.data), draw=draw, pass_mark=int(self.pass_mark.data or 0),
            attempts=int(self.attempts.data or 0), shuffle=bool(self.shuffle.data), preset=str(self.preset.data),
            intro=lines_of(self.intro.data), required=bool(self.required.data),
            more=self._more(was.more, named, zone), place=was.place,
        )  # fmt: skip

    def _more(self, was: Mapping[str, Any], pools: list[tuple[str, int]], zone: str) -> dict[str, Any]:
        typed: dict[str, Any] = {
            "minutes": self.minutes.data, "cool_down": self.cool_down.data,
            "counts": self.counts.data if self.counts.data != "best" or "counts" in was else None,
            "order": self.order.data if self.order.data != "free" or "order" in was else None,
            "certainty": True if self.certainty.data else (False if "certainty" in was else None),
            "opens": _moment(self.opens.data, zone), "closes": _moment(self.closes.data, zone), "pools": pools or None,
        }  # fmt: skip
        if self.own_review.data:
            typed["review"] = {moment: list(self[f"shown_{moment}"].data or ()) for moment in MOMENTS}
        return {key: value for key, value in typed.items() if value is not None}


def _moment(local: datetime | None, zone: str) -> str | None:
    return local.replace(tzinfo=ZoneInfo(zone)).isoformat() if local else None


def quiz_form(quiz: QuizFile, version: int, zone: str) -> QuizForm:
    """The form, filled with the quiz; times in the time zone of the site."""
    names = ("title", "intro", "draw", "pass_mark", "attempts", "preset", "shuffle", "required")
    more = more_in_file(quiz.more)
    saved = {name: getattr(quiz, name) for name in names} | more | {"version": str(version)}
    for name in ("opens", "closes"):
        if isinstance(moment := more.get(name), datetime):
            saved[name] = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    pools = more.get("pools")
    saved["pools"] = "\n".join(map(str, pools)) if isinstance(pools, list) else ""
    saved["own_review"] = "review" in quiz.more
    return QuizForm(data=saved)
