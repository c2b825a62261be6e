"""TOML for the kinds of value in a course folder, always in the same form. Reading it back gives the same values."""

import re
from collections.abc import Mapping
from datetime import date

WIDEST = 118
FENCE = "+++"

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')
_SPECIAL_BUT_NEWLINE = re.compile(r'[\x00-\x09\x0b-\x1f\x7f"\\]')
_GAP = re.compile(r"(?<=\S) (?=\S)")  # where a row may be folded: TOML eats all white space at a fold


def table(values: Mapping[str, object]) -> str:
    """`key = value` rows in the order given; keys whose value is None are left out."""
    rows = [f"{_key(key)} = {value(one, len(key))}" for key, one in values.items() if one is not None]
    return "".join(f"{row}\n" for row in rows)


def value(one: object, taken: int = 0) -> str:
    """A text, bool, whole number, date, list or table as TOML; `taken` is the width of the key before it."""
    if isinstance(one, str):
        return _text(one, taken)
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {value(each)}' for key, each in one.items())} }}"
    if isinstance(one, list | tuple):
        return _list([_quoted(str(each)) for each in one], taken)
    return str(one)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0], f"\\u{ord(found[0]):04x}")


def _list(texts: list[str], taken: int) -> str:
    row = f"[{', '.join(texts)}]"
    return row if len(row) + taken <= WIDEST else "[\n" + "".join(f"  {text},\n" for text in texts) + "]"


def _text(text: str, taken: int) -> str:
    """One row, or several where it is long. A row that would end the front matter must not stand alone."""
    lines = text.split("\n")
    is_short = len(lines) == 1 and len(text) + taken <= WIDEST
    if is_short or any(line.rstrip() == FENCE for line in lines):
        return _quoted(text)
    rows = [_fold(_SPECIAL_BUT_NEWLINE.sub(_escape, line)) for line in lines]
    return '"""\n' + "\n".join(rows) + '"""'


def _fold(line: str) -> str:
    rows = [""]
    for word in _GAP.split(line):
        if not rows[-1]:
            rows[-1] = word
        elif len(rows[-1]) + len(word) < WIDEST:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return " \\\n".join(rows)
