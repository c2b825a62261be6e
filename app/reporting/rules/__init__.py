"""What a board is told, and when figures about people are too small to be shown: pure."""

from app.reporting.rules.broker import DAYS_TO_REPORT as DAYS_TO_REPORT
from app.reporting.rules.broker import Due as Due
from app.reporting.rules.broker import cells_of as cells_of
from app.reporting.rules.broker import due_on as due_on
from app.reporting.rules.broker import obstacles as obstacles
from app.reporting.rules.evaluation import FEWEST as FEWEST
from app.reporting.rules.evaluation import Answered as Answered
from app.reporting.rules.evaluation import report as report
