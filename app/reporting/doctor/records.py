"""What the school's records promise: the issue log, the audit log, and the approvals that certificates print."""

from datetime import datetime

from app.accounts.policies.queries import published_policies
from app.accounts.rules import ADDED, Policy
from app.catalogue.content.boards import load_boards
from app.catalogue.content.problems import ContentProblems
from app.certificates.queries import state_of_log
from app.platform.chaining import LATE, state_of_chain
from app.platform.settings import Settings
from app.platform.site import current_site
from app.reporting.doctor.finding import Finding, advice, wrong

PAST_THE_PROGRAM = (
    "somebody wrote past the program: restore a back-up beside this site, compare, and find out who had access"
)


def issue_log(_settings: Settings, _now: datetime) -> Finding:
    """The chain of everything that was issued, corrected and withdrawn."""
    state = state_of_log()
    if not state.fault:
        return Finding("issue log", f"{state.entries} entries, unbroken; newest {state.newest}")
    return wrong("issue log", state.fault, PAST_THE_PROGRAM)


def audit_chain(_settings: Settings, now: datetime) -> Finding:
    """The chain of everything that anybody did."""
    state = state_of_chain(now)
    if state.fault:
        return wrong("audit chain", state.fault, PAST_THE_PROGRAM)
    found = f"{state.lines} lines, unbroken; newest {state.newest}"
    if not state.late:
        return Finding("audit chain", found)
    late = f"{state.late} lines wait for their place since more than {LATE.seconds // 60} minutes"
    return wrong("audit chain", late, "run flask serve, or flask work")


def boards(settings: Settings, _now: datetime) -> Finding:
    """Whether the approvals that certificates may print can be read."""
    try:
        found = load_boards(settings.data)
    except (ContentProblems, OSError) as error:
        return wrong("boards.toml", str(error), "mend the line; until then no approval is printed")
    return Finding("boards.toml", f"{len(found.approvals)} approvals, {len(found.courses)} approved courses")


def provider(_settings: Settings, _now: datetime) -> Finding:
    """Whether certificates name who issues them."""
    site = current_site()
    if not site.unfilled:
        return Finding("provider", site.provider)
    cure = f"fill it in at /admin/brand, or set {' and '.join(site.unfilled)}"
    return advice("provider", "certificates do not name who issues them", cure)


def policies(_settings: Settings, _now: datetime) -> Finding:
    """Whether the provider has published its own."""
    published = published_policies()
    missing = sorted(one.value for one in Policy if one not in ADDED and one.value not in published)
    if not missing:
        return Finding("policies", "all published")
    return advice("policies", f"only a first text: {', '.join(missing)}", "fill them in at /admin/policies and publish")
