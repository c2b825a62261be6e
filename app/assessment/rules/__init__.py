"""The rules of quizzes, pure: what may be seen, what is in time, what counts."""

from app.assessment.rules.given_time import GivenTime as GivenTime
from app.assessment.rules.given_time import end_of as end_of
from app.assessment.rules.quiz import LEAST_OF_A_TOPIC as LEAST_OF_A_TOPIC
from app.assessment.rules.quiz import Pool as Pool
from app.assessment.rules.quiz import QuizRules as QuizRules
from app.assessment.rules.quiz import rules_of as rules_of
from app.assessment.rules.sight import EVERYTHING as EVERYTHING
from app.assessment.rules.sight import NOTHING as NOTHING
from app.assessment.rules.sight import WITHOUT_KEY as WITHOUT_KEY
from app.assessment.rules.sight import Moment as Moment
from app.assessment.rules.sight import Sight as Sight
from app.assessment.rules.sight import matrix as matrix
from app.assessment.rules.sight import may_see as may_see
from app.assessment.rules.standing import Counts as Counts
from app.assessment.rules.standing import attempts_left as attempts_left
from app.assessment.rules.standing import standing as standing
from app.assessment.rules.timing import GRACE as GRACE
from app.assessment.rules.timing import Door as Door
from app.assessment.rules.timing import Start as Start
from app.assessment.rules.timing import TimeFactor as TimeFactor
from app.assessment.rules.timing import deadline as deadline
from app.assessment.rules.timing import door as door
from app.assessment.rules.timing import free_from as free_from
from app.assessment.rules.timing import is_overdue as is_overdue
from app.assessment.rules.timing import minutes_for as minutes_for
from app.assessment.rules.timing import seconds_left as seconds_left
