"""Texts whose words are chosen from lists, or dragged there: `A [[1]] stroke.`"""

import re
from fractions import Fraction
from typing import Any

from app.assessment.kinds.base import N_
from app.authoring.banks.moodle_text import trim
from app.authoring.banks.moodle_xml.texts import content, text_of
from app.authoring.banks.moodle_xml.tree import Node
from app.authoring.banks.parts import MULTICHOICE, PLAIN, Answer, Gap, Text, Unreadable
from app.authoring.banks.said import Said

Given = dict[str, Any]
ONE = "1"
_PLACE = re.compile(r"\[\[([1-9]\d{0,2})\]\]")


def read_selects(node: Node, default: str) -> Given:
    """Places `[[1]]` in the text, each with the choices of its group."""
    tag = "selectoption" if node.first("selectoption") else "dragbox"
    choices = [(trim(content(one, "text")), trim(content(one, "group")) or ONE) for one in node.all(tag)]
    stem, gaps = text_of(node.first("questiontext")), []
    for place in _PLACE.findall(stem.text):
        if int(place) > len(choices):
            raise Unreadable(
                Said(
                    N_("The text asks for the choice [[%(place)s]], and there are %(count)s."),
                    place=place,
                    count=len(choices),
                ),
                node.line,
            )
        right = choices[int(place) - 1]
        answers = [
            Answer(Text(word, PLAIN), Fraction(word == right[0])) for word, group in choices if group == right[1]
        ]
        gaps.append(Gap(MULTICHOICE, tuple(dict.fromkeys(answers))))
    numbers = iter(range(1, len(gaps) + 1))
    text = _PLACE.sub(lambda _: f"{{#{next(numbers)}}}", stem.text)
    return {"gaps": tuple(gaps), "more": {"passage": text}}
