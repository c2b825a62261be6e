"""A cohort with the due days of the course's units, and moving its members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from app.catalogue.queries import OutlineUnit
from app.learning.models import Cohort
from app.platform.forms import BaseForm, single_line
from app.teaching.actions import CohortDetails
from app.teaching.forms.fields import CohortField, DayField, WholeField
from app.teaching.rules import MOST_DAYS, TooFar, moved_on

PREFIX = "unit_"
TOO_LONG = _("Use at most 120 characters.")


class CohortForm(BaseForm):
    """Name, dates, and the day when the whole course is due."""

    name = StringField(
        _("Name"),
        [DataRequired(_("Enter a name, such as Spring 2027.")), Length(max=120, message=TOO_LONG)],
        filters=[single_line],
    )
    starts_on = DayField(_("Begins"))
    ends_on = DayField(_("Ends"))
    due_on = DayField(_("The whole course is due"))
    is_reminded = BooleanField(_("Remind each student by e-mail two days before something is due"), default=True)

    def validate_ends_on(self, field: DayField) -> None:
        """Not before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("It ends before it begins."))

    @property
    def unit_fields(self) -> Sequence[Any]:
        """The fields of the units, in the order of the course."""
        return [field for field in self if field.name.startswith(PREFIX)]

    def details(self) -> CohortDetails:
        """What was typed."""
        units = {int(field.name.removeprefix(PREFIX)): field.data for field in self.unit_fields}
        return CohortDetails(
            str(self.name.data), self.starts_on.data, self.ends_on.data, self.due_on.data, bool(self.is_reminded.data),
            units,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copied:
    """Due days of another cohort, moved on: its name, when the whole course is due, and unit → day."""

    name: str
    later: int
    due_on: date | None
    units: Mapping[int, date]

    @property
    def count(self) -> int:
        """How many days there are."""
        return len(self.units) + (self.due_on is not None)


def cohort_form(
    outline: Sequence[OutlineUnit], cohort: Cohort | None = None, due: Mapping[int, date] | None = None,
    copied: Copied | None = None,
) -> CohortForm:  # fmt: skip
    """The form for a course with these units, filled in from a cohort and its due days; `copied` ones before them."""
    fields = {f"{PREFIX}{unit.unit_id}": DayField(unit.title) for unit in outline}
    form: type[CohortForm] = type("CohortFormWithUnits", (CohortForm,), fields)
    days = {**(due or {}), **(copied.units if copied else {})}
    filled = form(obj=cohort, data={f"{PREFIX}{unit}": day for unit, day in days.items()})
    if copied and copied.due_on:
        filled.due_on.data = copied.due_on
    return filled


class CopyForm(BaseForm):
    """Whose due days are to be filled in, and how many days later. It is sent with GET and saves nothing."""

    class Meta(BaseForm.Meta):
        """It changes nothing, so it needs no token."""

        csrf = False

    copy = CohortField(_("Cohort"))
    later = WholeField(
        _("How many days later"), -MOST_DAYS, MOST_DAYS, must=False,
        words=_("Enter a whole number of days, from -3660 to 3660."),
    )  # fmt: skip

    def copied(self, source: Cohort, due: Mapping[int, date], begins: date | None) -> Copied | None:
        """The days of the cohort that was chosen; None where that cannot be, and why beside the field.

        `begins`: when the cohort begins that gets them, which says how many days later where nothing was typed.
        """
        later = self.later.data
        if later is None and begins and source.starts_on:
            later = (begins - source.starts_on).days
        whole = {source.id: source.due_on} if source.due_on else {}
        try:
            units, course = moved_on(due, later or 0), moved_on(whole, later or 0)
        except TooFar:
            self.later.errors = [_("With so many days a due date would be in no year that can be used here.")]
            return None
        return Copied(source.name, later or 0, course.get(source.id), units)


class DeleteForm(BaseForm):
    """What the page said is lost, in numbers."""

    seen = HiddenField()


class MoveForm(BaseForm):
    """Where the chosen students go."""

    to = CohortField(_("Move to"))
