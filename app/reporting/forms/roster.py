"""What is asked of a roster: which students, in which order. It is sent with GET, so that a list has an address."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SearchField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs know only tuples

from app.platform.forms import BaseForm
from app.reporting.queries import PAGE, PAGES, RosterCourse
from app.reporting.rules import BY_SCORE, RISING, Progress, Sort, Wanted

LONGEST_SEARCH = 100
PROGRESS = {
    "": _("Everybody"), Progress.NEW.value: _("Not begun"), Progress.UNDER_WAY.value: _("Under way"),
    Progress.WAITING.value: _("Wait for a mark"), Progress.DONE.value: _("All done"),
}  # fmt: skip
SORTS = {
    Sort.NEWEST.value: _("Newest first"), Sort.OLDEST.value: _("Oldest first"), Sort.NAME.value: _("Name"),
    Sort.NAME_BACK.value: _("Name, from Z to A"), Sort.LEAST.value: _("Least done first"),
    Sort.MOST.value: _("Most done first"), Sort.HIGHEST.value: _("Highest score first"),
    Sort.LOWEST.value: _("Lowest score first"),
}  # fmt: skip
YES, NO, NONE = "yes", "no", "none"
MEANT = {YES: True, NO: False}
PASSED = {"": _("Passed or not"), YES: _("Passed"), NO: _("Not passed")}
CERTIFICATE = {"": _("With or without"), YES: _("With a certificate"), NO: _("Without one")}


class Head(NamedTuple):
    """The head of a column that orders the list: how it does now ("" if it does not), and what its link says."""

    aria: str
    kept: dict[str, str]


class DayField(DateField):
    """A day, or none; what is no day gets our sentence."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it. Raises ValueError."""
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError(_("Enter a date. It was left out.")) from error


class RosterFilter(BaseForm):
    """The filters above a roster. What makes no sense is said and left out: the list is still shown."""

    class Meta(BaseForm.Meta):
        """It changes nothing, so it needs no token."""

        csrf = False

    search = SearchField(_("Name or e-mail"), filters=[lambda text: (text or "")[:LONGEST_SEARCH]])
    progress = SelectField(_("Progress"), choices=[SelectChoice(*one) for one in PROGRESS.items()], default="")
    sort = SelectField(_("Order"), choices=[SelectChoice(*one) for one in SORTS.items()], default=Sort.NEWEST.value)
    by = SelectField(_("Score at"))
    cohort = SelectField(_("Cohort"), default="")
    quiz = SelectField(_("Quiz"), default="")
    passed = SelectField(_("Result"), choices=[SelectChoice(*one) for one in PASSED.items()], default="")
    certificate = SelectField(
        _("Certificate"), choices=[SelectChoice(*one) for one in CERTIFICATE.items()], default=""
    )  # fmt: skip
    since = DayField(_("Enrolled from"))
    until = DayField(_("Enrolled until"))
    size = SelectField(
        _("Students a page"), choices=[SelectChoice(str(one), str(one)) for one in PAGES], default=str(PAGE)
    )

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it makes sense."""
        said = {field.name: None if field.errors else field.data for field in self}
        return Wanted(
            search=said["search"] or "", progress=Progress(said["progress"]) if said["progress"] else None,
            quiz=said["quiz"] or "", passed=MEANT.get(said["passed"] or ""),
            certificate=MEANT.get(said["certificate"] or ""), since=said["since"], until=said["until"],
            cohort=_cohort(said["cohort"] or ""), sort=Sort(said["sort"] or Sort.NEWEST), by=said["by"] or "",
        )  # fmt: skip

    @property
    def page_size(self) -> int:
        """How many students a page shows."""
        return PAGE if self.size.errors else int(self.size.data)

    @property
    def is_more(self) -> bool:
        """Whether one of the filters that are folded away is used."""
        folded = ("quiz", "passed", "certificate", "since", "until", "size")
        return any(name in self.kept or self[name].errors for name in folded)

    @property
    def kept(self) -> dict[str, str]:
        """What was chosen, for the addresses of other pages of the same list."""
        found = {field.name: str(field.data) for field in self if field.data and not field.errors}
        return {name: value for name, value in found.items() if value != self[name].default}

    def head(self, first: Sort, other: Sort, by: str = "") -> Head:
        """A column that orders the list: `first` when its head is pressed, then `other`. `by`: the quiz it shows."""
        wanted = self.wanted
        is_sorted = wanted.sort in {first, other} and by in {"", wanted.by}
        chosen = {"sort": str(other if is_sorted and wanted.sort == first else first), "by": by or wanted.by}
        aria = ("ascending" if wanted.sort in RISING else "descending") if is_sorted else ""
        said = {name: value for name, value in chosen.items() if value not in {"", self[name].default}}
        return Head(aria, {name: value for name, value in self.kept.items() if name not in chosen} | said)


def _cohort(chosen: str) -> int | None:
    """The number of a cohort, 0 for none, None for everybody."""
    return {"": None, NONE: 0}[chosen] if chosen in {"", NONE} else int(chosen)


def roster_filter(sent: MultiDict[str, str], course: RosterCourse) -> RosterFilter:
    """The filters, filled with what an address says."""
    quizzes = [SelectChoice(quiz.slug, quiz.name) for quiz in course.quizzes]
    first = course.quizzes[0].slug if course.quizzes else ""
    form = RosterFilter(sent, by=first)
    form.by.default, form.by.choices = first, quizzes
    form.quiz.choices = [SelectChoice("", _("All quizzes")), *quizzes]
    form.cohort.choices = _cohorts(course)
    if not quizzes:
        form.sort.choices = [SelectChoice(*one) for one in SORTS.items() if one[0] not in BY_SCORE]
    form.validate()
    return form


def _cohorts(course: RosterCourse) -> Sequence[SelectChoice]:
    named = [SelectChoice(str(number), name) for number, name in course.cohorts.items()]
    return [SelectChoice("", _("All cohorts")), SelectChoice(NONE, _("In no cohort")), *named]
