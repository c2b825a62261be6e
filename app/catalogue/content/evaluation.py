"""evaluation.toml: what a course asks of those who finished it, before their certificate. Pure."""

from collections.abc import Iterator
from typing import Any

from app.catalogue.content.fields import Fields, open_fields
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.labels import N_
from app.catalogue.content.parts import EvaluationFile, EvaluationQuestion, Place
from app.catalogue.content.problems import Findings, Problem
from app.catalogue.content.repeats import repeats

PATH = "evaluation.toml"
SCALE, CHOICE, NUMBER, TEXT = "scale", "choice", "number", "text"
KINDS = (SCALE, CHOICE, NUMBER, TEXT)
FEWEST_OPTIONS, MOST_OPTIONS, MOST_QUESTIONS = 2, 10, 30
# Used where a course folder has no evaluation.toml: the heads of the form that NCBTMB asks every participant to be
# given (met objectives, content, level, test, provider's means, time taken, bias), in our own words.
USUAL = EvaluationFile(
    required=True,
    intro=N_("Your answers are kept without your name and make the course better. It takes two minutes."),
    questions=(
        EvaluationQuestion(id="objectives", kind=SCALE, text=N_("The course did what its objectives promised.")),
        EvaluationQuestion(
            id="content", kind=SCALE, text=N_("The content was accurate, current and honest about evidence.")
        ),
        EvaluationQuestion(id="useful", kind=SCALE, text=N_("I can use what I learned in my work.")),
        EvaluationQuestion(id="clear", kind=SCALE, text=N_("The lessons were clear and well organized.")),
        EvaluationQuestion(id="fair", kind=SCALE, text=N_("The quizzes asked for what was taught.")),
        EvaluationQuestion(id="site", kind=SCALE, text=N_("The pages were easy to use on my device.")),
        EvaluationQuestion(
            id="unbiased", kind=SCALE, text=N_("The course was free of advertising and commercial bias.")
        ),
        EvaluationQuestion(
            id="level",
            kind=CHOICE,
            text=N_("The level was"),
            options=(N_("too basic"), N_("about right"), N_("too advanced")),
        ),
        EvaluationQuestion(id="minutes", kind=NUMBER, text=N_("About how many minutes did the whole course take you?")),
        EvaluationQuestion(id="comment", kind=TEXT, text=N_("What should we keep, change or add?")),
    ),
)


def read_evaluation(text: str | None, findings: Findings) -> EvaluationFile | None:
    """The file; None without one. Faults are added to `findings`."""
    fields = open_fields(read_toml, text, PATH, findings) if text is not None else None
    if fields is None:
        return None
    file = EvaluationFile(
        required=fields.flag("required"),
        intro=fields.text("intro", ""),
        questions=tuple(_read_question(one) for one in fields.tables("questions")),
        place=fields.place,
    )
    fields.close()
    return file


def _read_question(fields: Fields) -> EvaluationQuestion:
    place = Place(PATH, fields.line_of(""), {key: fields.line_of(key) for key in ("id", "kind", "text", "options")})
    kind = fields.choice("kind", KINDS)
    options = fields.texts("options") if kind == CHOICE else ()
    question = EvaluationQuestion(
        id=fields.slug("id"), kind=kind, text=fields.text("text"), options=options, place=place
    )
    fields.close()
    return question


def evaluation_faults(file: EvaluationFile | None) -> Iterator[Problem]:
    """Ids that repeat, and more questions or options than anybody fills in."""
    if file is None:
        return
    named = ((one.place.keys["id"], one.id) for one in file.questions if one.id)
    for line, first in repeats(named):
        yield Problem(PATH, line, f"This id stands on line {first} already", "give each question an id of its own")
    if len(file.questions) > MOST_QUESTIONS:
        yield file.place.problem(1, f"More than {MOST_QUESTIONS} questions", "ask what you will act on")
    for one in file.questions:
        if one.kind == CHOICE and not FEWEST_OPTIONS <= len(one.options) <= MOST_OPTIONS:
            cure = f"write {FEWEST_OPTIONS} to {MOST_OPTIONS} options"
            yield one.place.problem("options", f"The question has {len(one.options)} options", cure)


def evaluation_front(file: EvaluationFile | None) -> dict[str, Any]:
    """What a revision keeps of it, as JSON; the usual questions where the course has none of its own."""
    file = file or USUAL
    questions = [
        {"id": one.id, "kind": one.kind, "text": one.text, "options": list(one.options)} for one in file.questions
    ]
    return {"required": file.required, "intro": file.intro, "questions": questions}
