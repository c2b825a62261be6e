"""Who may still come in by a way, and what a list of addresses says. Pure."""

from app.teaching.rules.addresses import Fault as Fault
from app.teaching.rules.addresses import Row as Row
from app.teaching.rules.addresses import TooMany as TooMany
from app.teaching.rules.addresses import in_table as in_table
from app.teaching.rules.addresses import in_text as in_text
from app.teaching.rules.addresses import masked as masked
from app.teaching.rules.standing import Standing as Standing
from app.teaching.rules.standing import standing as standing
