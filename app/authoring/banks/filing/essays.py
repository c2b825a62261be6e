"""Essays: a person marks them by a rubric, which banks do not have."""

import re

from app.assessment.kinds.base import N_
from app.assessment.kinds.lists import written
from app.authoring.banks.filing.filed import Filed
from app.authoring.banks.filing.texts import Desk
from app.authoring.banks.moodle_text import number_of
from app.authoring.banks.parts import BankQuestion, Text

MOST_POINTS = 99
LONGEST_TEMPLATE = 2_000
RUBRIC = "Answers the question"
_CRITERIA = re.compile(r"\n\n(?=[1-9]\d?: \S)")
_CRITERION = re.compile(r"([1-9]\d?): (\S[^\n]*)(?:\n(.+))?", re.DOTALL)


def essay(question: BankQuestion, desk: Desk) -> Filed:
    """The essay; its rubric is what we wrote for the marker before, or else one line."""
    extras: dict[str, object] = {}
    for key in ("least_words", "most_words"):
        if (value := question.more.get(key, "")).isdigit():
            extras[key] = int(value)
    if template := desk.reply(Text(question.more.get("template", ""), question.stem.format)):
        extras["template"] = template[:LONGEST_TEMPLATE]
    if "attachments" in question.more:
        desk.note(N_("files could be handed in with the answer; here they cannot"))
    details = desk.reply(Text(question.more.get("marker", ""), question.stem.format))
    return Filed("essay", extras, _rubric(question, details, desk))


def _rubric(question: BankQuestion, details: str, desk: Desk) -> str:
    """The rubric that we wrote for the marker, or one with a single line."""
    lines = [_CRITERION.fullmatch(part) for part in _CRITERIA.split(details)]
    if all(lines):
        return "\n".join(written(f"- [{one[1]}]", one[2], one[3] or "") for one in lines if one)
    desk.note(N_("an essay is marked by a rubric here; it has one line now, so say what the answer has to show"))
    points = min(max(round(number_of(question.points)), 1), MOST_POINTS)
    return written(f"- [{points}]", RUBRIC, details)
