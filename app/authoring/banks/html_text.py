"""HTML of a bank as Markdown: paragraphs, emphasis, code, lists, tables, links and pictures. Nothing else gets through.

The words always survive. What is only looks goes; what does something (scripts, frames, sound) is left out and named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from app.assessment.kinds.base import N_
from app.authoring.banks.html_rows import (
    BREAK,
    CODE_OFF,
    CODE_ON,
    EM_OFF,
    EM_ON,
    NEW_ROW,
    STRONG_OFF,
    STRONG_ON,
    settled,
)
from app.authoring.banks.markdown_text import escaped, one_row, rows_escaped, tidy
from app.authoring.banks.said import Said

LARGEST = 300_000  # letters of one text
SAFE_LINK = re.compile(r"(?:https://|mailto:)[^\s<>()\[\]\\]{1,2000}")
GONE = frozenset("script style iframe object embed applet audio video source track form input button select textarea "
                 "canvas svg math head title template noscript link meta".split())  # fmt: skip
STRONG, EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn"})
CODE = frozenset({"code", "tt", "kbd", "samp"})
PARAGRAPHS = frozenset("p div section article header footer center figure figcaption address dl dt dd".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_WHITE = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass(slots=True)
class Marked:
    """A text as Markdown, the pictures in it (address → alternative text), and what was left out."""

    text: str
    pictures: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    out: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    skipped: int = 0
    code: int = 0
    fence: int = 0
    cells: int = 0
    has_header: bool = False
    pictures: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def html_to_markdown(text: str) -> Marked:
    """The Markdown of some HTML; broken HTML is read as browsers read it."""
    if "<" not in text and "&" not in text:
        return Marked(tidy(rows_escaped(escaped(_WHITE.sub(" ", text)))))
    root = parse_html(text[:LARGEST])
    state = _State()
    if len(text) > LARGEST:
        state.lost.append(N_("the rest of a very long text"))
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            _open(element, state)
        else:
            _shut(element, state)
    return Marked(settled("".join(state.out)), state.pictures, list(dict.fromkeys(state.lost)))


def parse_html(text: str) -> etree._Element:
    """The body of some HTML, as browsers read it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
    root = html.document_fromstring(f"<html><body>{clean}</body></html>".encode(errors="replace"), parser=parser)
    body = root.find("body")
    return root if body is None else body


def _open(element: etree._Element, state: _State) -> None:
    tag = str(element.tag)
    if tag in GONE:
        state.skipped += 1
        state.lost.append(f"<{tag}>")
    if state.skipped:
        return
    state.out.extend(_before(tag, element, state))
    state.out.append(_words(element.text, state))


def _shut(element: etree._Element, state: _State) -> None:
    tag = str(element.tag)
    if not state.skipped:
        state.out.extend(_after(tag, state))
    if tag in GONE:
        state.skipped -= 1
    if not state.skipped and tag != "body":
        state.out.append(_words(element.tail, state))


def _words(text: str | None, state: _State) -> str:
    if not text or state.skipped:
        return ""
    if state.fence:
        return text.replace("\n", NEW_ROW)
    if state.code:
        return _WHITE.sub(" ", text)
    words = escaped(_WHITE.sub(" ", text))
    is_first = not state.out or state.out[-1].endswith((NEW_ROW, BREAK))
    return rows_escaped(words.lstrip()) if is_first else words


def _before(tag: str, element: etree._Element, state: _State) -> Iterator[str]:
    if tag in OPENERS:
        yield OPENERS[tag]
    elif tag in {"ul", "ol"}:
        yield "" if state.lists else NEW_ROW * 2
        state.lists.append(0 if tag == "ol" else None)
    elif tag == "li":
        yield _item(state)
    elif tag in CODE:
        state.code += 1
        yield CODE_ON if state.code == 1 and not state.fence else ""
    elif tag == "pre":
        state.fence += 1
        yield f"{NEW_ROW * 2}```{NEW_ROW}" if state.fence == 1 else ""
    elif tag in {"sub", "sup"}:
        yield from _small(tag, element)
    else:
        yield from _before_rest(tag, element, state)


def _before_rest(tag: str, element: etree._Element, state: _State) -> Iterator[str]:
    if tag == "a":
        address = element.get("href", "").strip()
        is_safe = SAFE_LINK.fullmatch(address) is not None
        state.links.append(address if is_safe else "")
        if is_safe:
            yield "["
        elif address:
            state.lost.append(Said(N_("the link to %(address)s"), address=address[:60]))
    elif tag == "img":
        address, words = element.get("src", "").strip(), one_row(element.get("alt", ""))
        state.pictures[address] = words
        yield f"![{escaped(words)}]({address_of(address)})"
    elif tag == "tr":
        state.cells = 0
        yield f"{NEW_ROW}|"
    elif tag in {"td", "th"}:
        state.cells += 1
        yield " "


def _after(tag: str, state: _State) -> Iterator[str]:
    if tag in CLOSERS:
        yield CLOSERS[tag]
        state.has_header = state.has_header and tag != "table"
    elif tag in {"ul", "ol"} and state.lists:
        state.lists.pop()
        yield NEW_ROW * (1 if state.lists else 2)
    elif tag in CODE:
        state.code -= 1
        yield CODE_OFF if not state.code and not state.fence else ""
    elif tag == "pre":
        state.fence -= 1
        yield "" if state.fence else f"{NEW_ROW}```{NEW_ROW * 2}"
    elif tag == "a" and state.links and (address := state.links.pop()):
        yield f"]({address})"
    elif tag in {"td", "th"}:
        yield " |"
    elif tag == "tr" and not state.has_header:
        state.has_header = True
        yield f"{NEW_ROW}|{' --- |' * state.cells}"


def _small(tag: str, element: etree._Element) -> Iterator[str]:
    """Digits below or above the line as the signs for them; words as they are."""
    if element.text and not len(element) and all(ord(sign) in SMALL[tag] for sign in element.text):
        element.text = element.text.translate(SMALL[tag])
    yield ""


def _item(state: _State) -> str:
    indent = "    " * max(len(state.lists) - 1, 0)
    number = state.lists[-1] if state.lists else None
    before = "".join(state.out[-4:]).rstrip(" ")
    start = "" if before.endswith(NEW_ROW) else NEW_ROW  # an inner list has just ended
    if number is None:
        return f"{start}{indent}- "
    state.lists[-1] = number + 1
    return f"{start}{indent}{number + 1}. "


def address_of(address: str) -> str:
    """An address as it is written into the Markdown: without what would end it."""
    return re.sub(r"[\s()<>\\\[\]]", "", address)[:300]


_BLOCKS = (*PARAGRAPHS, "blockquote", "table", "hr")
OPENERS = dict.fromkeys(_BLOCKS, NEW_ROW * 2) | dict.fromkeys(HEADINGS, f"{NEW_ROW * 2}{STRONG_ON}") | {"br": BREAK}
OPENERS |= dict.fromkeys(STRONG, STRONG_ON) | dict.fromkeys(EMPHASIS, EM_ON)
CLOSERS = dict.fromkeys(_BLOCKS, NEW_ROW * 2) | dict.fromkeys(HEADINGS, f"{STRONG_OFF}{NEW_ROW * 2}")
CLOSERS |= dict.fromkeys(STRONG, STRONG_OFF) | dict.fromkeys(EMPHASIS, EM_OFF)
SMALL = {"sub": LOWERED, "sup": RAISED}
