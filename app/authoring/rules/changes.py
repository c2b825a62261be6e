"""CHANGES.md: what each published revision changed, newest first. Pure."""

import re
from datetime import date

TITLE = "# Changes"


def with_entry(text: str, number: int, day: date, summary: str) -> str:
    """The list with an entry for one more revision, above all others."""
    lines = [" ".join(line.split()) for line in summary.splitlines() if line.strip()]
    entry = f"## {number} ({day.isoformat()})\n\n" + "\n".join(f"- {line.removeprefix('- ')}" for line in lines)
    first = re.search(r"^## ", text, re.MULTILINE)
    if first:
        return f"{text[: first.start()]}{entry}\n\n{text[first.start() :].rstrip()}\n"
    return f"{text.strip() or TITLE}\n\n{entry}\n"
