"""Texts that a reader would take for the same. Pure."""

from collections.abc import Iterable, Iterator


def repeats(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The line of each numbered text that was there before, but for capitals and white space; and where it was."""
    first: dict[str, int] = {}
    for line, text in texts:
        folded = " ".join(text.casefold().split())
        if folded in first:
            yield line, first[folded]
        first.setdefault(folded, line)
