"""A letter as HTML, made of its text: one source, so that the two can never say different things. Pure.

Every word of the text is in the HTML, in the same order, and no other; a link shows its whole address. Nothing is
fetched from anywhere, nothing is counted. A mail program that shows no colors shows the same words.
"""

import re
from dataclasses import dataclass
from html import escape

from app.platform.colours import DARK, LIGHT, OURS, Colours, Ground, Shades

# An address ends before what ends a sentence, and before a bracket that was opened outside of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}’”']", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_POINT = "- "
_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a letter is written on. `language`: of its text, such as `en`; `colours`: None for ours."""

    language: str = "en"
    colours: Colours | None = None


def as_html(subject: str, text: str, paper: Paper) -> str:
    """The whole document. `text`: paragraphs between empty lines, points that begin with "- ", a foot after "--"."""
    body, foot = _parted(text)
    return (
        f'<!doctype html>\n<html lang="{escape(paper.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(subject)}</title>\n<style>{_style(paper.colours or OURS)}</style></head>\n"
        f'<body class="paper"><div class="sheet">\n{_blocks(body)}{_foot(foot)}</div></body></html>\n'
    )


def _parted(text: str) -> tuple[str, str]:
    """What is before the last line that is only "--", and what is after it."""
    marks = list(_SIGNATURE.finditer(text))
    return (text[: marks[-1].start()], text[marks[-1].start() :]) if marks else (text, "")


def _foot(text: str) -> str:
    mark, _, rest = text.partition("\n")
    return f'<div class="foot"><p class="mark">{escape(mark)}</p>\n{_blocks(rest)}</div>\n' if mark else ""


def _blocks(text: str) -> str:
    """Paragraphs and lists; a list may follow its heading without an empty line between."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        for is_list, lines in _runs(block):
            found.append(_list(lines) if is_list else f"<p>{'<br>'.join(_linked(line) for line in lines)}</p>\n")
    return "".join(found)


def _runs(block: str) -> list[tuple[bool, list[str]]]:
    """The lines of a block in runs: points, and others."""
    runs: list[tuple[bool, list[str]]] = []
    for line in block.splitlines():
        is_point = line.startswith(_POINT)
        if line.strip() and (not runs or runs[-1][0] is not is_point):
            runs.append((is_point, []))
        if line.strip():
            runs[-1][1].append(line)
    return runs


def _list(lines: list[str]) -> str:
    """With the marks as written, so that not one sign is lost."""
    points = "".join(f"<li>{_linked(line)}</li>" for line in lines)
    return f'<ul class="points">{points}</ul>\n'


def _linked(line: str) -> str:
    """A line, escaped, its addresses as links that show themselves."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(line):
        address = escape(found[0])
        parts += [escape(line[at : found.start()]), f'<a href="{address}">{address}</a>']
        at = found.end()
    return "".join([*parts, escape(line[at:])])


def _style(chosen: Colours) -> str:
    light, dark = _rules(chosen.light, LIGHT), _rules(chosen.dark, DARK)
    return (
        f".sheet{{max-width:36em;margin:0 auto;padding:24px;font:17px/1.5 {_FONT};border-top:6px solid}}"
        ".paper{margin:0;padding:16px}.foot{margin-top:32px;font-size:14px}.mark{margin:0}.points{list-style:none;padding:0}"
        f"a{{word-break:break-word}}{light}@media (prefers-color-scheme:dark){{{dark}}}"
    )


def _rules(shades: Shades, ground: Ground) -> str:
    return (
        f".paper{{background:{ground.paper};color:{ground.ink}}}"
        f".sheet{{background:{ground.surface};color:{ground.ink};border-color:{shades.main}}}a{{color:{shades.main}}}"
    )
