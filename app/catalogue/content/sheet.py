"""The hours worksheet of a whole course: what goes in, what each rule makes of it, what the course claims. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from app.catalogue.content.hours import Method, worksheet
from app.catalogue.content.parts import CourseFolder

DIFFICULTY = Fraction(3)  # "moderate", until a reviewer who is not the author has set another
MEDIA_MINUTES = Fraction(0)  # a course folder holds no audio and no video
PLACES = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """`questions` are those a student has to answer, drawn from the banks; self-checks and practice are not counted."""

    words: int
    questions: int
    difficulty: Fraction
    media_minutes: Fraction
    methods: tuple[Method, ...]
    method: str
    claimed: Fraction

    @property
    def claimed_by(self) -> Method:
        """The rule that the course names."""
        return next(one for one in self.methods if one.key == self.method)


def sheet_of(course: CourseFolder, words: int) -> Sheet:
    """The worksheet of a course whose lessons have so many words (content only: see `hours.worksheet`)."""
    questions = course.questions_asked
    methods = worksheet(words, questions, DIFFICULTY, MEDIA_MINUTES)
    return Sheet(
        words, questions, DIFFICULTY, MEDIA_MINUTES, methods, course.hours.method, Fraction(course.hours.claimed)
    )


def decimal(value: Fraction) -> str:
    """The number in full where it ends, else its first four decimals and "…"; never rounded up."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    places = PLACES if rest > 1 else _places(value)
    whole, part = divmod(int(value * 10**places), 10**places)
    digits = f"{whole}.{part:0{places}}" if places else str(whole)
    return f"{digits}…" if rest > 1 else digits


def _places(value: Fraction) -> int:
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    return places
