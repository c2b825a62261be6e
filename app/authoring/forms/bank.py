"""A question bank to send, and how it is to be read."""

from collections.abc import Iterable
from typing import cast

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired, FileSize
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField

from app.assessment.kinds.fields import choices
from app.authoring.banking import LARGEST, Options
from app.authoring.banks.formats import AIKEN, CSV, GIFT, XLSX, XML
from app.authoring.forms.question import USES
from app.platform.forms import BaseForm

KINDS = {
    GIFT: "GIFT",
    XML: _("Moodle XML"),
    AIKEN: "Aiken",
    CSV: _("A table (CSV)"),
    XLSX: _("An Excel workbook (.xlsx)"),
}
ENCODINGS = {
    "": _("As usual (UTF-8, or what the file says)"),
    "windows-1252": _("Windows, Western Europe and America (windows-1252)"),
    "utf-16": "UTF-16",
    "mac-roman": _("An old Macintosh (mac-roman)"),
}
TOO_LARGE = _("The file has more than 8 MB. Split it, or have it imported from the command line.")


class SendBankForm(BaseForm):
    """The file."""

    file = FileField(_("The file"), [FileRequired(_("Choose a file.")), FileSize(LARGEST, message=TOO_LARGE)])


class BankForm(BaseForm):
    """How a bank is read, and what its questions have in common."""

    form = SelectField(_("Kind of file"), choices=choices(KINDS))
    encoding = SelectField(_("How its letters are written"), choices=choices(ENCODINGS))
    objective = SelectField(_("Objective that the questions ask for"))
    source = SelectField(_("Source that they rest on"))
    use = SelectField(_("Where they are asked"), choices=choices(USES))
    tags_categories = BooleanField(_("Make a tag of each category"))
    seen = HiddenField()

    @property
    def by_category(self) -> list[SelectField]:
        """The fields that give a category an objective of its own."""
        return [self[name] for name in self.data if name.startswith("category-")]

    def options(self, categories: Iterable[str]) -> Options:
        """What was chosen."""
        own = {category: str(field.data or "") for category, field in zip(categories, self.by_category, strict=True)}
        return Options(
            str(self.form.data), str(self.encoding.data or ""), str(self.objective.data or ""),
            str(self.source.data or ""), str(self.use.data), bool(self.tags_categories.data),
            {category: objective for category, objective in own.items() if objective},
        )  # fmt: skip


def short_name(category: str) -> str:
    """A category without the beginning that all of Moodle's have, and not longer than a label should be."""
    return category.removeprefix("$course$/").removeprefix("top/")[-80:]


def bank_form(
    options: Options, categories: list[str], goals: dict[str, str], sources: dict[str, str],
    sent: MultiDict[str, str] | None = None,
) -> BankForm:  # fmt: skip
    """The form with a field for each category, filled with the options or with what was sent."""
    same = {"": _("The one chosen above")}
    fields = {
        f"category-{number}": SelectField(
            _("“%(name)s” asks for", name=short_name(name)), choices=choices(same | goals)
        )
        for number, name in enumerate(categories, start=1)
    }
    own = {f"category-{at}": options.objectives.get(name, "") for at, name in enumerate(categories, start=1)}
    made = type("WholeBankForm", (BankForm,), fields)
    form = cast(BankForm, made(formdata=sent, data=options.as_json() | own))
    form.objective.choices = choices({"": _("Choose later")} | goals)
    form.source.choices = choices({"": _("Choose later")} | sources)
    return form
