"""A question of a bank as values, whatever format it came in: nothing is judged or turned into our own form yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from app.assessment.kinds.base import N_

MOODLE, HTML, PLAIN, MARKDOWN, WIKI = "moodle", "html", "plain", "markdown", "wiki"  # the formats of a text
NONE, ALL = Fraction(0), Fraction(1)

# What the formats call a question; most are Moodle's names.
MULTICHOICE, TRUE_FALSE, SHORT_ANSWER, NUMERICAL = "multichoice", "truefalse", "shortanswer", "numerical"
MATCH, ESSAY, DESCRIPTION, CLOZE, ORDERING = "match", "essay", "description", "multianswer", "ordering"
SELECT = "gapselect"


class Embedded(NamedTuple):
    """A file inside a bank, still in base64: it is decoded only where it is used, and only if it is small enough."""

    name: str
    path: str
    encoded: str


class Text(NamedTuple):
    """A text, the format in which it is written, and the files that it shows."""

    text: str = ""
    format: str = MOODLE
    files: tuple[Embedded, ...] = ()


NO_TEXT = Text()


class Answer(NamedTuple):
    """An answer, the share of the points that it earns (-1 to 1), what is said to whoever gave it.

    `tolerance` is that of a numerical answer, as it was written; "" where there is none.
    """

    text: Text
    fraction: Fraction = NONE
    feedback: Text = NO_TEXT
    tolerance: str = ""


class Pair(NamedTuple):
    """What is to be matched. A pair without a left side only adds a wrong right side."""

    left: Text
    right: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a passage. `kind` is short answer, numerical or multichoice."""

    kind: str
    answers: tuple[Answer, ...]
    points: str = "1"
    is_single: bool = True
    is_case_sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BankQuestion:
    """One question of a bank, as its own format means it. `line` is where it begins.

    In the stem of a passage `{#1}` stands where the first of `gaps` is.
    """

    line: int
    qtype: str
    name: str
    stem: Text
    feedback: Text = NO_TEXT
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    category: str = ""
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    points: str = "1"
    is_single: bool = True
    is_case_sensitive: bool = False
    is_shuffled: bool = True
    unit: str = ""
    combined: tuple[Text, Text, Text] = (NO_TEXT, NO_TEXT, NO_TEXT)  # said when all, some or none of it was right
    more: Mapping[str, str] = field(default_factory=dict)  # what one kind alone has, such as an essay's template


class Refused(NamedTuple):
    """What is not imported, where it stands and why, as a sentence."""

    line: int
    why: str
    name: str = ""


class Remark(NamedTuple):
    """What the reader or the import changed or wants to have seen."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class BankReport:
    """What is in a file. `has_doubt`: it was read, but is not imported before somebody says how it is encoded."""

    format: str
    questions: tuple[BankQuestion, ...] = ()
    refused: tuple[Refused, ...] = ()
    remarks: tuple[Remark, ...] = ()
    has_doubt: bool = False


class Unreadable(ValueError):  # noqa: N818 - it is thrown where reading a question ends, and caught around it
    """A question, or a whole file, that cannot be read; the message is a sentence for its author."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why, self.line = why, line


NO_NAME = N_("Question name")
