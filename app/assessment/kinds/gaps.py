"""Passages with gaps in braces, and what is said of the gaps after the passage: read, written, compared. Pure.

The pressure is {text: light | [50%] gentle} for {number: 5 ± 1} minutes, {choice: [x] before | [ ] after} kneading.

1. > Said of gap 1, whatever was given.
3. after
    > Said to whoever chose it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.assessment.kinds.base import N_, Body, ContentError, ResponseError
from app.assessment.kinds.lists import LEAST, PARTS, TASK, Item, Option, items, option_of, write_options, written
from app.assessment.kinds.numbers import FORMS, parse_number, read_accepted, typed_number
from app.assessment.kinds.texts import fold, matches, spoken, typed

TEXT, NUMBER, CHOICE = "text", "number", "choice"
GAP = "\ue000"  # stands in the passage where a gap is: no font has it, and Markdown takes it for a letter
MOST = 50  # gaps of one passage

CURE = r"Write `{text: light}`, `{number: 50 ± 2}` or `{choice: [x] light | [ ] deep}`, and a brace itself as `\{`."
MARK_CURE = "Write `[x]` before what is right, `[ ]` before what is wrong, or a share such as `[50%]`."
NOTE_CURE = "Write `1. > what is said of gap 1`, or `1. an answer` and under it `    > what is said of it`."

OPENING = re.compile(r"(?<!\\)\{\s*[A-Za-z-]+\s*:")
TOKEN = re.compile(r"\\.|\{(?P<inner>(?:\\.|[^\\{}])*)(?P<end>\}?)", re.DOTALL)
SHAPE = re.compile(rf"\s*(?P<kind>{TEXT}|{NUMBER}|{CHOICE})\s*:(?P<answers>.*)", re.DOTALL)
BAR = re.compile(r"(\\.)|\|", re.DOTALL)
NOTE = re.compile(r"(?P<mark>\d{1,4})\.(?!\S) *(?P<text>.*)")
# Markdown would lose a gap in the address of a link, and a link around a gap would be a control in a control.
LINKED = re.compile(rf"\[[^\[\]]*{GAP}[^\[\]]*\][(\[]|\]\([^()]*{GAP}|<[A-Za-z][\w+.-]*:[^<>\s]*{GAP}")
SPECIAL = re.compile(r"\\(?=[{}|\\>]|\Z)|[{}|]|\A>")
ESCAPED = re.compile(r"\\([{}|\\>])")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: its kind, the answers foreseen, and what is said whatever was given.

    An answer is a text (`*` for any characters), numbers as `numbers` reads them, or an option of a drop-down.
    """

    kind: str
    answers: tuple[Option, ...]
    feedback: str = ""

    @property
    def best(self) -> Option:
        """The first answer that is right."""
        return next(answer for answer in self.answers if answer.right)

    @property
    def expected(self) -> str:
        """The first answer that is right, for a reader."""
        if self.kind == NUMBER:
            return read_accepted(self.best.text).spoken()
        return spoken(self.best.text) if self.kind == TEXT else self.best.text

    def given(self, value: object) -> str:
        """A value as it is stored: what was typed, or the text of an option; "" for nothing. Raises ResponseError."""
        if self.kind == CHOICE:
            if value in (None, "") or any(value == answer.text for answer in self.answers):
                return str(value or "")
            raise ResponseError(N_("Choose one of the answers shown."))
        return typed_number(typed(value)) if self.kind == NUMBER else typed(value)

    def found(self, text: str) -> Option | None:
        """The answer that was given: the one foreseen that earns most, or a wrong one; None if nothing was given."""
        if not text:
            return None
        foreseen = filter(self._test(text), self.answers)
        return max(foreseen, key=lambda answer: answer.earns, default=Option(text, right=False))

    def _test(self, text: str) -> Callable[[Option], bool]:
        if self.kind == CHOICE:
            return lambda answer: answer.text == text
        if self.kind == NUMBER:
            number = parse_number(text)
            return lambda answer: read_accepted(answer.text).holds(number)
        return lambda answer: matches(answer.text, text)


