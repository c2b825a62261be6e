"""Who may still come in by a way, what a list of addresses says, due days moved on. Pure."""

from app.teaching.rules.addresses import Fault as Fault
from app.teaching.rules.addresses import Row as Row
from app.teaching.rules.addresses import TooMany as TooMany
from app.teaching.rules.addresses import in_table as in_table
from app.teaching.rules.addresses import in_text as in_text
from app.teaching.rules.addresses import masked as masked
from app.teaching.rules.days import FIRST_YEAR as FIRST_YEAR
from app.teaching.rules.days import LAST_YEAR as LAST_YEAR
from app.teaching.rules.days import MOST_DAYS as MOST_DAYS
from app.teaching.rules.days import TooFar as TooFar
from app.teaching.rules.days import moved_on as moved_on
from app.teaching.rules.standing import Standing as Standing
from app.teaching.rules.standing import standing as standing
