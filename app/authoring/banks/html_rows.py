"""The last step from HTML to Markdown: signs that stand for emphasis, code and breaks become what Markdown writes."""

import re

# Signs that no text holds stand for what has still to find its place: white space moves out of emphasis, and what is
# empty goes.
NEW_ROW, BREAK, STRONG_ON, STRONG_OFF, EM_ON, EM_OFF, CODE_ON, CODE_OFF = "\x00\x01\x02\x03\x04\x05\x06\x07"
_PAIRS = ((STRONG_ON, STRONG_OFF, "**"), (EM_ON, EM_OFF, "*"))


def settled(text: str) -> str:
    """The text with its signs as Markdown: no emphasis has space inside or nothing, no break stands at an end."""
    for first, last, mark in _PAIRS:
        text = _emphasised(text, first, last, mark)
    text = re.sub(f"{CODE_ON}([^{CODE_OFF}]*){CODE_OFF}", _coded, text)
    return _rows("\n".join(map(_broken, text.split(NEW_ROW))))


def _broken(row: str) -> str:
    """A row with its breaks as Markdown, but for those at its ends."""
    if BREAK not in row:
        return row
    first, *rest = row.split(BREAK)
    return "\\\n".join(filter(None, [first.rstrip(), *(part.strip() for part in rest)]))


def _emphasised(text: str, first: str, last: str, mark: str) -> str:
    """The pairs of two signs as one mark each, not more often than once around the same words, and never over rows."""
    depth, out = 0, []
    for part in re.split(f"([{first}{last}{NEW_ROW}{BREAK}])", text):
        if part == first:
            depth += 1
        elif part == last:
            depth = max(depth - 1, 0)
        elif depth and part.strip() and part not in (NEW_ROW, BREAK):
            core = part.strip()
            start = part.index(core)
            out.append(f"{part[:start]}{mark}{core}{mark}{part[start + len(core) :]}")
        else:
            out.append(part)
    return "".join(out)


def _coded(found: re.Match[str]) -> str:
    words = found[1].strip()
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{space}{words}{space}{fence}" if words else ""


def _rows(text: str) -> str:
    """Rows without space at their ends, except in code; one empty row between paragraphs."""
    rows, is_code = [], False
    for row in text.split("\n"):
        is_code = is_code != row.startswith("```")
        rows.append(row if is_code or row.startswith("    ") else row.strip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip("\n")
