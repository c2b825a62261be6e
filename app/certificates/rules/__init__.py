"""What a certificate says, when it may be issued, what it is worth later, and how typed details are compared: pure."""

from app.certificates.rules.gates import Gate as Gate
from app.certificates.rules.gates import gates_needed as gates_needed
from app.certificates.rules.gates import may_issue as may_issue
from app.certificates.rules.names import is_family_name as is_family_name
from app.certificates.rules.renewal import in_one_cycle as in_one_cycle
from app.certificates.rules.reports import Due as Due
from app.certificates.rules.reports import Report as Report
from app.certificates.rules.reports import Reported as Reported
from app.certificates.rules.reports import Told as Told
from app.certificates.rules.reports import due_on as due_on
from app.certificates.rules.reports import obstacles as obstacles
from app.certificates.rules.reports import report_of as report_of
from app.certificates.rules.snapshot import NO_APPROVAL as NO_APPROVAL
from app.certificates.rules.snapshot import TITLE as TITLE
from app.certificates.rules.snapshot import Snapshot as Snapshot
from app.certificates.rules.snapshot import months_later as months_later
from app.certificates.rules.status import Status as Status
from app.certificates.rules.status import status_of as status_of
from app.certificates.rules.transcript import Entry as Entry
from app.certificates.rules.transcript import Wanted as Wanted
from app.certificates.rules.transcript import chosen as chosen
from app.certificates.rules.transcript import hours_text as hours_text
from app.certificates.rules.transcript import totals as totals
