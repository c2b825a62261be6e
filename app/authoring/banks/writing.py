"""What the writers of all formats share: they write a question, read it back, and refuse what did not survive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.assessment.kinds.base import N_
from app.authoring.banks.moodle_text import decimal, is_number, number_of
from app.authoring.banks.parts import Answer, BankQuestion, Gap, Pair, Refused, Remark, Text, Unreadable
from app.authoring.banks.said import Said

LOST = {
    "points": N_("its points"),
    "unit": N_("its unit"),
    "is_case_sensitive": N_("that capital letters count"),
    "is_shuffled": N_("that the order is kept"),
    "feedback": N_("the reason"),
    "answers": N_("what is said of the answers"),
    "idnumber": N_("its id"),
    "tags": N_("tags"),
    "more": N_("notes, limits and hints"),
}
PLACES = 10**5  # of a percentage, as Moodle writes it


@dataclass(frozen=True, slots=True)
class Written:
    """A bank as bytes, the questions that are not in it and why, and what others had to leave behind."""

    data: bytes
    count: int = 0
    refused: tuple[Refused, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How one format writes a question, how it reads it again, and what of a question it can hold at all."""

    write: Callable[[BankQuestion], str]
    read: Callable[[str], tuple[BankQuestion, ...]]
    held: Callable[[BankQuestion], BankQuestion]


@dataclass(slots=True)
class Pieces:
    """Each question that was written, with its text; those that were not; what others lost."""

    found: list[tuple[BankQuestion, str]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def as_written(self, data: bytes) -> Written:
        """The same with the whole file."""
        return Written(data, len(self.found), tuple(self.refused), tuple(self.remarks))


def write_each(questions: Iterable[BankQuestion], form: Form) -> Pieces:
    """Each question with its text, as far as the format holds it."""
    pieces = Pieces()
    for question in questions:
        try:
            held = form.held(question)
            text = form.write(held)
            if [bare(one) for one in form.read(text)] != [bare(held)]:
                raise Unreadable(N_("This format cannot hold the signs that are in it."))
            pieces.found.append((question, text))
            if lost := [words for name, words in LOST.items() if _said(question, name) != _said(held, name)]:
                pieces.remarks.append(
                    Remark(
                        question.line,
                        Said(N_("%(name)s: left out: %(lost)s"), name=question.name, lost=tuple(lost)),
                    )
                )
        except Unreadable as error:
            pieces.refused.append(Refused(question.line, error.why, question.name))
    return pieces


def _said(question: BankQuestion, name: str) -> object:
    """What a question says there, in a form that compares by meaning."""
    value = getattr(question, name)
    if name == "points":
        return number_of(value) if is_number(value) else value
    if name == "feedback":
        return bool(value.text)
    return [bool(one.feedback.text) for one in value] if name == "answers" else value


def bare(question: BankQuestion) -> BankQuestion:
    """The question without what says nothing: lines, and the formats of empty texts."""
    return replace(
        question,
        line=0,
        feedback=_bare(question.feedback),
        stem=_bare(question.stem),
        answers=tuple(map(_bare_answer, question.answers)),
        pairs=tuple(Pair(_bare(pair.left), pair.right) for pair in question.pairs),
        gaps=tuple(replace(gap, answers=tuple(map(_bare_answer, gap.answers))) for gap in question.gaps),
        combined=(Text(), Text(), Text()),
        category="",
    )


def _bare_answer(answer: Answer) -> Answer:
    return answer._replace(text=_bare(answer.text), feedback=_bare(answer.feedback), fraction=rounded(answer.fraction))


def _bare(text: Text) -> Text:
    return text if text.text else Text()


def percent(fraction: Fraction) -> str:
    """A share as a percentage with five decimals at most."""
    return decimal(Fraction(round(fraction * 100 * PLACES), PLACES))


def rounded(fraction: Fraction) -> Fraction:
    """The share that `percent` writes."""
    return Fraction(round(fraction * 100 * PLACES), PLACES) / 100


def with_answers(question: BankQuestion, change: Callable[[Answer], Answer]) -> BankQuestion:
    """The question with each answer changed, those of its gaps too."""
    gaps = tuple(_gap(gap, change) for gap in question.gaps)
    return replace(question, answers=tuple(map(change, question.answers)), gaps=gaps)


def _gap(gap: Gap, change: Callable[[Answer], Answer]) -> Gap:
    return replace(gap, answers=tuple(map(change, gap.answers)))
