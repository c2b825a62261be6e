"""Single choice: one radio button an option."""

from typing import Any, ClassVar

from wtforms import BooleanField

from app.assessment.kinds import Kind
from app.assessment.kinds.fields import EditForm, as_choice, from_choice, one_button
from app.assessment.kinds.single_choice import mark


class Edit(EditForm):
    """The task list, and whether it is shuffled."""

    kind: ClassVar[Kind[Any]] = mark
    keep_order = BooleanField()


build, to_response, from_response = one_button, as_choice, from_choice
