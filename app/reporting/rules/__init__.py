"""What a board is told, what a gradebook shows, who is on a class list, which figures are too small to show: pure."""

from app.reporting.rules.broker import cells_of as cells_of
from app.reporting.rules.class_list import Listed as Listed
from app.reporting.rules.class_list import read_list as read_list
from app.reporting.rules.evaluation import FEWEST as FEWEST
from app.reporting.rules.evaluation import Answered as Answered
from app.reporting.rules.evaluation import report as report
from app.reporting.rules.gradebook import BY_NAME as BY_NAME
from app.reporting.rules.gradebook import BY_SCORE as BY_SCORE
from app.reporting.rules.gradebook import LOOKED_UP as LOOKED_UP
from app.reporting.rules.gradebook import RISING as RISING
from app.reporting.rules.gradebook import Cell as Cell
from app.reporting.rules.gradebook import CellState as CellState
from app.reporting.rules.gradebook import Progress as Progress
from app.reporting.rules.gradebook import Sat as Sat
from app.reporting.rules.gradebook import Sort as Sort
from app.reporting.rules.gradebook import Wanted as Wanted
from app.reporting.rules.gradebook import best_of as best_of
from app.reporting.rules.gradebook import by_score as by_score
from app.reporting.rules.gradebook import cell_of as cell_of
from app.reporting.rules.pilot import Pilot as Pilot
from app.reporting.rules.pilot import pilot as pilot
