"""Passages with gaps as Moodle writes them."""

import re
from collections.abc import Sequence

from app.authoring.banks.cloze import KINDS
from app.authoring.banks.parts import NUMERICAL, Answer, Gap
from app.authoring.banks.writing import percent

_SPECIAL = re.compile(r"[&~#}=%\\<>\"']")


def write_passage(text: str, gaps: Sequence[Gap]) -> str:
    """The passage that `read_passage` reads."""
    for number, gap in enumerate(gaps, start=1):
        kind = next(word for word, one in KINDS.items() if one == (gap.kind, gap.is_single, gap.is_case_sensitive))
        raws = "~".join(_written(gap, answer) for answer in gap.answers)
        text = text.replace(f"{{#{number}}}", f"{{{gap.points}:{kind}:{raws}}}", 1)
    return text


def _written(gap: Gap, answer: Answer) -> str:
    share = "=" if answer.fraction == 1 else f"%{percent(answer.fraction)}%" if answer.fraction else ""
    words = answer.text.text if gap.kind == NUMERICAL and answer.tolerance else _quoted(answer.text.text)
    spread = f":{answer.tolerance}" if answer.tolerance not in {"", "0"} else ""
    feedback = f"#{_quoted(answer.feedback.text)}" if answer.feedback.text else ""
    return f"{share}{words}{spread}{feedback}"


def _quoted(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)
