"""Plain words as Markdown that shows just these words. Pure."""

import re

# What would begin something at the start of a row: a heading, a list, a quotation, a rule, a fence.
_ROW = re.compile(
    r"^([ \t]*)(?:(#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|:{3}|~{3}|\+{3}|=+\s*$|-{3})|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE
)
_SIGNS = re.compile(r"[\\`*\[\]<{}|]|&(?=#?\w+;)")
_LINE = re.compile(r"_+")
_SPACES = re.compile(r"[ \t\xa0]+")
_ENDS = re.compile(r" *\n *")
_EMPTY = re.compile(r"\n{3,}")


def escaped(words: str) -> str:
    """The words with a backslash before every sign that Markdown, or a question file, would take for its own."""
    return _LINE.sub(_underscores, _SIGNS.sub(r"\\\g<0>", words))


def rows_escaped(text: str) -> str:
    """The text with a backslash where a row would begin a list, a heading or the like."""
    return _ROW.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", text)


def _underscores(found: re.Match[str]) -> str:
    """A row of underscores stays where it cannot be emphasis: between spaces, or inside a word."""
    start, end = found.span()
    before, after = found.string[max(start - 1, 0) : start], found.string[end : end + 1]
    is_blank = (before.isspace() and after.isspace()) or (
        len(found[0]) > 1 and not before.strip() and not after.strip()
    )
    is_inside = before.isalnum() and after.isalnum()
    return found[0] if (is_blank and before) or is_inside else "\\_" * len(found[0])


def tidy(text: str) -> str:
    """Single spaces, no space at the ends of rows, one empty row between paragraphs."""
    return _EMPTY.sub("\n\n", _ENDS.sub("\n", _SPACES.sub(" ", text))).strip()


def one_row(text: str) -> str:
    """The text as a single row."""
    return " ".join(text.split())
