"""Messages to the students of a course: what was sent, writing one, looking at it, sending it once."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.platform import clock, ids
from app.platform.security import limiter
from app.teaching import actions, queries
from app.teaching.access import taught
from app.teaching.forms.messages import MessageForm
from app.teaching.letters import of_message
from app.teaching.models import CourseMessage
from app.teaching.queries import Recipient, TaughtCourse
from app.teaching.views import blueprint

MESSAGES = "/studio/<course>/messages"
SENDINGS = "10 per minute; 60 per hour"


@blueprint.get(MESSAGES)
@requires(Permission.TEACH)
def messages(course: str) -> ResponseReturnValue:
    """What was sent, newest first."""
    found = taught(course)
    return render_template("teaching/messages.html", course=found, messages=queries.messages_of(found.id))


@blueprint.get(f"{MESSAGES}/new")
@requires(Permission.TEACH)
def new_message(course: str) -> ResponseReturnValue:
    """Write one."""
    found = taught(course)
    form = MessageForm(queries.names_of_cohorts(found.id), None, data={"operation": ids.public_id()})
    return render_template("teaching/message.html", course=found, form=form)


@blueprint.post(f"{MESSAGES}/new")
@requires(Permission.TEACH)
@limiter.limit(SENDINGS)
def send_message(course: str) -> ResponseReturnValue:
    """Look at it, go back to writing, or send it. The button says which."""
    found = taught(course)
    form, go = MessageForm(queries.names_of_cohorts(found.id)), request.form.get("go", "")
    if not form.validate_on_submit():
        return render_template("teaching/message.html", course=found, form=form), 422
    if go == "write":
        return render_template("teaching/message.html", course=found, form=form)
    message = _message(form)
    sent_before = queries.sent_with(message.operation)
    recipients = queries.recipients_of(found.id, message.cohort_id)
    if not sent_before and (go != "send" or form.seen.data != str(len(recipients)) or not recipients):
        return _preview(found, form, message, recipients)
    if not sent_before and actions.send_message(message, found, signed_in(), clock.now()):
        flash(ngettext("Sent to %(num)s student.", "Sent to %(num)s students.", message.recipients), "success")
    else:
        flash(_("This message was sent already; it was not sent again."), "info")
    return redirect(url_for("teaching.messages", course=course))


def _message(form: MessageForm) -> CourseMessage:
    return CourseMessage(
        operation=str(form.operation.data), cohort_id=form.cohort.cohort_id,
        cohort_name=form.cohort.words if form.cohort.cohort_id else None, subject=str(form.subject.data),
        text=str(form.text.data),
    )  # fmt: skip


def _preview(course: TaughtCourse, form: MessageForm, message: CourseMessage, recipients: list[Recipient]) -> str:
    """What the first of them will read. Who came or left since the last look is told by the count."""
    has_changed = bool(form.seen.data) and form.seen.data != str(len(recipients))
    form.seen.data = str(len(recipients))
    text = of_message(message, recipients[0][1], course, signed_in().name) if recipients else ""
    return render_template(
        "teaching/message_preview.html", course=course, form=form, count=len(recipients), text=text,
        has_changed=has_changed,
    )  # fmt: skip
