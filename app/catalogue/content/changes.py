"""CHANGES.md: what each published revision of a course changed, newest first. Pure."""

import re
from datetime import date

TITLE = "# Changes"
_ENTRY = re.compile(r"^## (\d+)\b[^\n]*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def with_entry(text: str, number: int, day: date, summary: str) -> str:
    """The list with an entry for one more revision, above all others."""
    lines = [" ".join(line.split()) for line in summary.splitlines() if line.strip()]
    entry = f"## {number} ({day.isoformat()})\n\n" + "\n".join(f"- {line.removeprefix('- ')}" for line in lines)
    first = re.search(r"^## ", text, re.MULTILINE)
    if first:
        return f"{text[: first.start()]}{entry}\n\n{text[first.start() :].rstrip()}\n"
    return f"{text.strip() or TITLE}\n\n{entry}\n"


def since(text: str, number: int) -> list[str]:
    """What the revisions after a number changed, newest first, as Markdown; [] where nobody wrote it down."""
    return [entry[2].strip() for entry in _ENTRY.finditer(text) if int(entry[1]) > number and entry[2].strip()]
