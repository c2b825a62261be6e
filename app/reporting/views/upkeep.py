"""What an administrator looks after: how the site stands, and the mail that has not left."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.platform import audit, clock, outbox, remembered
from app.platform.mail import OutboxMessage
from app.reporting import doctor
from app.reporting.views import blueprint

Step = Callable[[OutboxMessage, datetime], bool]
MESSAGE = "/admin/mail/<int(max=2147483647):message>"
FARTHEST_PAGE = 1_000_000


@blueprint.get("/admin/doctor")
@requires(Permission.ADMINISTER)
def show_doctor() -> ResponseReturnValue:
    """Every quick check now, and what the command found last of those that take long."""
    now = clock.now()
    found = [*doctor.quick(current_app.extensions["settings"], now), doctor.last_look(now)]
    last = remembered.recalled(remembered.LONG_LOOK)
    slow = [doctor.finding_from(one) for one in last.details["findings"]] if last else []
    wrong = sum(one.state is doctor.State.WRONG for one in found + slow)
    return render_template("reporting/doctor.html", found=found, slow=slow, looked_at=last and last.at, wrong=wrong)


@blueprint.get("/admin/mail")
@requires(Permission.ADMINISTER)
def mail() -> ResponseReturnValue:
    """The messages that wait, left, or were given up."""
    pile = _pile()
    page = min(max(1, request.args.get("page", 1, int)), FARTHEST_PAGE)
    found = outbox.messages(pile, page)
    pages = -(-found.total // outbox.PAGE) or 1
    if page > pages:
        return redirect(url_for("reporting.mail", show=pile.value, page=pages))
    return render_template(
        "reporting/mail.html", found=found, pile=pile.value, page=page, pages=pages,
        by_smtp=bool(current_app.extensions["settings"].smtp_url),
    )  # fmt: skip


@blueprint.post(f"{MESSAGE}/retry")
@requires(Permission.ADMINISTER)
def retry_message(message: int) -> ResponseReturnValue:
    """Let it leave with the worker's next round."""
    found = outbox.locked(message) or abort(404)
    said = _("The message to %(recipient)s is tried again within seconds.", recipient=found.recipient)
    return _done("retried message", found, outbox.retry, said, _("It has left already."))


@blueprint.post(f"{MESSAGE}/give-up")
@requires(Permission.ADMINISTER)
def give_up_message(message: int) -> ResponseReturnValue:
    """Never try it again."""
    found = outbox.locked(message) or abort(404)
    said = _("The message to %(recipient)s is not tried any more.", recipient=found.recipient)
    return _done("gave up message", found, outbox.give_up, said, _("It has left already, or is on its way."))


def _done(action: str, message: OutboxMessage, step: Step, said: str, too_late: str) -> ResponseReturnValue:
    """Take the step, note it, and say so; or say that it comes too late."""
    now = clock.now()
    if step(message, now):
        audit.record(action, f"message:{message.id}", now, person_id=signed_in().id)
        flash(said, "success")
    else:
        flash(too_late, "info")
    return redirect(url_for("reporting.mail"))


def _pile() -> outbox.Pile:
    """Which messages are asked for; anything that is not a pile is the first."""
    given = request.args.get("show", "")
    return outbox.Pile(given) if given in list(outbox.Pile) else outbox.Pile.WAITING
