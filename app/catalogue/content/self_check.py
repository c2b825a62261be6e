"""The body of a `::: check` box: a stem, then options with their explanations."""

import re
from dataclasses import dataclass, field

from app.catalogue.content.blocks import Block, Report
from app.catalogue.content.repeats import repeats

LEAST = 2
SHAPE_CURE = "write - [x] or - [ ] and the option, and under it, indented by four spaces, > and the explanation"

_OPTION = re.compile(r"- \[([ xX])\]\s+(\S.*)")
_NOTE = re.compile(r"\s*>\s?(.*)")


@dataclass(slots=True)
class Choice:
    """An option: its line, its text, whether it is right, and the lines that explain why."""

    line: int
    text: str
    is_right: bool
    notes: list[str] = field(default_factory=list)

    @property
    def explanation(self) -> str:
        """The explanation, as Markdown."""
        return "\n".join(self.notes)


def read_check(block: Block, report: Report) -> tuple[str, list[Choice]]:
    """Stem and options. Exactly one is right, and each says why; what is not so goes to `report`."""
    stem: list[str] = []
    choices: list[Choice] = []
    for number, row in enumerate(block.text.split("\n"), start=block.line):
        if option := _OPTION.fullmatch(row.rstrip()):
            choices.append(Choice(number, option[2], option[1] != " "))
        elif not choices:
            stem.append(row)
        elif note := _NOTE.fullmatch(row):
            choices[-1].notes.append(note[1])
        elif row.strip():
            report(number, "This line of a check cannot be read", SHAPE_CURE)
    _judge(block, stem, choices, report)
    return "\n".join(stem), choices


def _judge(block: Block, stem: list[str], choices: list[Choice], report: Report) -> None:
    if not "".join(stem).strip():
        report(block.line, "A check asks nothing", "write the question above the options")
    if len(choices) < LEAST:
        report(block.line, f"A check has {len(choices)} of at least {LEAST} options", SHAPE_CURE)
    elif sum(choice.is_right for choice in choices) != 1:
        report(choices[0].line, "A check wants exactly one right option", "mark one option with [x]")
    for line, first in repeats((choice.line, choice.text) for choice in choices):
        report(line, f"This option of a check repeats line {first}", "change or remove one of the two")
    for choice in choices:
        if not choice.explanation.strip():
            report(choice.line, "An option of a check has no explanation", SHAPE_CURE)
