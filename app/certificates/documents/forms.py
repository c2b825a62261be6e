"""The file that somebody sends to be checked."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, ValidationError

from app.certificates.documents.checking import LARGEST
from app.platform.forms import BaseForm


class FileForm(BaseForm):
    """A certificate as a PDF. After `validate`, `content` is the file."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Checking changes nothing, and a stranger should need no cookie for it."""

        csrf = False

    content = b""
    file = FileField(_("The certificate as a PDF file"), [FileRequired(_("Choose the PDF file to check."))])

    def validate_file(self, field: Field) -> None:
        """Read no more of it than one of ours can have."""
        self.content = field.data.read(LARGEST + 1)
        if len(self.content) > LARGEST:
            raise ValidationError(too_large())
        if not self.content:
            raise ValidationError(gettext("The file is empty. Choose the PDF file to check."))


def too_large() -> str:
    """What to say of a file that cannot be ours."""
    return str(gettext("The file is too large to be one of our certificates: they have less than half a megabyte."))
