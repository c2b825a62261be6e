"""Pictures in the text of a question: `![what it shows](figures/name.svg)`.

They may stand in what leads up to the question (its scene) and in its Why. A picture is drawn inside the page, like
that of a lesson, so it has no address that could tell anything; its file's name stays in the course folder.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from app.catalogue.content.markdown import draw
from app.catalogue.content.page import Page, Shown
from app.catalogue.content.parts import QuestionFile
from app.catalogue.content.plates import named_plate
from app.catalogue.content.problems import Problem, nearest

ABOVE = "put it above the question, with an empty line between: ![what it shows](figures/name.svg)"
WORDS = "say what it shows, and not what is right, between the brackets: ![what it shows](figures/name.svg)"

_PLACE = re.compile(r'<span class="picture">[^<]*</span>')


def scene_of(stem: str) -> str:
    """What leads up to the question: every paragraph but the last."""
    return stem.strip().rpartition("\n\n")[0]


def question_of(stem: str) -> str:
    """The question itself: the last paragraph of the stem."""
    return stem.strip().rpartition("\n\n")[2]


def shown_in(text: str, line: int = 1) -> list[Shown]:
    """The pictures of a text in order."""
    found: list[Shown] = []
    if "![" in text:
        draw(text, Page(pictures=found), line)
    return found


def shown_by(question: QuestionFile) -> list[Shown]:
    """The pictures of a question: those of its scene, those of its Why."""
    return [*shown_in(scene_in(question), question.line), *shown_in(question.why, question.why_line)]


def scene_in(question: QuestionFile) -> str:
    """The part of a question that shows pictures while it is asked; of a text that asks nothing, all of it."""
    return scene_of(question.stem) if question.is_asked else question.stem


def picture_faults(question: QuestionFile, names: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the pictures of a question; `names` are those of its module."""
    if question.is_asked and shown_in(question_of(question.stem)):
        yield question.place.problem(question.line, "A picture stands in the question itself", ABOVE)
    for line, name, words in shown_by(question):
        if not words:
            yield question.place.problem(line, "A picture has no words for people who cannot see it", WORDS)
        if name not in names:
            cure = f"{nearest(name, names)}, or put the drawing into this module"
            yield question.place.problem(line, f'There is no picture "{name}"', cure)


def drawn(text: str, figures: Mapping[str, str], prefix: str, folder: str = "") -> list[str]:
    """The pictures of a text as SVG for a page, "" where there is none of the name; ids in them begin with `prefix`.

    A picture is named by the words of its author. Raises ContentProblems for one that cannot stand in a page.
    """
    return [
        named_plate(figures[one.name], f"{prefix}-{number}-", one.words, f"{folder}/{one.name}".lstrip("/"))
        if one.name in figures
        else ""
        for number, one in enumerate(shown_in(text), start=1)
    ]


def prefix_of(key: str, part: str) -> str:
    """What the ids in the pictures of a question begin with; made of its id, which itself might tell something."""
    return f"{part}-{sha256(key.encode()).hexdigest()[:10]}"


def pictured(html: str, pictures: Sequence[str]) -> str:
    """A text as HTML with its pictures in their places; where one is missing, its words stay."""
    if not pictures:
        return html
    rest = iter(pictures)
    return _PLACE.sub(lambda found: f'<span class="plate">{svg}</span>' if (svg := next(rest, "")) else found[0], html)
