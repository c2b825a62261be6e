"""Boxes of a lesson, and pictures of a question, that the studio writes for their author. Pure."""

import re
from collections.abc import Sequence

_WORDLESS = re.compile(r"!\[\s*\]\((figures/[a-z0-9-]+\.svg)\)")
_SIGNS = re.compile(r"[\\`*_\[\]<{]")
_ESCAPED = r"\\\g<0>"


def figure_box(name: str, title: str, caption: str, description: str) -> str:
    """The box of a figure: its caption is the first paragraph, the rest says in words what it shows."""
    words = " ".join(caption.split()), description.strip()
    return f"::: figure {name} | {' '.join(title.split())}\n{words[0]}\n\n{words[1]}\n:::"


def with_picture(stem: str, name: str, words: str) -> str:
    """The stem with a picture in a paragraph of its own above what is asked."""
    lead, _, asked = stem.strip().rpartition("\n\n")
    shown = f"![{_plain(words)}]({name})"
    return "\n\n".join(filter(None, [lead, shown, asked]))


def wordless(stem: str) -> list[str]:
    """The names of the pictures of a stem that say nothing to people who cannot see them."""
    return _WORDLESS.findall(stem)


def worded(stem: str, words: Sequence[str]) -> str:
    """The stem with these words for its wordless pictures, in order; "" leaves one as it is."""
    rest = iter(words)
    return _WORDLESS.sub(lambda found: f"![{_plain(next(rest, ''))}]({found[1]})", stem)


def _plain(words: str) -> str:
    return _SIGNS.sub(_ESCAPED, " ".join(words.split()))


def with_box(text: str, box: str, at: int | None = None) -> str:
    """The text with a box after the paragraph at the letter `at`, and outside of other boxes; at its end by default."""
    if at is None or at >= len(text):
        return f"{text}\n\n{box}".strip()
    rows, place, is_inside = text.split("\n"), 0, False
    for number, row in enumerate(rows):
        if row.startswith(":::"):
            is_inside = row.rstrip() != ":::"
        place += len(row) + 1
        ends = number + 1 == len(rows) or not rows[number + 1].strip()
        if place > at and ends and not is_inside:
            before, after = "\n".join(rows[: number + 1]).strip(), "\n".join(rows[number + 1 :]).strip()
            return "\n\n".join(filter(None, [before, box, after]))
    return f"{text}\n\n{box}".strip()
