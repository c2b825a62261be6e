"""The story of one attempt, event by event, so that somebody who was not there can follow it. Server time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from app.assessment.grading import paper
from app.assessment.grading.said import Said, said
from app.assessment.models import Answer, AnswerEvent, Erratum, ManualMark, Regrade
from app.assessment.queries import end_after
from app.assessment.words import allowance_text, certainty_text, minutes_text, moment_text, points_text
from app.platform.audit import AuditEvent
from app.reporting.queries import Record

LONGEST = 1_000  # characters of one save; the paper below shows the last one whole


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, what, the name of who did it ("" for the student), and what else is to say."""

    at: datetime
    title: str
    lines: tuple[Said, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One question of the paper as it stands: what was answered last."""

    answer: Answer
    said: list[Said]


def events_of(record: Record) -> list[Event]:
    """Everything in order; what has the same moment in the order in which one led to the other."""
    found = [
        _started(record), *_given(record), *(_saved(record, one) for one in record.saves), *_checked(record),
        *(_audited(record, one) for one in record.audited), *(_marked(record, one) for one in record.marks),
        *(_regraded(record, *one) for one in record.regrades),
    ]  # fmt: skip
    return sorted(found, key=lambda event: event.at)


def places_of(record: Record) -> list[Place]:
    """The paper."""
    return [Place(one, said(one.question.kind, one.question.spec, one.response)) for one in record.paper]


def _started(record: Record) -> Event:
    attempt, rules = record.attempt, record.attempt.revision.rules
    before = [one for one in record.allowances if one.kind == "time" and one.given_at <= attempt.started_at]
    revision, count = attempt.revision.number, len(record.paper)
    lines = [_("Revision %(number)s of the quiz, %(count)s questions.", number=revision, count=count)]
    if rules.minutes:
        lines.append(_("Time limit: %(time)s.", time=minutes_text(rules.minutes)))
    lines += [allowance_text(one) + "." for one in before[-1:]]
    lines.append(_end_text(end_after(attempt, before)))
    return Event(attempt.started_at, _("Attempt %(number)s started", number=attempt.number), _plain(*lines))


def _given(record: Record) -> Iterator[Event]:
    """Each allowance since the start, with the end that it led to."""
    attempt, given = record.attempt, record.allowances
    for place, one in enumerate(given, start=1):
        is_too_late = attempt.submitted_at is not None and one.given_at > attempt.submitted_at
        if one.given_at > attempt.started_at and not is_too_late:
            lines = [_("Reason: %(reason)s", reason=one.reason), _end_text(end_after(attempt, given[:place]))]
            yield Event(one.given_at, allowance_text(one), _plain(*lines), record.names[one.given_by_id])


def _end_text(end: datetime | None) -> str:
    return str(_("Time is up on %(when)s.", when=moment_text(end)) if end else _("No time limit."))


def _saved(record: Record, save: AnswerEvent) -> Event:
    question = record.paper[save.number - 1].question
    given = said(question.kind, question.spec, save.response) or [Said(_("No answer."))]
    lines = tuple(Said(_shortened(one.text), one.is_markdown) for one in given)
    if save.certainty:
        lines += _plain(_("The student said: %(certainty)s.", certainty=certainty_text(save.certainty)))
    title = _("Question %(number)s saved, save %(save)s", number=save.number, save=save.sequence)
    return Event(save.received_at, title, lines)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _checked(record: Record) -> Iterator[Event]:
    for answer in record.paper:
        if answer.checked_at:
            title = _("Question %(number)s checked: the student saw whether it was right", number=answer.number)
            yield Event(answer.checked_at, title)


def _audited(record: Record, one: AuditEvent) -> Event:
    by = record.names.get(one.person_id or 0, "")
    if one.action == "submitted attempt":
        return _submitted(record, one)
    lines = [f"{name}: {value}" for name, value in one.details.items()]
    return Event(one.at, one.action[:1].upper() + one.action[1:], _plain(*lines), by)


def _submitted(record: Record, one: AuditEvent) -> Event:
    titles = {
        "student": _("Handed in by the student"),
        "deadline": _("Handed in by the server: the time was up"),
        "staff": _("Handed in by staff"),
    }
    later = (change.possible_before for change, fix in record.regrades if fix.at > one.at)
    possible = next(later, record.attempt.possible)
    return Event(one.at, titles[one.details.get("by", "student")], _plain(_result(record, one.details, possible)))


def _result(record: Record, details: Mapping[str, Any], possible: int) -> str:
    earned = Fraction(details["earned"])
    verdicts = {True: _("passed"), False: _("not passed"), None: _("some answers wait for a mark")}
    return str(
        _(
            "%(earned)s of %(possible)s points, %(percent)s percent; the pass mark is %(mark)s percent: %(verdict)s.",
            earned=points_text(earned), possible=possible, percent=paper.percent(earned, possible),
            mark=record.attempt.revision.pass_mark, verdict=verdicts[details["passed"]],
        )
    )  # fmt: skip


def _marked(record: Record, mark: ManualMark) -> Event:
    points = record.paper[mark.number - 1].question.points
    earned = points_text(points * mark.fraction)
    lines = [_("%(earned)s of %(points)s points for save %(save)s.", earned=earned, points=points, save=mark.sequence)]
    lines += [_("Comment: %(text)s", text=mark.comment)] if mark.comment else []
    title = _("Question %(number)s marked by hand", number=mark.number)
    return Event(mark.marked_at, title, _plain(*lines), record.names[mark.marked_by_id])


def _regraded(record: Record, change: Regrade, fix: Erratum) -> Event:
    before, after = points_text(change.total_before), points_text(change.total_after)
    lines = [
        _("Reason: %(reason)s", reason=fix.reason),
        _("The attempt before: %(earned)s of %(possible)s points.", earned=before, possible=change.possible_before),
        _("The attempt after: %(earned)s of %(possible)s points.", earned=after, possible=change.possible_after),
    ]
    remedies = {
        "accept-both": _("another answer counts, too"), "new-key": _("another answer is right"),
        "drop": _("it does not count"), "full-marks": _("everybody has all its points"),
    }  # fmt: skip
    title = _("Key of question %(number)s corrected: %(remedy)s", number=change.number, remedy=remedies[fix.remedy])
    return Event(fix.at, title, _plain(*lines), record.names[fix.by_id])


def _plain(*lines: object) -> tuple[Said, ...]:
    return tuple(Said(str(line)) for line in lines)
