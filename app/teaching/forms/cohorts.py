"""A cohort with the due days of the course's units, and moving its members."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from app.catalogue.queries import OutlineUnit
from app.learning.models import Cohort
from app.platform.forms import BaseForm, single_line
from app.teaching.actions import CohortDetails
from app.teaching.forms.fields import CohortField, DayField

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


def cohort_form(
    outline: Sequence[OutlineUnit], cohort: Cohort | None = None, due: Mapping[int, date] | None = None
) -> CohortForm:
    """The form for a course with these units, filled in from a cohort and its due days."""
    fields = {f"{PREFIX}{unit.unit_id}": DayField(unit.title) for unit in outline}
    form: type[CohortForm] = type("CohortFormWithUnits", (CohortForm,), fields)
    return form(obj=cohort, data={f"{PREFIX}{unit}": day for unit, day in (due or {}).items()})


class MoveForm(BaseForm):
    """Where the chosen students go."""

    to = CohortField(_("Move to"))
