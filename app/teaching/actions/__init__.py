"""What happens when somebody runs a course, and when somebody comes into it."""

from app.teaching.actions.admitting import Plan as Plan
from app.teaching.actions.admitting import admit as admit
from app.teaching.actions.codes import CodeOf as CodeOf
from app.teaching.actions.codes import end_code as end_code
from app.teaching.actions.codes import make_code as make_code
from app.teaching.actions.cohorts import CohortDetails as CohortDetails
from app.teaching.actions.cohorts import NameTaken as NameTaken
from app.teaching.actions.cohorts import change_cohort as change_cohort
from app.teaching.actions.cohorts import delete_cohort as delete_cohort
from app.teaching.actions.cohorts import make_cohort as make_cohort
from app.teaching.actions.cohorts import move_members as move_members
from app.teaching.actions.inviting import Inviting as Inviting
from app.teaching.actions.inviting import SentJustNow as SentJustNow
from app.teaching.actions.inviting import invite as invite
from app.teaching.actions.inviting import make_link as make_link
from app.teaching.actions.inviting import send_again as send_again
from app.teaching.actions.inviting import withdraw as withdraw
from app.teaching.actions.joining import ForSomebodyElse as ForSomebodyElse
from app.teaching.actions.joining import NoWayIn as NoWayIn
from app.teaching.actions.joining import join as join
from app.teaching.actions.joining import standing_of as standing_of
from app.teaching.actions.messages import send_message as send_message
