"""Publishing quizzes, starting, answering and handing in attempts."""

from app.assessment.actions.publishing import QuestionText as QuestionText
from app.assessment.actions.publishing import publish_quiz_revision as publish_quiz_revision
from app.assessment.actions.saving import AlreadySubmitted as AlreadySubmitted
from app.assessment.actions.saving import ChangedElsewhere as ChangedElsewhere
from app.assessment.actions.saving import OperationReused as OperationReused
from app.assessment.actions.saving import Saved as Saved
from app.assessment.actions.saving import flag_answer as flag_answer
from app.assessment.actions.saving import save_answer as save_answer
from app.assessment.actions.sitting import NoAttemptsLeft as NoAttemptsLeft
from app.assessment.actions.sitting import mark as mark
from app.assessment.actions.sitting import start_attempt as start_attempt
from app.assessment.actions.sitting import submit_attempt as submit_attempt
