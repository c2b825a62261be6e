"""How the certificate of a course is headed, for how long it holds, which boards it serves, and what is signed."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessment.kinds.fields import choices
from app.authoring.forms.hours import refuse_no_hours
from app.authoring.forms.lesson import lines_of
from app.catalogue.content.certificate import LONGEST_ATTESTATION, LONGEST_MONTHS, TITLES
from app.catalogue.content.parts import CertificateFile
from app.catalogue.content.profiles import profiles
from app.platform.forms import BaseForm, single_line

SPARE = 2  # empty rows for further subjects
TITLE_WORDS = {
    TITLES[0]: _("Certificate of Achievement: there is a test (home study)"),
    TITLES[1]: _("Certificate of Completion: for attending all of a live course"),
}
BETWEEN = NumberRange(1, LONGEST_MONTHS, _("Write a whole number of months from 1 to %(most)s.", most=LONGEST_MONTHS))


class CertificateForm(BaseForm):
    """The certificate; a pair of fields for each subject is added to it."""

    title = SelectField(_("Its title"), choices=choices(TITLE_WORDS))
    valid_months = IntegerField(_("Months until it expires"), [Optional(), BETWEEN])
    profiles = SelectMultipleField(
        _("Boards whose wishes it must meet"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    version = HiddenField()

    @property
    def rows(self) -> list[tuple[Field, Field]]:
        """The fields of each subject and its hours."""
        return [(field, self[f"claimed-{field.name[8:]}"]) for field in self if field.name.startswith("subject-")]

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of a CertificateFile."""
        typed = ((subject.data, hours.data) for subject, hours in self.rows)
        return {
            "title": str(self.title.data), "valid_months": int(self.valid_months.data or 0),
            "profiles": tuple(self.profiles.data or ()),
            "hours": tuple((str(subject), str(hours)) for subject, hours in typed if subject),
        }  # fmt: skip


def _row(form: BaseForm, number: int) -> tuple[Field, Field]:
    return form[f"subject-{number}"], form[f"claimed-{number}"]


def certificate_form(file: CertificateFile, version: int) -> CertificateForm:
    """The form, filled with what is saved; a profile that is not there any more stays, to be seen and unticked."""

    class Filled(CertificateForm):
        """Two fields a subject."""

    for number in range(1, len(file.hours) + SPARE + 1):
        subject, claimed = file.hours[number - 1] if number <= len(file.hours) else ("", "")
        limits = Length(max=200, message=_("Write at most 200 characters."))
        line = StringField(_("Subject %(number)s", number=number), [limits], filters=[single_line], default=subject)
        hours = StringField(_("Hours"), [_of(number)], filters=[single_line], default=claimed)
        setattr(Filled, f"subject-{number}", line)
        setattr(Filled, f"claimed-{number}", hours)
    saved = {"title": file.title, "valid_months": file.valid_months or None, "profiles": list(file.profiles)}
    form = Filled(data=saved | {"version": str(version)})
    known = {one.id: one.name for one in profiles().values()}
    form.profiles.choices = choices(known | {one: one for one in file.profiles if one not in known})
    return form


def _of(number: int) -> Any:
    """Hours and their subject belong together."""

    def check(form: BaseForm, field: Field) -> None:
        subject, hours = _row(form, number)
        if subject.data:
            refuse_no_hours(field)
        elif hours.data:
            raise ValidationError(gettext("Say of which subject these hours are."))

    return check


class StatementForm(BaseForm):
    """What students sign before they get their certificate; empty for the usual statement."""

    attestation = TextAreaField(
        _("The statement of this course"),
        [Length(max=LONGEST_ATTESTATION, message=_("Say it in at most 1,000 characters, so that it is read."))],
        render_kw={"rows": 5},
    )
    version = HiddenField()

    @property
    def words(self) -> str:
        """What was typed."""
        return lines_of(self.attestation.data)
