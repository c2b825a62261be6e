"""What should be: a quiz and one student in plain arithmetic. No database, no page, no key: an answer has its worth.

Written from what the product promises and not from its code, so that the two can disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction

GRACE = timedelta(seconds=30)
PASS_MARK = 75
BY_HAND = "essay"


@dataclass(frozen=True)
class Rules:
    """A quiz as it was published: points by kind, minutes (0: no limit), attempts (0: any number), when it closes."""

    points: Mapping[str, int]
    minutes: int = 0
    attempts: int = 0
    closes: datetime | None = None


@dataclass(frozen=True)
class Given:
    """An answer: what is stored, its share of the points, and whether it says anything."""

    response: Mapping[str, object]
    share: Fraction
    is_blank: bool


@dataclass
class Paper:
    """One attempt: what was acknowledged last for each question, after how many saves."""

    address: str
    kinds: Mapping[int, str]
    rules: Rules
    began: datetime  # since when its time runs
    ends: datetime | None
    is_open: bool = True
    extra: int = 0
    is_reopened: bool = False
    closings: int = 0
    given: dict[int, Given] = field(default_factory=dict)
    saves: dict[int, int] = field(default_factory=dict)
    marked: dict[int, int] = field(default_factory=dict)  # essay → the save that somebody read

    def number_of(self, kind: str) -> int:
        """Where the question of a kind stands; there is one of each."""
        return next(number for number, one in self.kinds.items() if one == kind)

    def is_overdue(self, now: datetime) -> bool:
        """Whether what arrives now is too late."""
        return self.is_open and self.ends is not None and now > self.ends + GRACE

    def changes(self, number: int, answer: Given) -> bool:
        """Whether a save is new: the same answer again is none, and passing an open question by is none."""
        before = self.given.get(number)
        return not answer.is_blank if before is None else before.response != answer.response

    def save(self, number: int, answer: Given) -> int:
        """Take a save; returns its place in the order of saves."""
        if self.changes(number, answer):
            self.given[number] = answer
            self.saves[number] = self.saves.get(number, 0) + 1
        return self.saves.get(number, 0)

    def waits(self) -> list[int]:
        """The essays that nobody has read as they stand."""
        found = (number for number, kind in self.kinds.items() if kind == BY_HAND and number in self.given)
        return [one for one in found if not self.given[one].is_blank and self.marked.get(one) != self.saves[one]]

    @property
    def earned(self) -> Fraction:
        """The points of everything that is marked; whoever reads essays here gives all points."""
        shares = {number: answer.share for number, answer in self.given.items()}
        shares |= {
            number: Fraction(1) for number in self.marked if number not in self.waits() and self._is_said(number)
        }
        return sum((self.rules.points[self.kinds[at]] * share for at, share in shares.items()), Fraction(0))

    def _is_said(self, number: int) -> bool:
        return number in self.given and not self.given[number].is_blank

    @property
    def possible(self) -> int:
        """All points."""
        return sum(self.rules.points[kind] for kind in self.kinds.values())

    @property
    def passed(self) -> bool | None:
        """The verdict; None while it is open, or while what somebody still has to read may decide it."""
        if self.is_open:
            return None
        return self.earned * 100 >= PASS_MARK * self.possible or (None if self.waits() else False)


@dataclass
class Standing:
    """One student at one quiz."""

    rules: Rules
    papers: list[Paper] = field(default_factory=list)
    is_done: bool = False
    has_double_time: bool = False
    more_attempts: int = 0

    @property
    def newest(self) -> Paper | None:
        """The paper that was begun last."""
        return self.papers[-1] if self.papers else None

    @property
    def running(self) -> Paper | None:
        """The paper that can be answered."""
        return self.newest if self.newest and self.newest.is_open else None

    def visit(self, now: datetime) -> None:
        """Whatever touches a paper whose time is up hands it in."""
        if self.newest and self.newest.is_overdue(now):
            self.close(self.newest)

    def may_start(self, now: datetime) -> bool:
        """Whether another paper may begin."""
        is_left = not self.rules.attempts or len(self.papers) < self.rules.attempts + self.more_attempts
        return is_left and not (self.rules.closes and now >= self.rules.closes)

    def start(self, address: str, kinds: Mapping[int, str], now: datetime) -> None:
        """Begin a paper by the rules as they are now."""
        self.papers.append(Paper(address, kinds, self.rules, now, None))
        self.give_time(self.papers[-1])

    def give_time(self, paper: Paper) -> None:
        """Set the end anew; it never comes earlier. Opened again, minutes are exact: no agreement adds to them."""
        if paper.rules.minutes:
            factor = 2 if self.has_double_time and not paper.is_reopened else 1
            end = paper.began + timedelta(minutes=factor * paper.rules.minutes + paper.extra)
            paper.ends = max(paper.ends, end) if paper.ends else end

    def close(self, paper: Paper) -> None:
        """Hand in."""
        paper.is_open, paper.closings = False, paper.closings + 1
        self.is_done = self.is_done or bool(paper.passed)

    def read_essay(self, paper: Paper, number: int) -> None:
        """Somebody gave it all points."""
        paper.marked[number] = paper.saves[number]
        self.is_done = self.is_done or bool(paper.passed)

    def reopen(self, paper: Paper, minutes: int, now: datetime) -> None:
        """Let the student go on, with so many minutes from now on (0: without a limit)."""
        paper.rules = replace(paper.rules, minutes=minutes)
        paper.is_open, paper.is_reopened, paper.extra, paper.began, paper.ends = True, True, 0, now, None
        self.give_time(paper)
