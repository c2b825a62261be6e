"""A class list: a file, or pasted text."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from app.platform.forms import BaseForm

LARGEST = 300_000  # bytes: a thousand lines are a third of it
OLD = "windows-1252"  # what a spreadsheet of the West writes when it does not write UTF-8
EMPTY = _("Choose a file, or paste the list.")
TOO_LARGE = _("The list is larger than 300 KB. Send it in parts of at most 1,000 people.")
WORKBOOK = _("This is a workbook, not a CSV file. Save it as CSV, or copy its cells and paste them below.")


class ListForm(BaseForm):
    """The list. `said` is its text once the form is valid."""

    said: str
    file = FileField(_("A CSV file"))
    text = TextAreaField(_("Or paste the list"), render_kw={"rows": 10})

    def validate_text(self, field: TextAreaField) -> None:
        """Either of them."""
        data = self.file.data.read(LARGEST + 1) if self.file.data else b""
        if len(data) > LARGEST or len(field.data or "") > LARGEST:
            raise ValidationError(str(TOO_LARGE))
        if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise ValidationError(str(WORKBOOK))
        self.said = as_text(data) if data else field.data or ""
        if not self.said.strip():
            raise ValidationError(str(EMPTY))


class ListedForm(BaseForm):
    """The list that was looked at."""

    text = HiddenField()


def as_text(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 where it says so, else as old spreadsheets write. Addresses are alike."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(OLD, "replace")
