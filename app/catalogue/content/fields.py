"""Typed reading of one TOML table: every fault becomes a Problem, and reading goes on with an empty value."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

from app.catalogue.content.front_matter import Matter
from app.catalogue.content.parts import Place
from app.catalogue.content.problems import ContentProblems, Findings, Problem, nearest

T = TypeVar("T")

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG_CURE = "use lower-case letters and digits, with single hyphens between them"
ANY_NUMBER = 1_000_000
NEVER = datetime.min.replace(tzinfo=UTC)


def open_fields(read: Callable[[str, str], Matter], text: str | None, path: str, findings: Findings) -> "Fields | None":
    """The fields of a file; None, and the file counts as lost, when it is missing or its table cannot be read."""
    try:
        if text is None:
            raise ContentProblems([Problem(path, 1, "This file is missing", "add it; courses/README.md shows one")])
        return Fields(read(text, path), findings)
    except ContentProblems as error:
        findings.lose(error)
        return None


class Fields:
    """Asks a table for its keys. What was asked for is what is known: `close` reports the rest."""

    def __init__(self, matter: Matter, findings: Findings, prefix: str = "") -> None:
        self.table, self.place, self.markdown = matter.table, matter.place, matter.text
        self.findings, self.prefix = findings, prefix
        self.asked: set[str] = set()

    def report(self, key: str, message: str, cure: str) -> None:
        """Add a problem at the line of a key."""
        self.findings.problems.append(self.place.problem(self.line_of(key), message, cure))

    def line_of(self, key: str) -> int:
        """The line of a key; of the table it should stand in when it is not there."""
        lines = self.place.keys
        return lines.get(self.prefix + key, lines.get(self.prefix.removesuffix("."), 1))

    def text(self, key: str, default: str | None = None) -> str:
        """A text without white space around it; not empty unless there is a default."""
        found = self._take(key, str, default, 'a text in quotes, such as "…"', "").strip()
        if not found and default is None and type(self.table.get(key)) is str:
            self.report(key, f'"{key}" is empty', "write at least one word")
        return found

    def matching(self, key: str, pattern: str, cure: str, default: str | None = None) -> str:
        """A text that matches the pattern from end to end."""
        found = self.text(key, default)
        if found and not re.fullmatch(pattern, found):
            self.report(key, f'"{key}" cannot be "{found}"', cure)
        return found

    def slug(self, key: str) -> str:
        """An id or a slug."""
        return self.matching(key, SLUG, SLUG_CURE)

    def choice(self, key: str, names: Iterable[str], default: str | None = None) -> str:
        """One of some words."""
        found, known = self.text(key, default), tuple(names)
        if found and found not in known:
            self.report(key, f'"{key}" cannot be "{found}"', nearest(found, known))
        return found

    def number(self, key: str, low: int, high: int = ANY_NUMBER, default: int | None = None) -> int:
        """A whole number within bounds."""
        found = self._take(key, int, default, "a whole number without quotes", low)
        if not low <= found <= high:
            self.report(key, f'"{key}" cannot be {found}', f"write a whole number from {low} to {high}")
        return found

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._take(key, bool, None, "true or false, without quotes", False)

    def day(self, key: str) -> date:
        """A date."""
        return self._take(key, date, None, "a date without quotes, such as 2026-11-21", date.min)

    def moment(self, key: str) -> datetime | None:
        """A point in time with its offset; None, and a problem, for anything else."""
        cure = "a time with its offset and without quotes, such as 2026-11-21T08:00:00-05:00"
        found = self._take(key, datetime, None, cure, NEVER)
        if found.tzinfo is None:
            self.report(key, f'"{key}" does not say in which time zone', f"write {cure}")
        return found if found.tzinfo and found is not NEVER else None

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts; not empty unless there is a default."""
        found = self._take(key, list, None if default is None else list(default), 'a list, such as ["…"]', [])
        texts = tuple(one.strip() for one in found if type(one) is str and one.strip())
        is_short = len(texts) < len(found) or (not found and default is None)
        if is_short and type(self.table.get(key)) is list:
            self.report(key, f'"{key}" wants texts', 'write them in quotes with commas between: ["…", "…"]')
        return texts

    def table_of(self, key: str) -> "Fields":
        """A table, inline or under a heading of its own."""
        found = self._take(key, dict, None, 'a table, such as { method = "…" }', {})
        first = self.place.keys.get(key, 1)
        lines = {name: self.place.keys.get(f"{key}.{name}", first) for name in found}
        return Fields(Matter(found, Place(self.place.path, 1, lines)), self.findings)

    def tables(self, key: str) -> "list[Fields]":
        """An array of tables; at least one."""
        cure = f"one or more parts that begin with [[{key}]]"
        found = [one for one in self._take(key, list, None, cure, []) if type(one) is dict]
        if not found and type(self.table.get(key)) is list:
            self.report(key, f'"{key}" has no tables', f"write {cure}")
        return [Fields(Matter(one, self.place), self.findings, f"{key}.{at}.") for at, one in enumerate(found)]

    def extras(self, known: Iterable[str]) -> dict[str, object]:
        """The keys nobody asked for. One that looks like a slip for a known or an asked one is a problem."""
        rest = {key: value for key, value in self.table.items() if key not in self.asked}
        names = self.asked.union(known)
        for key in rest.keys() - names:
            if (cure := nearest(key, names)).startswith("did"):
                self.report(key, f'The key "{key}" is unknown', cure)
        return rest

    def close(self) -> None:
        """Report the keys nobody asked for."""
        for key in self.table.keys() - self.asked:
            self.report(key, f'The key "{key}" is unknown', nearest(key, self.asked))

    def _take(self, key: str, kind: type[T], default: T | None, wanted: str, empty: T) -> T:
        self.asked.add(key)
        if key not in self.table:
            if default is None:
                self.report(key, f'The key "{key}" is missing', f"add {key} = {wanted}")
            return empty if default is None else default
        value = self.table[key]
        if type(value) is not kind:  # not isinstance: True is an int, and a date-time is a date
            self.report(key, f'"{key}" has the wrong type', f"write {wanted}")
            return empty
        if any("\0" in str(one) for one in (value if isinstance(value, list) else [value])):
            self.report(key, f'"{key}" holds a NUL character', "take \\u0000 out")
        return value
