"""Mark the words: the spec, the response and the mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any

from app.assessment.kinds.base import (
    N_,
    Ask,
    Body,
    ContentError,
    Marked,
    Order,
    Response,
    ResponseError,
    Review,
    Row,
    Verdict,
    member,
    pick,
)
from app.assessment.kinds.lists import (
    ALL_OR_NOTHING,
    EVERY_DECISION,
    LEAST,
    RIGHT_MINUS_WRONG,
    Option,
    counted,
    items,
    option_verdicts,
    setting,
    unrepeated,
    written,
)

KIND = "mark-words"
LABEL = N_("Mark the words")
OPTIONS = frozenset({"rule"})
PRACTICE_ONLY = False
MUST_SHUFFLE = False
NEEDS_MARKER = False
IS_ASKED = True

RULES = {
    RIGHT_MINUS_WRONG: N_(
        "Mark all that apply. Each right mark earns its share, each wrong mark takes one away, never below zero."
    ),
    ALL_OR_NOTHING: N_("Mark all that apply. It counts only if every mark is right and none is missing."),
    EVERY_DECISION: N_(
        "Mark all that apply. Each word counts the same: marked if it applies, left alone if it does not. "
        "Marking nothing at all earns nothing."
    ),
}
MOST = 150  # more would be a long way by Tab

CURE = "Write `[x: right word]` and `[ : wrong word]` in the passage, and use no other square brackets in it."
WORD_CURE = "Mark one whole word, or put the wrong ones into brackets too: `[ : wrong words]`."
REPLY_CURE = "After the passage write `- word`, as it stands in the passage, and under it `    > why it tempts`."

CANDIDATE = re.compile(r"\[([xX ]):([^\[\]]*)\]")
LETTER = "[^\\W_][\u0300-\u036f]*"  # with its accents, where they are characters of their own
WORD = re.compile(rf"(?:{LETTER})+(?:[-'\u2019\u2010\u2011](?:{LETTER})+|[.,][0-9]+)*")
REPLY = re.compile(r"(?P<mark>-) +(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class Spec:
    """The passage, cut where candidates begin and end: text, candidate, text and so on. A blank line ends a paragraph.

    `right` says of each candidate whether it is right, `replies` why some of them tempt. Where the author named no
    wrong ones, every word is a candidate.
    """

    pieces: tuple[str, ...]
    right: tuple[bool, ...]
    replies: tuple[tuple[str, str], ...]
    every_word: bool
    rule: str

    @property
    def options(self) -> tuple[Option, ...]:
        """The candidates in the order of the passage."""
        replies = {_key(text): reply for text, reply in self.replies}
        found = zip(self.pieces[1::2], self.right, strict=True)
        return tuple(Option(text, right, replies.get(_key(text), "")) for text, right in found)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the passage; a candidate has a place."""

    text: str
    place: int | None = None


Paragraphs = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class PassageAsk(Ask):
    """The candidates, and the passage with them in it."""

    paragraphs: Paragraphs = ()


@dataclass(frozen=True, slots=True)
class PassageReview(Review):
    """Rows, and the passage with what is to be said of each candidate: a verdict, "chosen" or "rest"."""

    paragraphs: Paragraphs = ()
    marks: tuple[str, ...] = ()


def read(body: Body, options: Mapping[str, object]) -> Spec:
    """A passage with `[x: …]` and perhaps `[ : …]` in it, then perhaps a list of replies. Raises ContentError."""
    end = next((at for at, (_, row) in enumerate(body) if REPLY.match(row)), len(body))
    passage = body[:end]
    lines = _lines(passage)
    text = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", _text(passage).strip()))
    parts = CANDIDATE.split(text)  # text, mark, word, text, …
    words = [part.strip() for part in parts[2::3]]
    pieces = [parts[0], *chain(*zip(words, parts[3::3], strict=True))]
    right = [mark != " " for mark in parts[1::3]]
    _judge(pieces, lines)
    every_word = all(right)
    if every_word:
        pieces, right = _every_word(pieces, lines)
    if not LEAST <= len(right) <= MOST or all(right):
        message = f"There are {len(right)} words to choose from, {right.count(False)} of them wrong."
        raise ContentError(lines[0], message, f"Have {LEAST} to {MOST}, at least one of them wrong.")
    replies = _replies(body[end:], pieces[1::2])
    return Spec(tuple(pieces), tuple(right), replies, every_word, setting(options, "rule", tuple(RULES)))


def _text(body: Body) -> str:
    return "\n".join(row for _, row in body)


def _lines(passage: Body) -> list[int]:
    """The line of each candidate. Raises ContentError for a bracket that is none."""
    text = _text(passage)

    def line(at: int) -> int:
        return passage[text.count("\n", 0, at)][0] if passage else 1

    if stray := re.search(r"[\[\]]", CANDIDATE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)):
        raise ContentError(line(stray.start()), "This bracket cannot be read.", CURE)
    found = list(CANDIDATE.finditer(text))
    if not any(one[1] != " " for one in found):
        raise ContentError(line(0), "No word is marked as right.", CURE)
    if "\n\n" in re.sub(r"\n\s*\n", "\n\n", text[: found[0].start()].lstrip()):
        cure = "Mark a word in the passage's first paragraph; what stands before it belongs to the question."
        raise ContentError(line(0), "The passage begins with a paragraph without a mark.", cure)
    return [line(one.start()) for one in found]


