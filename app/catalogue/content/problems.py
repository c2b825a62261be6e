"""What is wrong with a course folder, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

CLOSE = 0.8  # how alike a misspelling has to be (difflib ratio)
MOST_NAMES = 8  # a longer list of possible names helps nobody


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: the file, its line counted from 1, what is wrong, and the cure (both without a full stop)."""

    path: str
    line: int
    message: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}. Cure: {self.cure}."


class ContentProblems(Exception):  # noqa: N818 - it says several things, and each has its own line
    """Everything that is wrong at once, so that an author need not import a folder ten times."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Findings:
    """The problems found so far. `is_whole` is False once a file was lost: what refers to it cannot be judged then."""

    problems: list[Problem] = field(default_factory=list)
    is_whole: bool = True

    def add(self, path: str, line: int, message: str, cure: str) -> None:
        """Add one problem."""
        self.problems.append(Problem(path, line, message, cure))

    def lose(self, error: ContentProblems) -> None:
        """Add the problems of a file that cannot be read at all."""
        self.problems.extend(error.problems)
        self.is_whole = False

    def settle(self) -> None:
        """Raise ContentProblems if anything was found."""
        if self.problems:
            raise ContentProblems(self.problems)


def nearest(name: str, names: Iterable[str]) -> str:
    """The cure for a name that does not resolve: the one probably meant, else the ones there are."""
    known = sorted(names)
    if close := get_close_matches(name, known, n=1, cutoff=CLOSE):
        return f'did you mean "{close[0]}"'
    if not known:
        return "add it first; there is none yet"
    more = ", …" if len(known) > MOST_NAMES else ""
    return f"use one of {', '.join(known[:MOST_NAMES])}{more}"
