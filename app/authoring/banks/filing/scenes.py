"""Pictures go above the question: what is asked is words, since it is also the title of a page and read out first."""

import re

from app.assessment.kinds.base import N_
from app.authoring.banks.filing.texts import Desk
from app.authoring.banks.said import Said

ABOVE = N_("its picture now stands above the question")
TASK = "Look at the picture and answer."

_PICTURE = re.compile(r"!\[(?:\\.|[^\[\]\\])*\]\(figures/[a-z0-9-]+\.svg\)")


def with_scene(stem: str, desk: Desk) -> str:
    """The stem with every picture of its last paragraph in a paragraph of its own before it."""
    *lead, asked = stem.split("\n\n")
    found: list[str] = []
    while pictures := _PICTURE.findall(asked):
        found = [*pictures, *found]
        asked = _without(asked)
        if not asked:
            asked = lead.pop() if lead else TASK
    if not found:
        return stem
    desk.note(
        Said(N_('there was no question beside the picture; it now says "%(task)s"'), task=TASK)
        if asked == TASK
        else ABOVE
    )
    return "\n\n".join([*lead, *found, asked])


def lifted(passage: str, desk: Desk) -> tuple[list[str], str]:
    """The pictures of a passage with gaps, which cannot stand in it, and the passage without them."""
    if found := _PICTURE.findall(passage):
        desk.note(ABOVE)
        passage = "\n\n".join(filter(None, map(_without, passage.split("\n\n"))))
    return found, passage


def _without(paragraph: str) -> str:
    """A paragraph without its pictures, and without the breaks that parted them from the words."""
    rows = [row.strip().rstrip("\\").strip() for row in _PICTURE.sub("", paragraph).split("\n")]
    return "\n".join(filter(None, rows)) if _PICTURE.search(paragraph) else paragraph
