"""A source as its author describes it."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation

from app.assessment.kinds.fields import choices
from app.authoring.forms.courses import SAY_TITLE, SHORT_TITLE
from app.catalogue.content.parts import SourceFile
from app.catalogue.content.sources import ADDRESS, FIRST_YEAR, LAST_YEAR, SHA256
from app.platform.forms import BaseForm, single_line

DOCUMENT, PUBLICATION = "document", "publication"
SHORT = Length(max=300, message=_("Write at most 300 characters."))


class SourceForm(BaseForm):
    """A document that the lesson teaches from, or a publication for an evidence note."""

    kind = RadioField(
        _("What it is"),
        [InputRequired(_("Choose what it is."))],
        choices=choices(
            {PUBLICATION: _("A publication: research, a book"), DOCUMENT: _("A document that you teach from")}
        ),
        default=PUBLICATION,
    )
    title = StringField(_("Title"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    authors = StringField(_("Authors"), [SHORT], filters=[single_line])
    publisher = StringField(
        _("Publisher or journal"), [DataRequired(_("Write who published it.")), SHORT], filters=[single_line]
    )
    year = IntegerField(
        _("Year"), [Optional(), NumberRange(FIRST_YEAR, LAST_YEAR, _("Write the year with four digits."))]
    )
    url = StringField(_("Web address"), [SHORT], filters=[single_line])
    sha256 = StringField(_("Fingerprint of the file"), filters=[single_line])
    retrieved = DateField(_("Read on"), [Optional()])
    note = StringField(_("Note"), [SHORT], filters=[single_line])
    version = HiddenField()

    def validate_authors(self, field: Field) -> None:
        """A publication has authors."""
        if self.kind.data == PUBLICATION and not field.data:
            raise StopValidation(gettext("Write who wrote it."))

    def validate_url(self, field: Field) -> None:
        """A publication can be found; an address begins with https."""
        if field.data and not re.fullmatch(ADDRESS, field.data):
            raise StopValidation(gettext("Write an address that begins with https://"))
        if self.kind.data == PUBLICATION and not field.data:
            raise StopValidation(gettext("Write where it can be found, such as https://doi.org/…"))

    def validate_sha256(self, field: Field) -> None:
        """A document is tied to the file that was read."""
        if self.kind.data == DOCUMENT and not re.fullmatch(SHA256, field.data or ""):
            raise StopValidation(
                gettext("Choose the file above, or write the 64 digits and letters of its fingerprint.")
            )

    def validate_retrieved(self, field: Field) -> None:
        """A document was read on a day."""
        if self.kind.data == DOCUMENT and not field.data:
            raise StopValidation(gettext("Say on which day you read it."))

    def source(self, slug: str) -> SourceFile:
        """The source with what was typed."""
        is_document = self.kind.data == DOCUMENT
        return SourceFile(
            slug=slug, kind=str(self.kind.data), title=str(self.title.data), publisher=str(self.publisher.data),
            authors=self.authors.data or "", year=self.year.data, url=self.url.data or "",
            sha256=str(self.sha256.data) if is_document else "",
            retrieved=self.retrieved.data if is_document else None, note=self.note.data or "",
        )  # fmt: skip
