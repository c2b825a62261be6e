"""A question of a bank as one of ours, and what each kind is called here."""

from typing import NamedTuple

from app.authoring.banks.parts import (
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MATCH,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SELECT,
    SHORT_ANSWER,
    TRUE_FALSE,
    BankQuestion,
)


class Filed(NamedTuple):
    """A kind, the keys that it has of its own, its body, and a stem or a reason where they are not the bank's."""

    kind: str
    extras: dict[str, object]
    body: str
    stem: str | None = None
    why: str = ""


def kind_of(question: BankQuestion) -> str:
    """What we would call the question; "" for a kind that we have not."""
    if question.qtype == MULTICHOICE:
        return "single-choice" if question.is_single else "multiple-response"
    return NAMES.get(question.qtype, "")


NAMES = {
    TRUE_FALSE: "true-false",
    SHORT_ANSWER: "short-answer",
    NUMERICAL: "numerical",
    MATCH: "matching",
    ESSAY: "essay",
    ORDERING: "ordering",
    DESCRIPTION: "description",
    CLOZE: "cloze",
    SELECT: "cloze",
    "ddwtos": "cloze",
}
