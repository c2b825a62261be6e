"""What stops publishing, in the words of the studio: the check speaks to authors of files. Pure."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from app.assessment.kinds.base import N_
from app.catalogue.content.problems import Problem


class Plain(NamedTuple):
    """A message and its cure, to be translated; `values` stand in both."""

    message: str
    cure: str
    values: Mapping[str, str]


# The message of the check → what the studio says; "" keeps the words of the check.
WORDS = tuple((re.compile(pattern), message, cure) for pattern, message, cure in (
    ("The course has no modules", "", N_("add the first module, below the outline")),
    ('No lesson teaches the objective "(?P<goal>.+)"', N_("No lesson teaches this objective: %(goal)s"),
     N_("open a lesson of the module and tick it under “What it teaches”")),
    ('No question asks for the objective "(?P<goal>.+)"', N_("No question asks for this objective: %(goal)s"),
     N_("add a question to the quiz of the module, and choose this objective in it")),
    (r"The quiz draws (?P<draw>\d+) of (?P<bank>\d+) questions",
     N_("The quiz asks %(draw)s questions and has %(bank)s"),
     N_("add questions, or lower the number of questions in each attempt")),
    (r"The module has questions but no quiz\.toml", N_("The module has questions and no quiz"),
     N_("press “Add a quiz” under the module, in the outline")),
    (r"The module has (?P<kept>\d+) questions for the final test",
     N_("The final test asks at least two questions of each module; this one keeps %(kept)s for it"),
     N_("open a question of its quiz, and under “More” choose “Kept for the final test”")),
    ("The lesson cites no source", "", N_("put one in with “Cite…” above the text; the page Sources adds more")),
    ("A wrong option does not say why it is wrong", "", N_("fill in the field below that option")),
    ('"passage" is empty', N_("The question leads to no passage"), N_("choose the passage that it rests on")),
    ('"objective" is empty', N_("The question asks for no objective"), N_("choose the objective that it asks for")),
    ('"sources" wants texts', N_("The question names no source"), N_("tick one; the page Sources adds more")),
    ('"objectives" wants texts', N_("It has no objective"), N_("tick or write at least one")),
    ("The question has no rationale", N_("The question does not say why the right answer is right"), N_("say why")),
    ("The question has no stem", N_("The question asks nothing"), N_("write what is asked")),
    ("The question has no answers", "", N_("write the answers")),
    ("The wording of the question is that of .* too", N_("Another question reads just the same"),
     N_("change one of the two, or take it out")),
    ("No lesson of this module shows this picture", "", N_("show it in a lesson, with “Show again…” above the text")),
    ('No lesson links the term "(?P<term>.+)"', N_("No lesson links this word: %(term)s"),
     N_("link it where a lesson first uses it, with “Word…” above the text")),
    ('The definition of "(?P<term>.+)" cites no source', N_("The meaning of this word names no source: %(term)s"),
     N_("say where it comes from, such as [@its-name]")),
    ("(?P<board>.+) asks for hours, and it is missing", "",
     N_("claim the hours that were approved, or take the tick from the board on the page Certificate")),
))  # fmt: skip


def plainly(problem: Problem, goals: Mapping[str, str]) -> Plain:
    """The problem in words for somebody who sees pages and no files. `goals`: the objectives of the course by id."""
    for pattern, message, cure in WORDS:
        if found := pattern.fullmatch(problem.message):
            values = found.groupdict() | {"goal": goals.get(found.groupdict().get("goal", ""), "")}
            return Plain(message or problem.message.replace("%", "%%"), cure, values)
    return Plain(problem.message, problem.cure, {})
