"""A merger in words: what goes along, what ends, what forbids it."""

from flask_babel import lazy_gettext as _

from app.reporting.merging.queries import Plan
from app.reporting.rules.merging import Forbidden, Obstacle

COUNTED = {
    "enrolments": _("Enrollments"),
    "attempts": _("Attempts at quizzes"),
    "completions": _("Units done"),
    "certificates": _("Certificates"),
    "licences": _("Licenses"),
    "outside": _("Certificates of other providers"),
    "allowances": _("What staff gave beyond the rules"),
}
REASONS = {
    Forbidden.SAME_ACCOUNT: _("These are the same account."),
    Forbidden.KEPT_IS_CLOSED: _("The account that would be kept is closed. Open it first, or join them the other way."),
    Forbidden.JOINED_ALREADY: _("This account is part of another one already."),
    Forbidden.SAME_CERTIFICATE: _(
        "Both accounts hold a valid certificate for the same thing; the hours would count twice. Withdraw one first."
    ),
    Forbidden.ATTEMPT_UNDER_WAY: _("A quiz is under way in the place that would end. Wait until it is handed in."),
    Forbidden.ESSAY_WAITS: _("An essay waits for its mark in the place that would end. Mark it first."),
    Forbidden.WORKS_ON_COURSES: _(
        "This account owns courses or may work on some. Give those rights to the other account first, in the studio."
    ),
    Forbidden.TIME_AGREEMENT: _(
        "One of them has an agreement on longer time. An auditor could not tell any more which attempts it was for; "
        "close the account instead."
    ),
}


def reason(obstacle: Obstacle) -> str:
    """Why it cannot be done, and the cure; the course first, where it is about one."""
    words = str(REASONS[obstacle.why])
    return f"{obstacle.course}: {words}" if obstacle.course else words


def consequences(plan: Plan) -> list[str]:
    """What else happens than that things go along: one sentence each."""
    found = [
        str(
            _(
                "“%(course)s”: both are enrolled. The place of %(stays)s goes on, with %(more)s of its units done; the "
                "other one, with %(less)s, ends and is kept in the records, with its attempts and certificates.",
                course=one.ends.course, stays=_address(plan, one.goes_on.person_id), more=one.goes_on.done,
                less=one.ends.done,
            )
        )
        for one in plan.collisions
    ]  # fmt: skip
    found += [str(_("%(licence)s: both have it; it is kept once.", licence=one.text)) for one in plan.dropped]
    if plan.merged.role != plan.kept.role:
        found.append(str(_("The role of %(email)s stays as it is.", email=plan.kept.email)))
    return found


def _address(plan: Plan, person_id: int) -> str:
    return plan.kept.email if person_id == plan.kept.id else plan.merged.email
