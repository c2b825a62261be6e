"""What instructors and administrators do about somebody's work."""

from app.reporting.actions.giving import Giving as Giving
from app.reporting.actions.giving import give_attempt as give_attempt
from app.reporting.actions.giving import give_minutes as give_minutes
from app.reporting.actions.giving import give_reopening as give_reopening
from app.reporting.actions.giving import give_time as give_time
