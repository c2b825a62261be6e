"""A quiz analysed: what the pages and the file show of each question, every version of it by itself."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.assessment.grading import KINDS, guessing, moments, parts
from app.assessment.grading import statistics as figures
from app.assessment.grading.advice import FEWEST, VOID, Advice, Severity, advice_on
from app.assessment.grading.parts import Hits
from app.assessment.grading.reliability import Reliability, reliability, shared_paper
from app.assessment.grading.spread import Distribution, distribution
from app.assessment.grading.thirds import PartShare, part_shares
from app.assessment.models import Question
from app.reporting.queries import Analysed, Response, Version

Rows = Counter[figures.Result]


@dataclass(slots=True)
class Counted:
    """What was counted of one version of a question."""

    tally: Rows = field(default_factory=Counter)
    hits: Hits = field(default_factory=Hits)


@dataclass(frozen=True, slots=True)
class Parts:
    """The table of a question: its parts, who answered nothing, and typed wrong answers: text, people, percent."""

    lines: Sequence[PartShare] = ()
    nothing: PartShare | None = None
    typed: Sequence[tuple[str, int, float]] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One version of a question with its figures. `number` counts the versions of its key."""

    version: Version
    number: int
    counted: Counted
    statistics: figures.ItemStatistics
    weight: float | None
    works_against: bool
    guess: float | None
    advice: Sequence[Advice]
    options: Parts

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.version.question

    @property
    def is_few(self) -> bool:
        """Whether the figures rest on too few people to say anything."""
        return self.statistics.takers < FEWEST

    @property
    def label(self) -> str:
        """What its kind is called."""
        return KINDS[self.question.kind].LABEL

    @property
    def marks(self) -> tuple[int, int, int]:
        """How many people earned everything, a part, nothing."""
        points, tally = self.question.points, self.counted.tally
        full = sum(people for result, people in tally.items() if result.earned >= points)
        none = sum(people for result, people in tally.items() if result.earned <= 0)
        return full, self.statistics.takers - full - none, none


@dataclass(frozen=True, slots=True)
class QuizAnalysis:
    """A quiz with its figures, and the versions of each question by key, oldest first."""

    quiz: Analysed
    totals: Distribution
    reliability: Reliability | None
    by_key: Mapping[str, Sequence[Line]]

    @property
    def is_few(self) -> bool:
        """Whether the figures of the whole quiz rest on too few people."""
        return self.totals.people < FEWEST

    @property
    def is_paper_few(self) -> bool:
        """Whether too few people had the same questions."""
        return self.reliability is not None and self.reliability.people < FEWEST

    @property
    def standard_error(self) -> float | None:
        """Of a mark, in percent of the maximum."""
        error = self.reliability.error if self.reliability else None
        return None if error is None else 100 * error

    @property
    def lines(self) -> list[Line]:
        """The version of each question that counts now, those first that want looking at."""
        rank = list(Severity)
        current = [current_of(versions) for versions in self.by_key.values()]
        return sorted(current, key=lambda line: (rank.index(line.advice[0].severity), line.question.key))

    @property
    def everything(self) -> list[Line]:
        """Every version, by key."""
        return [line for key in sorted(self.by_key) for line in self.by_key[key]]


def current_of(versions: Sequence[Line]) -> Line:
    """The version that is asked now, else the newest."""
    return next((line for line in versions if line.version.is_asked), versions[-1])


def analyse(quiz: Analysed) -> QuizAnalysis:
    """Compute everything, in memory that grows with how much results differ and not with the class."""
    counted = _counted(quiz)
    sat: Counter[int] = Counter()
    for (form, _, _), people in quiz.totals.items():
        sat[form] += people
    shares = moments.counted((100 * earned / possible, people) for (_, earned, possible), people in quiz.totals.items())
    paper = shared_paper({key: one.tally for key, one in counted.items()}, sat)
    agreement = reliability(paper)
    by_key: defaultdict[str, list[Line]] = defaultdict(list)
    for version in quiz.versions:
        if version.is_asked or version.question.id in counted:
            lines = by_key[version.question.key]
            lines.append(_line(version, len(lines) + 1, counted, agreement))
    return QuizAnalysis(quiz, distribution(shares), agreement, by_key)


def _counted(quiz: Analysed) -> dict[int, Counted]:
    points = {version.question.id: version.question.points for version in quiz.versions}
    readers = {
        version.question.id: parts.reader(version.question.kind, version.question.spec)
        for version in quiz.versions
        if version.question.kind in parts.OPTION_KINDS
    }
    found: defaultdict[int, Counted] = defaultdict(Counted)
    for row in quiz.responses():
        one = found[row.question_id]
        one.tally[row.result] += row.people
        if row.question_id in readers:
            hit(one.hits, readers[row.question_id], row, points[row.question_id])
    return found


def hit(
    hits: Hits, read: Callable[[Mapping[str, object] | None], parts.Given | None], row: Response, points: int
) -> None:
    """Count one row of responses."""
    hits.add(read(row.response), figures.rest_of(points, row.result), row.people)


def _line(version: Version, number: int, counted: Mapping[int, Counted], reliability: Reliability | None) -> Line:
    question, one = version.question, counted.get(version.question.id, Counted())
    statistics = figures.item_statistics(question.points, one.tally)
    guess = guessing.guess_score(question.kind, version.keys[-1])
    weights = reliability.weights if reliability else {}
    weight = weights.get(question.id)
    options = table(version, one, one.hits) if question.kind in parts.OPTION_KINDS else Parts()
    one_key = question.kind in parts.ONE_KEY and len(version.keys) == 1
    advice = advice_on(statistics, guess, options.lines, one_key=one_key) if version.counts else (VOID,)
    blind = None if guess is None else figures.percent(guess)
    against = question.id in weights and weight is None
    return Line(version, number, one, statistics, weight, against, blind, advice, options)


def table(version: Version, counted: Counted, hits: Hits) -> Parts:
    """Each part with who hit it."""
    question, takers = version.question, sum(counted.tally.values())
    rests = moments.rights(figures.pairs_of(question.points, counted.tally))
    return Parts(*part_shares(parts.parts_of(question.kind, version.keys), hits, takers, rests))
