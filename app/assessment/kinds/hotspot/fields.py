"""Hotspot: one radio button a region; the picture holds a second label for each."""

from typing import Any, ClassVar

from wtforms import StringField
from wtforms.validators import Length

from app.assessment.kinds import Kind
from app.assessment.kinds.fields import EditForm, as_choice, from_choice, one_button
from app.assessment.kinds.hotspot import mark


class Edit(EditForm):
    """The regions, and the name of the picture."""

    kind: ClassVar[Kind[Any]] = mark
    picture = StringField(validators=[Length(max=200)])


build, to_response, from_response = one_button, as_choice, from_choice