def read_passage(body: Body) -> tuple[str, tuple[Gap, ...]]:
    """The passage as Markdown with `GAP` in the place of each gap, and the gaps. Raises ContentError."""
    rows = [(number, row.rstrip("\r")) for number, row in body]
    start = _notes_start(rows)
    passage, found = _cut(rows[:start])
    if not found:
        raise ContentError(rows[0][0] if rows else 1, "The passage has no gap.", CURE)
    _check_passage(passage, found)
    gaps = [_gap(line, inner) for line, inner in found]
    for item in items(rows[start:], NOTE, NOTE_CURE, least=0):
        place = int(item.mark) - 1
        if not 0 <= place < len(gaps):
            cure = rf"{NOTE_CURE} To begin a line of the passage with this number, write `{item.mark}\.`."
            raise ContentError(item.line, f"There is no gap {item.mark}.", cure)
        gaps[place] = _noted(gaps[place], item)
    return passage, tuple(map(_sorted, gaps))


def _notes_start(rows: Body) -> int:
    """The index of the first row after the last gap that begins with a number."""
    last = max((at for at, (_, row) in enumerate(rows) if OPENING.search(row)), default=-1)
    return next((at for at in range(last + 1, len(rows)) if NOTE.fullmatch(rows[at][1].rstrip())), len(rows))


def _cut(rows: Body) -> tuple[str, list[tuple[int, str]]]:
    """The passage with `GAP` for each gap, and what stood between its braces, with the line."""
    text = "\n".join(row for _, row in rows)
    found: list[tuple[int, str]] = []

    def take(token: re.Match[str]) -> str:
        if token["inner"] is None:
            return token[0]
        line = rows[text.count("\n", 0, token.start())][0]
        if not token["end"]:
            raise ContentError(line, "This brace is not closed.", CURE)
        if len(found) == MOST:
            raise ContentError(line, f"The passage has more than {MOST} gaps.", "Make two questions of it.")
        found.append((line, token["inner"]))
        return GAP

    for number, row in rows:
        if GAP in row:
            raise ContentError(number, "A character of this line cannot be shown.", "Delete the line and type it anew.")
    return TOKEN.sub(take, text).strip(), found


def _check_passage(passage: str, found: Sequence[tuple[int, str]]) -> None:
    if GAP not in re.split(r"\n\s*\n", passage)[0]:
        cure = "Move that paragraph up to the question, or join it with the next one."
        raise ContentError(found[0][0], "A paragraph without a gap stands before this one.", cure)
    if linked := LINKED.search(passage):
        line, _ = found[passage.count(GAP, 0, linked.start())]
        raise ContentError(line, "This gap stands in a link.", "Put the gap before or after the link.")


def _gap(line: int, inner: str) -> Gap:
    shape = SHAPE.fullmatch(inner)
    if not shape:
        raise ContentError(line, f"`{{{' '.join(inner.split())[:40]}}}` is no gap.", CURE)
    kind, parts = shape["kind"], BAR.sub(lambda found: found[1] or GAP, shape["answers"]).split(GAP)
    answers = tuple(_answer(line, kind, " ".join(part.split())) for part in parts)
    right = sum(answer.right for answer in answers)
    if not right or (kind == CHOICE and right > 1):
        message = f"{'More than one' if right else 'No'} answer of this gap is right."
        raise ContentError(line, message, MARK_CURE)
    if kind == CHOICE and len(answers) < LEAST:
        raise ContentError(line, "This drop-down leaves nothing to choose.", CURE)
    if len({_meaning(kind, answer.text) for answer in answers}) < len(answers):
        raise ContentError(line, "This gap has an answer twice.", "Remove one of the two.")
    return Gap(kind, answers)


def _answer(line: int, kind: str, part: str) -> Option:
    """One answer as it stands in its gap, marked as in a task list; what is typed may do without a mark when right."""
    is_marked = kind == CHOICE or part.startswith("[")
    task = TASK.fullmatch(f"- {part}" if is_marked else f"- [x] {part}")
    if not task:
        raise ContentError(line, f"`{part[:40]}` is not marked, or is empty.", MARK_CURE)
    text = ESCAPED.sub(r"\1", task["text"])
    return _checked(line, kind, option_of(Item(line, task["mark"], text), PARTS))


