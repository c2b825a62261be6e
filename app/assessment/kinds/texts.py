"""Short texts: compared after folding, never by likeness, since "hypotension" is not "hypertension". Pure."""

import re
import unicodedata

from app.assessment.kinds.base import N_, ResponseError

LENGTH = 500  # characters of a typed answer
PLAIN = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
INVISIBLE = {"Cc", "Cf", "Cs"}  # controls, soft hyphens and the like, halves of surrogate pairs


def typed(value: object) -> str:
    """What was typed in one line, trimmed and without control characters; None is nothing. Raises ResponseError."""
    text = value or ""
    if not isinstance(text, str):
        raise ResponseError(N_("This answer could not be read."))
    if len(text) > LENGTH:
        raise ResponseError(N_("An answer can have 500 characters at most."))
    return "".join(" " if unicodedata.category(symbol) in {"Cc", "Cs"} else symbol for symbol in text).strip()


def fold(text: str) -> str:
    """The text without what a reader would not call a difference.

    That is case, width and ligatures (Unicode NFKC and case folding), runs of white space, typographic quotation marks
    and dashes, invisible characters, and a full stop at the end.
    """
    return _folded(text).strip().rstrip(" .")


def _folded(text: str) -> str:
    # Plain marks first, because NFKC takes the double prime apart, and again for those that NFKC makes.
    text = unicodedata.normalize("NFKC", text.translate(PLAIN)).casefold().translate(PLAIN)
    text = unicodedata.normalize("NFKC", text)
    visible = (symbol for symbol in text if symbol.isspace() or unicodedata.category(symbol) not in INVISIBLE)
    return re.sub(r"\s+", " ", "".join(visible))


def matches(pattern: str, text: str) -> bool:
    r"""Whether the folded text is the folded pattern, in which `*` stands for any characters and `\*` for an asterisk.

    Each piece between asterisks is looked for once, from where the last one ended, so no pattern can make it slow.
    """
    first, *middle = _pieces(pattern)
    text = fold(text)
    if not middle:
        return text == first
    last = middle.pop()
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return False
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _pieces(pattern: str) -> list[str]:
    pieces = [_folded(piece.replace(r"\*", "*")) for piece in re.split(r"(?<!\\)\*", pattern)]
    pieces[0] = pieces[0].lstrip()
    pieces[-1] = pieces[-1].rstrip(" .")
    return pieces


def spoken(pattern: str) -> str:
    """A pattern as a reader understands it: `effleur*` is "effleur…"."""
    return re.sub(r"(?<!\\)\*", "…", pattern).replace(r"\*", "*")
