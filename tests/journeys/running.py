"""What somebody did to run the small course, through the app's own actions instead of the browser."""

from datetime import timedelta

from flask import Flask

from app.accounts.queries import person_by_id
from app.catalogue.queries import outline_of
from app.learning.queries import enrolment_of
from app.platform import clock, ids
from app.platform.db import db
from app.platform.transactions import writing
from app.teaching import actions
from app.teaching.models import CourseMessage, Invitation
from app.teaching.queries import course_to_run, names_of_cohorts
from tests.making import SLUG
from tests.people import ANA, Someone, add

LONG = "Evenings on Tuesdays and Thursdays, with everybody who could not come in the spring of the year before last"


def run(app: Flask, someone: Someone, course: str = SLUG) -> tuple[dict[str, int], str]:
    """A cohort with due days and, if she takes the course, Ana in it; a code, invitations, a message.

    Returns numbers by the names that routes give them, and the token of a link for whoever has it.
    """
    by, ana = add(app, someone), add(app, ANA)
    with app.app_context(), writing():
        found, person, now = course_to_run(course), person_by_id(by), clock.now()
        assert found is not None
        assert person is not None
        today = now.date()
        days = {one.unit_id: today + timedelta(days=at) for at, one in enumerate(outline_of(found.revision_id), -1)}
        name = f"{LONG}"[:115] + str(len(names_of_cohorts(found.id)))
        given = actions.CohortDetails(name, today, today + timedelta(days=90), today + timedelta(days=60), True, days)
        cohort = actions.make_cohort(found, given, person, now)
        if enrolment := enrolment_of(ana, course):
            actions.move_members(found, [enrolment.id], cohort.id, person, now)
        code = actions.make_code(found, actions.CodeOf(cohort.id, 20, now + timedelta(days=30)), person, now)
        inviting = actions.Inviting(found, cohort.id, person, now, now + timedelta(days=14))
        actions.invite(inviting, ["somebody.with.a.rather.long.name.and.more@a-school-with-a-long-name.example.org"])
        token = actions.make_link(inviting)
        message = CourseMessage(
            operation=ids.public_id(), cohort_id=None, subject="On Saturday", text="We meet at nine."
        )
        actions.send_message(message, found, person, now)
        db.session.flush()
        invitation = db.session.scalars(db.select(Invitation.id).order_by(Invitation.id.desc())).first()
        return {"cohort": cohort.id, "entry_code": code.id, "invitation": invitation or 0}, token
