"""Who may do what with a course, who may begin it, and when it is featured. Pure."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from app.accounts.rules import Role


class Right(StrEnum):
    """What somebody may do with one course. Its owner may do everything, and say who else may do what."""

    OWN = "own"
    EDIT = "edit"  # write it in the studio, and publish it
    TEACH = "teach"  # see its students and their work; mark, correct, give, certify


GRANTED = (Right.EDIT, Right.TEACH)  # what an owner can give to others


def may_do(role: Role, held: Collection[Right], wanted: Right) -> bool:
    """Whether somebody who holds these rights in a course may do this with it.

    Administrators may everything, also with a course that came from a folder and belongs to nobody. Whoever teaches no
    more may nothing more, whatever they were once given.
    """
    if role is Role.ADMINISTRATOR:
        return True
    return role is Role.INSTRUCTOR and (wanted in held or Right.OWN in held)


class Admission(StrEnum):
    """Who may begin a course. Whoever takes it already goes on in any case."""

    OPEN = "open"  # anybody
    INVITED = "invited"  # with an invitation or a code
    CLOSED = "closed"  # nobody


def is_featured(first: date | None, last: date | None, today: date) -> bool:
    """Whether a course stands at the top of the front page; `first` and `last` are days that belong to the time."""
    return first is not None and last is not None and first <= today <= last
