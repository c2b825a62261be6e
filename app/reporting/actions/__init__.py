"""What instructors and administrators do about somebody's work."""

from app.reporting.actions.boards import catch_up as catch_up
from app.reporting.actions.boards import decide as decide
from app.reporting.actions.boards import make_batch as make_batch
from app.reporting.actions.enrolling import enrol_listed as enrol_listed
from app.reporting.actions.giving import Giving as Giving
from app.reporting.actions.giving import give_attempt as give_attempt
from app.reporting.actions.giving import give_minutes as give_minutes
from app.reporting.actions.giving import give_reopening as give_reopening
from app.reporting.actions.giving import give_time as give_time
from app.reporting.actions.signing import computed_hours as computed_hours
from app.reporting.actions.signing import sign_hours as sign_hours
from app.reporting.actions.staffing import give_course as give_course
from app.reporting.actions.staffing import let_work as let_work
