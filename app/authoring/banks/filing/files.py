"""A bank's questions as question files: each one whole, read back to be sure, or refused with the reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.assessment.grading import KINDS
from app.assessment.kinds.base import N_, ContentError
from app.authoring.banks.filing.filed import Filed
from app.authoring.banks.filing.kinds import to_kind
from app.authoring.banks.filing.names import id_of, slug_of
from app.authoring.banks.filing.scenes import with_scene
from app.authoring.banks.filing.texts import Desk
from app.authoring.banks.moodle_text import is_number, number_of
from app.authoring.banks.parts import BankQuestion, BankReport, Refused, Remark, Unreadable
from app.authoring.banks.pictures import Budget, Picture
from app.authoring.banks.said import Said, several
from app.catalogue.content.parts import TEXT
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import WHY, read_question
from app.catalogue.content.toml_text import FENCE, table

LONGEST_FILE = 200 * 1024
MOST_POINTS = 1_000
PRACTICE = "practice"
SAME_WORDS = N_("another question is asked in the same words: change one of the two before publishing")
SAME = N_("the same question was there before, so it is imported once")
TWICE = N_("Two of its answers are the same.")
UNWRITABLE = N_("It cannot be written as a question file: a line of it reads like the beginning of the answers.")
# What Moodle says by itself and nobody wrote.
DEFAULTS = re.compile(r"(?:<p>)?Your answer is (?:partially |in)?correct\.(?:</p>)?")

_LISTED = re.compile(r"^( *)(?:-|(\d+)[.)])(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Filing:
    """What a bank does not say and a question file has to: the same for all of it. What is left out is left open."""

    objective: str = ""
    passage: str = ""
    sources: tuple[str, ...] = ()
    use: str = "quiz"
    style: str = "recall"
    objectives: Mapping[str, str] = field(default_factory=dict)  # of single categories: category → objective
    tags_categories: bool = False  # what a category is called becomes a tag

    def objective_of(self, question: BankQuestion) -> str:
        """The objective that a question asks for."""
        return self.objectives.get(question.category) or self.objective


@dataclass(slots=True)
class Taken:
    """Names, ids and wordings that are in use already; what is filed is added."""

    slugs: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)  # the next to try behind a slug that is taken


@dataclass(frozen=True, slots=True)
class NewFile:
    """A question file: its name without suffix, its text, what was changed, what is still missing, its pictures."""

    question: BankQuestion
    kind: str
    slug: str
    text: str
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFiles:
    """The files that a bank becomes, what of it becomes none, and what was there before."""

    files: tuple[NewFile, ...]
    refused: tuple[Refused, ...]
    repeated: tuple[Remark, ...] = ()


def to_question_files(report: BankReport, filing: Filing | None = None, taken: Taken | None = None) -> NewFiles:
    """Each question of the report as a file for a course folder, in order; what was refused before stays refused."""
    filing, taken = filing or Filing(), taken or Taken()
    files, refused, repeated = [], list(report.refused), []
    budget = Budget()
    spoilt = {(one.line, one.name) for one in report.refused}
    for question in report.questions:
        if (question.line, question.name) in spoilt:
            continue
        if id_of(question) in taken.ids:
            repeated.append(Remark(question.line, SAME))
            continue
        try:
            files.append(_file(question, filing, taken, budget))
        except Unreadable as error:
            refused.append(Refused(question.line, error.why, question.name))
    return NewFiles(tuple(files), tuple(sorted(refused)), tuple(repeated))


def _file(question: BankQuestion, filing: Filing, taken: Taken, budget: Budget) -> NewFile:
    slug = _free(slug_of(question.name), taken)
    desk = Desk(slug, budget)
    filed = to_kind(question, desk)
    stem = desk.markdown(question.stem) if filed.stem is None else filed.stem
    if not stem:
        raise Unreadable(N_("The question has no text."))
    stem = stem if filed.kind == TEXT else with_scene(stem, desk)
    why = "\n\n".join(filter(None, [desk.markdown(question.feedback), filed.why]))
    key = id_of(question)
    front = _front(question, filed, filing, key, desk)
    text = next(_readable(slug, front, filed, stem, why, desk), "")
    if not text:
        raise Unreadable(UNWRITABLE)
    if len(text.encode()) > LONGEST_FILE:
        raise Unreadable(N_("The question is longer than a question file may be."))
    wording = " ".join(stem.casefold().split())
    if wording in taken.stems:
        desk.note(SAME_WORDS)
    taken.slugs.add(slug)
    taken.ids.add(key)
    taken.stems.add(wording)
    _remark(question, desk)
    missing = _missing(question, filed, filing, why, desk)
    return NewFile(question, filed.kind, slug, text, tuple(desk.remarks), missing, tuple(desk.pictures.values()))


def _readable(slug: str, front: dict[str, object], filed: Filed, stem: str, why: str, desk: Desk) -> Iterator[str]:
    """The text of the file; if its stem would be read as answers, with the lists of the stem as plain rows."""
    for one in (stem, _LISTED.sub(lambda found: f"{found[1]}{found[2]}\\." if found[2] else f"{found[1]}•", stem)):
        text = _written(front, filed, one, why)
        read = read_question(slug, text, "", Findings())
        if read and (read.stem, read.body) == (one, filed.body) and (filed.kind == TEXT or read.why == why):
            _judge(filed, read.body_lines)
            if one != stem:
                desk.note(N_("a list in the question is written as plain lines"))
            yield text


def _judge(filed: Filed, lines: tuple[tuple[int, str], ...]) -> None:
    """Let the kind read its body. Raises Unreadable with what it has against it."""
    try:
        KINDS[filed.kind].read(lines, filed.extras)
    except ContentError as error:
        why = TWICE if "repeats" in error.message else several([error.message, error.cure])
        raise Unreadable(why) from error


def _written(front: dict[str, object], filed: Filed, stem: str, why: str) -> str:
    parts = [stem] if filed.kind == TEXT else [stem, filed.body, f"{WHY}\n\n{why}".strip()]
    whole = "\n\n".join(parts)
    return f"{FENCE}\n{table(front)}{FENCE}\n\n{whole}\n"


def _front(question: BankQuestion, filed: Filed, filing: Filing, key: str, desk: Desk) -> dict[str, object]:
    use = filing.use
    if filed.kind != TEXT and KINDS[filed.kind].PRACTICE_ONLY and use != PRACTICE:
        use = PRACTICE
        desk.note(Said(N_("%(kind)s is for practice only, so it does not count"), kind=filed.kind))
    named = [question.category.rpartition("/")[2]] if filing.tags_categories else []
    tags = tuple(dict.fromkeys(filter(None, map(slug_of, [*question.tags, *named]))))
    return {
        "id": key,
        "kind": filed.kind,
        "points": _points(question, filed, desk),
        **filed.extras,
        "objective": filing.objective_of(question) or None,
        "passage": filing.passage or None,
        "sources": filing.sources or None,
        "use": use,
        "style": filing.style,
        "tags": tags or None,
    }


def _points(question: BankQuestion, filed: Filed, desk: Desk) -> int:
    if filed.kind == TEXT:
        return 0
    points = number_of(question.points) if is_number(question.points) else 1
    found = min(max(round(points), 1), MOST_POINTS)
    if found != points:
        desk.note(
            Said(
                N_("it was worth %(points)s points; here it is worth %(found)s"),
                points=str(question.points),
                found=str(found),
            )
        )
    return found


def _remark(question: BankQuestion, desk: Desk) -> None:
    if any(one.text and not DEFAULTS.fullmatch(one.text) for one in question.combined):
        desk.note(N_("what was said to a right, a partly right and a wrong answer was left out"))
    if "hints" in question.more:
        desk.note(Said(N_("%(hints)s hints were left out"), hints=question.more["hints"]))


def _missing(question: BankQuestion, filed: Filed, filing: Filing, why: str, desk: Desk) -> tuple[str, ...]:
    """What the check of a course will ask for."""
    open_ends = {
        N_("objective"): not filing.objective_of(question),
        N_("passage"): not filing.passage,
        N_("sources"): not filing.sources,
        N_("the reason, under Why"): filed.kind != TEXT and not why,
        N_("what its picture shows, in words"): desk.lacks_words,
    }
    return tuple(words for words, is_open in open_ends.items() if is_open)


def _free(slug: str, taken: Taken) -> str:
    """The slug, or with the next number behind it that is free."""
    slug = slug or "question"
    if slug not in taken.slugs:
        return slug
    number = taken.numbers.get(slug, 2)
    while f"{slug}-{number}" in taken.slugs:
        number += 1
    taken.numbers[slug] = number + 1
    return f"{slug}-{number}"
