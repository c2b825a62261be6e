"""Every check, one after the other; one that fails is a finding too."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.platform.db import db
from app.platform.settings import Settings
from app.reporting.doctor import databases, machine, people, records, upkeep
from app.reporting.doctor.finding import Check, Finding, State, wrong

QUICK: tuple[Check, ...] = (
    databases.version, databases.durability, databases.log_of_changes, databases.migrations, machine.address,
    machine.https, machine.secret, machine.keys, people.second_steps, machine.data_folder, machine.disk,
    upkeep.mail_queue, upkeep.worker, upkeep.last_backup, upkeep.last_rehearsal, records.boards, records.provider,
    records.policies,
)  # fmt: skip
THOROUGH: tuple[Check, ...] = (databases.integrity, records.issue_log, records.audit_chain)
log = logging.getLogger(__name__)


def quick(settings: Settings, now: datetime) -> Iterator[Finding]:
    """What takes a moment, however large the school."""
    return (_looked(check, settings, now) for check in QUICK)


def thorough(settings: Settings, now: datetime) -> Iterator[Finding]:
    """What reads the whole database."""
    return (_looked(check, settings, now) for check in THOROUGH)


def _looked(check: Check, settings: Settings, now: datetime) -> Finding:
    try:
        return check(settings, now)
    except Exception as error:
        log.debug("a check failed", exc_info=True)
        db.session.remove()
        why = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        cure = "see that the database can be reached and the data folder be read"
        return wrong(check.__name__.replace("_", " "), f"it could not be looked at ({why})", cure)


def told(finding: Finding) -> dict[str, str]:
    """As JSON has it."""
    return {"what": finding.what, "state": finding.state.value, "found": finding.found, "cure": finding.cure}


def finding_from(given: dict[str, Any]) -> Finding:
    """What `told` told."""
    return Finding(given["what"], given["found"], State(given["state"]), given["cure"])
