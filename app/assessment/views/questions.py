"""All questions of an attempt on one page: showing them, saving what changed, each by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.assessment import actions, queries
from app.assessment.forms import Sheet, sheet_of
from app.assessment.models import Answer, Attempt
from app.assessment.rules import seconds_left
from app.assessment.views import blueprint
from app.assessment.views.looking import checked_looks, sight_of
from app.assessment.views.sending import NEWER, sent_for
from app.platform import clock, ids
from app.platform.numbers import small_number


@dataclass(frozen=True, slots=True)
class Entry:
    """One question on the page. `said`: why what was sent for it was not saved; `given`: what was."""

    answer: Answer
    sheet: Sheet
    said: str = ""
    given: actions.Given | None = None

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, each with the place on the page: id, message."""
        form, heading = self.sheet.form, f"{self.sheet.prefix}question"
        of_fields = [(form[name].id, str(one)) for name in form.data for one in form[name].errors]
        said = [self.said] if self.said else []
        return [*((heading, str(one)) for one in [*form.form_errors, *said]), *of_fields]


@blueprint.get("/attempts/<attempt>/all")
@requires(Permission.LEARN)
def questions(attempt: str) -> ResponseReturnValue:
    """Show every question."""
    found = queries.own_attempt(signed_in().id, attempt) or abort(404)
    if actions.close_on_visit(found, clock.arrived()):
        return redirect(url_for("assessment.result", attempt=attempt))
    if not found.revision.rules.is_on_one_page:
        return redirect(url_for("assessment.question", attempt=attempt, number=found.reached))
    return _page(found, [_entry(answer, found) for answer in queries.paper_of(found.id)])


@blueprint.post("/attempts/<attempt>/all")
@requires(Permission.LEARN)
def save_all(attempt: str) -> ResponseReturnValue:
    """Save what changed. What cannot be saved is shown again with the reason; all the rest is saved."""
    found = queries.own_attempt(signed_in().id, attempt, to_change=True) or abort(404)
    if not found.revision.rules.is_on_one_page:
        return redirect(url_for("assessment.questions", attempt=attempt))
    if actions.close_if_overdue(found, clock.arrived()) or not found.is_open:
        return redirect(url_for("assessment.result", attempt=attempt))
    answers = queries.paper_of(found.id)
    saved = {answer.number: _save(answer, found) for answer in answers if _is_sent(answer)}
    if any(entry.problems for entry in saved.values()):
        return _page(found, [saved.get(answer.number) or _entry(answer, found) for answer in answers]), 422
    _remark(saved)
    return redirect(_onward(found, saved))


def prefix_of(number: int) -> str:
    """What the names of a question's fields begin with."""
    return f"q{number}-"


def _is_sent(answer: Answer) -> bool:
    return answer.question.is_asked and f"{prefix_of(answer.number)}operation" in request.form


def _entry(answer: Answer, attempt: Attempt, said: str = "") -> Entry:
    return Entry(answer, sheet_of(answer, attempt, prefix=prefix_of(answer.number)), said)


def _save(answer: Answer, attempt: Attempt) -> Entry:
    sent = sent_for(answer, attempt, prefix_of(answer.number))
    if sent.given is None:
        return Entry(answer, sent.sheet)
    try:
        actions.save_answer(answer, attempt, sent.given, sent.operation, sent.known, clock.now())
    except actions.OperationReused:
        abort(422, _("This save carries the number of another one. Open the page again."))
    except actions.NotSaved:
        return _entry(answer, attempt, str(NEWER))
    return Entry(answer, sent.sheet, given=sent.given)


def _remark(saved: Mapping[int, Entry]) -> None:
    for number, entry in saved.items():
        for remark in entry.sheet.form.remarks():
            flash(_("Question %(number)s: %(remark)s", number=number, remark=_(remark)), "warning")


def _onward(attempt: Attempt, saved: Mapping[int, Entry]) -> str:
    """To the check of all answers, or back to the question whose button was pressed."""
    word, _dash, number = request.form.get("go", "").partition("-")
    entry = saved.get(small_number(number) or 0)
    if entry is None:
        return url_for("assessment.check" if word == "check" else "assessment.questions", attempt=attempt.public_id)
    if word == "flag":
        actions.flag_answer(entry.answer, attempt, flagged=not entry.answer.flagged)
    if word == "verify" and entry.given and entry.sheet.is_marked_at_once:
        actions.check_answer(entry.answer, entry.given.response, attempt, clock.now())
    return url_for("assessment.questions", attempt=attempt.public_id, _anchor=f"{entry.sheet.prefix}question")


def _page(attempt: Attempt, entries: Sequence[Entry]) -> str:
    return render_template(
        "assessment/questions.html", attempt=attempt, entries=entries, new_operation=ids.public_id,
        looks=checked_looks(attempt, [entry.answer for entry in entries]), sight=sight_of(attempt, checked=True),
        problems=[problem for entry in entries for problem in entry.problems],
        result_href=url_for("assessment.result", attempt=attempt.public_id),
        seconds_left=seconds_left(attempt.deadline_at, clock.arrived()),
    )  # fmt: skip
