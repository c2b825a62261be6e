"""True or false: two radio buttons."""

from typing import Any, ClassVar

from app.assessment.kinds import Kind
from app.assessment.kinds.fields import EditForm, as_choice, from_choice, one_button
from app.assessment.kinds.true_false import mark


class Edit(EditForm):
    """The task list of two."""

    kind: ClassVar[Kind[Any]] = mark


build, to_response, from_response = one_button, as_choice, from_choice
