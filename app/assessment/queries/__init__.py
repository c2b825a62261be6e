"""Finding quizzes, attempts and answers."""

from app.assessment.queries.quizzes import BankLine as BankLine
from app.assessment.queries.quizzes import QuizPlace as QuizPlace
from app.assessment.queries.quizzes import bank_of as bank_of
from app.assessment.queries.quizzes import latest_quiz_revision as latest_quiz_revision
from app.assessment.queries.quizzes import passages_of as passages_of
from app.assessment.queries.quizzes import question_version as question_version
from app.assessment.queries.quizzes import questions_seen as questions_seen
from app.assessment.queries.quizzes import quiz_at as quiz_at
from app.assessment.queries.quizzes import quiz_of as quiz_of
from app.assessment.queries.sittings import attempts_at as attempts_at
from app.assessment.queries.sittings import event_of as event_of
from app.assessment.queries.sittings import length_of as length_of
from app.assessment.queries.sittings import own_answer as own_answer
from app.assessment.queries.sittings import own_attempt as own_attempt
from app.assessment.queries.sittings import paper_of as paper_of
from app.assessment.queries.standing import History as History
from app.assessment.queries.standing import allowances_for as allowances_for
from app.assessment.queries.standing import extra_minutes_of as extra_minutes_of
from app.assessment.queries.standing import has_running as has_running
from app.assessment.queries.standing import history_of as history_of
from app.assessment.queries.standing import next_overdue as next_overdue
from app.assessment.queries.standing import running_attempts_of as running_attempts_of
from app.assessment.queries.standing import share_of as share_of
from app.assessment.queries.standing import stands_passed as stands_passed
from app.assessment.queries.standing import time_factor_of as time_factor_of
