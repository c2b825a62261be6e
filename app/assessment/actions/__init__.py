"""Publishing quizzes, starting, answering and handing in attempts."""

from app.assessment.actions.allowing import CannotReopen as CannotReopen
from app.assessment.actions.allowing import allow_attempt as allow_attempt
from app.assessment.actions.allowing import allow_minutes as allow_minutes
from app.assessment.actions.allowing import allow_time as allow_time
from app.assessment.actions.allowing import reopen_attempt as reopen_attempt
from app.assessment.actions.publishing import QuestionText as QuestionText
from app.assessment.actions.publishing import publish_quiz_revision as publish_quiz_revision
from app.assessment.actions.saving import AlreadySubmitted as AlreadySubmitted
from app.assessment.actions.saving import AnswerIsFinal as AnswerIsFinal
from app.assessment.actions.saving import ChangedElsewhere as ChangedElsewhere
from app.assessment.actions.saving import Given as Given
from app.assessment.actions.saving import NotSaved as NotSaved
from app.assessment.actions.saving import OperationReused as OperationReused
from app.assessment.actions.saving import Saved as Saved
from app.assessment.actions.saving import check_answer as check_answer
from app.assessment.actions.saving import flag_answer as flag_answer
from app.assessment.actions.saving import go_on as go_on
from app.assessment.actions.saving import save_answer as save_answer
from app.assessment.actions.sitting import MayNotStart as MayNotStart
from app.assessment.actions.sitting import close_if_overdue as close_if_overdue
from app.assessment.actions.sitting import close_next_overdue as close_next_overdue
from app.assessment.actions.sitting import close_on_visit as close_on_visit
from app.assessment.actions.sitting import mark as mark
from app.assessment.actions.sitting import start_attempt as start_attempt
from app.assessment.actions.sitting import submit_attempt as submit_attempt
