"""TOML tables with the line of every key: a file of their own, or the front matter between two `+++` lines."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from app.catalogue.content.parts import Place
from app.catalogue.content.problems import ContentProblems, Problem

FENCE = "+++"
FENCE_CURE = f"begin the file with a line {FENCE}, then the TOML keys, then another line {FENCE}"
TOML_CURE = "write key = value lines; texts in straight double quotes, dates as 2026-11-21"

_PLACE = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
_KEY = re.compile(r"([A-Za-z0-9_-]+)\s*=")
_TABLE = re.compile(r"\[\s*([A-Za-z0-9_-]+)\s*\]")
_ARRAY = re.compile(r"\[\[\s*([A-Za-z0-9_-]+)\s*\]\]")


@dataclass(frozen=True, slots=True)
class Matter:
    """A parsed table, where it stood, and the Markdown after it (no white space around it)."""

    table: Mapping[str, object]
    place: Place
    text: str = ""


def read_toml(text: str, path: str) -> Matter:
    """Read a TOML file. Raises ContentProblems."""
    return Matter(_table(text, path, 1), Place(path, 1, _lines_of_keys(text, 1)))


def split_front_matter(text: str, path: str) -> Matter:
    """Read a Markdown file with front matter. Raises ContentProblems."""
    rows = text.split("\n")
    if rows[0].rstrip() != FENCE:
        raise ContentProblems([Problem(path, 1, "The front matter is missing", FENCE_CURE)])
    end = next((number for number, row in enumerate(rows[1:], start=1) if row.rstrip() == FENCE), None)
    if end is None:
        raise ContentProblems([Problem(path, len(rows), "The front matter has no end", FENCE_CURE)])
    matter, markdown = "\n".join(rows[1:end]), "\n".join(rows[end + 1 :])
    first = end + 2 + leading_lines(markdown)
    return Matter(_table(matter, path, 2), Place(path, first, _lines_of_keys(matter, 2)), markdown.strip())


def leading_lines(text: str) -> int:
    """How many lines pass before the first that says something (0 if none does)."""
    return text[: len(text) - len(text.lstrip())].count("\n") if text.strip() else 0


def _table(text: str, path: str, first: int) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, a number of 5,000 digits, brackets in brackets
        what, row, _ = [*_PLACE.split(str(error)), None, None][:3]
        line = int(row) if row else text.rstrip().count("\n") + 1
        raise ContentProblems([Problem(path, first + line - 1, f"This is not TOML: {what}", TOML_CURE)]) from error


def _lines_of_keys(text: str, first: int) -> dict[str, int]:
    """`key` → line; for the tables of an array `objectives.0` and `objectives.0.text` → line."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for number, row in enumerate(text.split("\n"), start=first):
        if array := _ARRAY.match(row):
            name = array[1]
            prefix = f"{name}.{counts.get(name, 0)}."
            counts[name] = counts.get(name, 0) + 1
            lines.setdefault(name, number)
            lines.setdefault(prefix.removesuffix("."), number)
        elif one := _TABLE.match(row):
            prefix = f"{one[1]}."
            lines.setdefault(one[1], number)
        elif key := _KEY.match(row):
            lines.setdefault(prefix + key[1], number)
    return lines