def _spans(pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Where each candidate begins and ends in the passage."""
    ends = list(accumulate(map(len, pieces)))
    return list(zip(ends[::2], ends[1::2], strict=False))


def _judge(pieces: Sequence[str], lines: Sequence[int]) -> None:
    """Raise ContentError for a candidate without a word, or one that is only a part of a word."""
    text = "".join(pieces)
    for (start, end), line in zip(_spans(pieces), lines, strict=True):
        if not WORD.search(text[start:end]) or "\n" in text[start:end]:
            raise ContentError(line, "This bracket does not hold a word, or a few words of one paragraph.", CURE)
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            raise ContentError(line, "Only a part of a word is in this bracket.", "Leave a space on both sides of it.")


def _every_word(pieces: Sequence[str], lines: Sequence[int]) -> tuple[list[str], list[bool]]:
    """The same passage with every word a candidate. Raises ContentError if a right one is not one word."""
    text, marked = "".join(pieces), _spans(pieces)
    words = [found.span() for found in WORD.finditer(text)]
    for (start, end), line in zip(marked, lines, strict=True):
        if (start, end) not in words:
            raise ContentError(line, f'"{text[start:end]}" is not one word.', WORD_CURE)
    edges = [0, *(edge for span in words for edge in span), len(text)]
    return [text[start:end] for start, end in pairwise(edges)], [span in marked for span in words]


def _replies(body: Body, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if not body:
        return ()
    found, known = items(body, REPLY, REPLY_CURE, least=1), {_key(word) for word in words}
    unrepeated([(item.line, _key(item.text)) for item in found])
    for item in found:
        if _key(item.text) not in known:
            raise ContentError(item.line, f'"{item.text}" is no word to choose in the passage.', REPLY_CURE)
        if not item.feedback:
            raise ContentError(item.line, "There is no reply under this word.", REPLY_CURE)
    return tuple((item.text, item.feedback) for item in found)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def write(spec: Spec) -> tuple[str, dict[str, object]]:
    """The body and the options of the file."""
    text = spec.pieces[0]
    for word, after, right in zip(spec.pieces[1::2], spec.pieces[2::2], spec.right, strict=True):
        mark = "x" if right else " "
        text += (word if spec.every_word and not right else f"[{mark}: {word}]") + after
    replies = "\n".join(written("-", word, reply) for word, reply in spec.replies)
    return f"{text}\n\n{replies}".rstrip(), {"rule": spec.rule}


def dump(spec: Spec) -> dict[str, Any]:
    """JSON for the database."""
    return {
        "pieces": list(spec.pieces),
        "right": list(spec.right),
        "replies": [list(reply) for reply in spec.replies],
        "every_word": spec.every_word,
        "rule": spec.rule,
    }


def load(data: Mapping[str, Any]) -> Spec:
    """The spec from its JSON."""
    replies = tuple((word, reply) for word, reply in data["replies"])
    return Spec(tuple(data["pieces"]), tuple(data["right"]), replies, data["every_word"], data["rule"])


def rule(spec: Spec) -> str:
    """The rule for the student; the number of right words stays untold."""
    return RULES[spec.rule]


def tokens(spec: Spec) -> int:
    """A passage is not shuffled."""
    return 0


def ask(spec: Spec, order: Order) -> PassageAsk:
    """The candidates, and the passage."""
    return PassageAsk(spec.pieces[1::2], (), rule(spec), _paragraphs(spec))


def _paragraphs(spec: Spec) -> Paragraphs:
    found: list[list[Piece]] = [[]]
    for number, text in enumerate(spec.pieces):
        if number % 2:
            found[-1].append(Piece(text, number // 2))
            continue
        head, *others = text.split("\n\n")
        found[-1].append(Piece(head))
        found += [[Piece(other)] for other in others]
    return tuple(tuple(piece for piece in paragraph if piece.text) for paragraph in found)


def normalise(spec: Spec, raw: Response) -> Response:
    """`{"words": [places of candidates]}`, each once, ascending. Raises ResponseError."""
    return {"words": sorted(_chosen(spec, raw))}


def is_answered(response: Response) -> bool:
    """Whether anything was marked."""
    return bool(response.get("words"))


def mark(spec: Spec, response: Response) -> Marked:
    """What the marked words earn by the rule of the question, which only counts them."""
    options = spec.options
    verdicts = option_verdicts(options, _chosen(spec, response))
    right, wrong = verdicts.count(Verdict.RIGHT), verdicts.count(Verdict.WRONG)
    return Marked(counted(spec.rule, options, right, wrong), verdicts)


def explain(spec: Spec, response: Response, *, with_key: bool, order: Order = ()) -> PassageReview:
    """The passage with its marks, and a row for each marked word; with the key also for those that were missed."""
    chosen = _chosen(spec, response)
    verdicts = option_verdicts(spec.options, chosen)
    if not with_key:
        rows = [Row(option.text, chosen=True) for place, option in enumerate(spec.options) if place in chosen]
        marks = ["chosen" if place in chosen else "rest" for place in range(len(verdicts))]
    else:
        rows, marks = list(_told(spec, verdicts)), [str(one) for one in verdicts]
    return PassageReview(tuple(rows), _paragraphs(spec), tuple(marks))


def _told(spec: Spec, verdicts: Sequence[Verdict]) -> Iterator[Row]:
    for option, verdict in zip(spec.options, verdicts, strict=True):
        if verdict is not Verdict.REST:
            yield Row(option.text, verdict is not Verdict.MISSED, option.right, verdict, option.feedback)


def _chosen(spec: Spec, response: Response) -> set[int]:
    words, count = member(response, "words") or [], len(spec.right)
    if not isinstance(words, list) or len(words) > count:
        raise ResponseError(N_("Choose among the words shown."))
    return {place for word in words if (place := pick(word, count)) is not None}
