"""Fields whose faults are told in our sentences."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from app.teaching.rules import FIRST_YEAR, LAST_YEAR

A_DATE = _("Enter a date with its four-digit year, such as 3/15/2027.")
NO_COHORT = 0
LONGEST_DAYS = 365


class DayField(DateField):
    """A day, or none."""

    def __init__(self, label: Any, **options: Any) -> None:
        """May be left empty."""
        super().__init__(label, [Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it. Raises ValueError."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(A_DATE) from error
        if isinstance(self.data, date) and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(A_DATE)


class WholeField(IntegerField):
    """A whole number within limits; what is none gets the same sentence."""

    def __init__(self, label: Any, low: int, high: int, *, must: bool, words: Any, **options: Any) -> None:
        """`must`: it may not be left empty; `words`: the sentence."""
        self.words = words
        first = InputRequired(words) if must else Optional()
        super().__init__(label, [first, NumberRange(low, high, words)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it. Raises ValueError."""
        if valuelist and not valuelist[0].strip():
            return  # left empty: whether it may be, the first validator says
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.words) from error

    def pre_validate(self, form: Any) -> None:
        """What is no number is not also compared with the limits. Raises StopValidation."""
        if self.process_errors:
            raise StopValidation


class DaysField(WholeField):
    """For how many days something works."""

    def __init__(self, label: Any, **options: Any) -> None:
        """From one day to a year."""
        words = _("Enter whole days, from 1 to 365.")
        super().__init__(label, 1, LONGEST_DAYS, must=True, words=words, **options)


class CohortField(SelectField):
    """One of the cohorts of the course, or none."""

    def __init__(self, label: Any, **options: Any) -> None:
        """The choices are filled in by `offer`."""
        super().__init__(label, choices=[], coerce=int, default=NO_COHORT, **options)
        self.offered: dict[int, Any] = {}

    def offer(self, cohorts: dict[int, str], none: Any) -> None:
        """`cohorts`: number → name; `none`: the words for none."""
        self.offered = {NO_COHORT: none} | cohorts
        self.choices = [SelectChoice(*one) for one in self.offered.items()]

    @property
    def cohort_id(self) -> int | None:
        """The number chosen; None for none."""
        return self.data or None

    @property
    def words(self) -> str:
        """What the choice reads."""
        return str(self.offered.get(self.data, ""))
