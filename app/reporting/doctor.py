"""What `flask doctor` looks at: a promise each, with what was found and the cure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.catalogue.content.boards import load_boards
from app.catalogue.content.problems import ContentProblems
from app.certificates.queries import state_of_log
from app.platform.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found, and the cure ("" where all is well)."""

    what: str
    found: str
    cure: str = ""


def findings(settings: Settings) -> Iterator[Finding]:
    """Every check, one after the other."""
    return (check(settings) for check in CHECKS)


def issue_log(_settings: Settings) -> Finding:
    """The chain of everything that was issued, corrected and withdrawn."""
    state = state_of_log()
    if not state.fault:
        return Finding("issue log", f"{state.entries} entries, unbroken; newest {state.newest}")
    cure = "somebody wrote past the program: restore a back-up beside this site, compare, and find out who had access"
    return Finding("issue log", state.fault, cure)


def boards(settings: Settings) -> Finding:
    """Whether the approvals that certificates may print can be read."""
    try:
        found = load_boards(settings.data)
    except (ContentProblems, OSError) as error:
        return Finding("boards.toml", str(error), "mend the line; until then no approval is printed")
    return Finding("boards.toml", f"{len(found.approvals)} approvals, {len(found.courses)} approved courses")


CHECKS: tuple[Callable[[Settings], Finding], ...] = (issue_log, boards)