def _checked(line: int, kind: str, answer: Option) -> Option:
    if kind == TEXT and answer.earns and not fold(answer.text.replace("*", "")):
        cure = r"Write a word beside the `*`, or `\*` for an asterisk itself."
        raise ContentError(line, "This would accept anything or nothing.", cure)
    if kind == NUMBER:
        try:
            read_accepted(answer.text)
        except ValueError as error:
            raise ContentError(line, f"`{answer.text[:40]}` cannot be read. {error}", f"Write {FORMS}.") from error
    return answer


def _meaning(kind: str, text: str) -> object:
    """What is equal for two texts that mean the same answer."""
    if kind == NUMBER:
        accepted = read_accepted(text)
        return accepted.low, accepted.high
    return fold(text) if kind == TEXT else text


def _noted(gap: Gap, item: Item) -> Gap:
    """The gap with what is said of it, of one of its answers, or of a wrong answer that only this line names."""
    if not item.text or item.text.startswith(">"):
        item.notes[:0] = [item.text[1:].removeprefix(" ")] if item.text else []
        return replace(gap, feedback=_said(item, gap.feedback))
    text = ESCAPED.sub(r"\1", " ".join(item.text.split()))
    answers = list(gap.answers)
    if gap.kind != CHOICE:
        answers.append(_checked(item.line, gap.kind, Option(text, right=False)))
    meanings = [_meaning(gap.kind, answer.text) for answer in answers]
    if _meaning(gap.kind, text) not in meanings:
        cure = f"Its options are {', '.join(f'`{answer.text}`' for answer in answers)}."
        raise ContentError(item.line, f"Gap {item.mark} has no option `{text[:40]}`.", cure)
    at = meanings.index(_meaning(gap.kind, text))
    answers[at] = replace(answers[at], feedback=_said(item, answers[at].feedback))
    return replace(gap, answers=tuple(answers[: max(at + 1, len(gap.answers))]))


def _said(item: Item, before: str) -> str:
    """The feedback of the item. Raises ContentError if there is none, or was one before."""
    if not item.feedback:
        raise ContentError(item.line, "Nothing is said here.", NOTE_CURE)
    if before:
        raise ContentError(item.line, "Something was said of this before.", "Make one of the two.")
    return item.feedback


def _sorted(gap: Gap) -> Gap:
    """In the order in which it is read again: wrong answers that are typed last, and those with feedback after them."""
    if gap.kind == CHOICE:
        return gap
    return replace(gap, answers=tuple(sorted(gap.answers, key=lambda one: (not one.earns, _is_only_noted(gap, one)))))


def _is_only_noted(gap: Gap, answer: Option) -> bool:
    return gap.kind != CHOICE and not answer.earns and bool(answer.feedback)


def write_passage(passage: str, gaps: Sequence[Gap]) -> str:
    """The body that `read_passage` reads."""
    first, *rest = passage.split(GAP)
    whole = first + "".join(_gap_written(gap) + text for gap, text in zip(gaps, rest, strict=True))
    notes = [note for number, gap in enumerate(gaps, start=1) for note in _notes_written(f"{number}.", gap)]
    return "\n\n".join(filter(None, [whole, "\n".join(notes)]))


def _gap_written(gap: Gap) -> str:
    parts = [_answer_written(gap.kind, answer) for answer in gap.answers if not _is_only_noted(gap, answer)]
    return f"{{{gap.kind}: {' | '.join(parts)}}}"


def _answer_written(kind: str, answer: Option) -> str:
    text = SPECIAL.sub(r"\\\g<0>", answer.text)
    if answer.right and kind != CHOICE and not text.startswith("["):
        return text
    return write_options([Option(text, answer.right, fraction=answer.fraction)]).removeprefix("- ")


def _notes_written(head: str, gap: Gap) -> list[str]:
    # What is said of the whole gap has no answer in its first line.
    notes = [written(head, "", gap.feedback).replace(f"{head} \n    >", f"{head} >", 1)] if gap.feedback else []
    said = [answer for answer in gap.answers if answer.feedback]
    return notes + [written(head, SPECIAL.sub(r"\\\g<0>", answer.text), answer.feedback) for answer in said]
