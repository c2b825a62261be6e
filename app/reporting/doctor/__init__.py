"""What a site promises, looked at a line each, with the cure: `flask doctor` and its page.

`quick` takes a moment, however large the school; `thorough` reads every certificate and every page of the database, so
only the command does it; the page tells what it found last, and when, and `last_look` whether that is too long ago.
"""

from app.reporting.doctor.finding import Finding as Finding
from app.reporting.doctor.finding import State as State
from app.reporting.doctor.looking import finding_from as finding_from
from app.reporting.doctor.looking import quick as quick
from app.reporting.doctor.looking import thorough as thorough
from app.reporting.doctor.looking import told as told
from app.reporting.doctor.upkeep import last_look as last_look
