"""A lesson's text cut into prose and boxes (`::: kind argument | title` … `:::`)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

KINDS = ("figure", "evidence", "refer", "note", "remember", "check")
END_CURE = "end the box with ::: alone on a line; a box cannot hold another"

_OPENS = re.compile(r":::\s*([^\s|]+)\s*([^|]*)(?:\|(.*))?")

Report = Callable[[int, str, str], None]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose (kind "") or a box; `line` is that of its first line of text."""

    kind: str
    line: int
    text: str
    argument: str = ""
    title: str = ""


def split_blocks(text: str, line: int, report: Report) -> list[Block]:
    """The blocks in order; faults go to `report` (line, message, cure), and a broken box still becomes a block."""
    blocks: list[Block] = []
    rows: list[str] = []
    head, first = ("", "", ""), line

    def finish() -> None:
        kind, argument, title = head
        if kind or "".join(rows).strip():
            blocks.append(Block(kind, first, "\n".join(rows), argument, title))

    for number, row in enumerate(text.split("\n"), start=line):
        if not row.startswith(":::"):
            rows.append(row)
            continue
        finish()
        opened = _OPENS.fullmatch(row.rstrip())
        _judge(head[0], opened[1] if opened else "", number, report)
        head = (opened[1], opened[2].strip(), (opened[3] or "").strip()) if opened else ("", "", "")
        rows, first = [], number + 1
    finish()
    if head[0]:
        report(first - 1, f'The box "{head[0]}" has no end', END_CURE)
    return blocks


def _judge(inside: str, opens: str, line: int, report: Report) -> None:
    if inside and opens:
        report(line, f'The box "{opens}" begins inside the box "{inside}"', END_CURE)
    elif not inside and not opens:
        report(line, "A box ends here, but none is open", "name the box it begins, such as ::: note | Title")
    if opens and opens not in KINDS:
        report(line, f'There is no box "{opens}"', f"use one of {', '.join(KINDS)}")
