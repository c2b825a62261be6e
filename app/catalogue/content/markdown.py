"""Markdown to safe HTML: markdown-it without raw HTML, then an allow-list. Also reads `[@slug]` and `{#name}`."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.catalogue.content.fields import SLUG
from app.catalogue.content.page import NO_SOURCES, Page
from app.catalogue.content.parts import SourceFile
from app.catalogue.content.tokens import settle, settle_inline, words_of

INLINE_TAGS = {"em", "strong", "code", "cite"}
_BLOCK_TAGS = "p h2 h3 ul ol li blockquote pre hr br table thead tbody tr th td a sup span"
BLOCK_TAGS = INLINE_TAGS.union(_BLOCK_TAGS.split())
_BLOCKS = nh3.Cleaner(
    tags=BLOCK_TAGS,
    attributes={"*": {"id"}, "a": {"href", "aria-label", "lang"}, "ol": {"start"}, "th": {"scope"}},
    allowed_classes={
        "a": {"term"},
        "sup": {"cite"},
        "th": {"right", "center"},
        "td": {"right", "center"},
        "span": {"picture"},
    },
    url_schemes={"https", "mailto"},
    link_rel=None,
)
# In a label or a summary a link would be a control inside a control.
_PHRASES = nh3.Cleaner(tags=INLINE_TAGS, attributes={}, link_rel=None)

_CITATION = re.compile(rf"\[@({SLUG}(?:\s*;\s*@{SLUG})*)\s*\]")
_ANCHOR = re.compile(r"\{#([^{}\s]+)\}")


class Phrase(NamedTuple):
    """A short text: safe HTML, the bare words, and the anchor at its end ("" if none)."""

    html: str
    plain: str
    name: str


def render(text: str, sources: Mapping[str, SourceFile] = NO_SOURCES, link: Callable[[str], str] = str) -> str:
    """Markdown of any length as safe HTML without ids; citations become short names in brackets.

    `link` turns a link in the course (`lesson-slug#anchor`, `quiz/module-slug`) into an address of the page's site.
    """
    return draw(text, Page(sources=sources, link=link))


def render_inline(text: str, sources: Mapping[str, SourceFile] = NO_SOURCES) -> str:
    """A short text, such as an option, as safe HTML that may stand in a label: emphasis and code, no links."""
    return draw_phrase(text, Page(sources=sources)).html


def draw(text: str, page: Page, line: int = 1) -> str:
    """Markdown as safe HTML; what is found on the way goes into the page. `line` is the text's first."""
    env: dict[str, object] = {}
    tokens = _MARKDOWN.parse(text, env)
    settle(tokens, page, line)
    return _BLOCKS.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env))


def draw_phrase(text: str, page: Page, line: int = 1, *, may_link: bool = False) -> Phrase:
    """A short text as a Phrase; it gets no id by itself."""
    env: dict[str, object] = {}
    page.is_prose = False
    tokens = _MARKDOWN.parseInline(text, env)
    plain, name = settle_inline(tokens[0].children or [], page, line)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env)
    return Phrase((_BLOCKS if may_link else _PHRASES).clean(html), plain, name)


def _read_citation(state: StateInline, silent: bool) -> bool:
    return _read(state, _CITATION, "citation", silent)


def _read_anchor(state: StateInline, silent: bool) -> bool:
    return _read(state, _ANCHOR, "anchor", silent)


def _read(state: StateInline, shape: re.Pattern[str], kind: str, silent: bool) -> bool:
    """An inline rule of markdown-it: take what has the shape, and the white space before it."""
    found = shape.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending = state.pending.rstrip()
        token = state.push(kind, "", 0)
        token.content = " ".join(re.split(r"[\s;@]+", found[1]))
    state.pos = found.end()
    return True


def _write_content(self: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    return tokens[at].content


def _write_nothing(self: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    return ""


def _write_words(self: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    """What a picture shows, where the picture itself can be put (see scenes.py) if there is one."""
    return f'<span class="picture">{escape(words_of(tokens[at]))}</span>'


def _make_markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    made.inline.ruler.before("link", "citation", _read_citation)
    made.inline.ruler.before("link", "anchor", _read_anchor)
    made.add_render_rule("citation", _write_content)
    made.add_render_rule("anchor", _write_nothing)
    made.add_render_rule("image", _write_words)
    return made


_MARKDOWN = _make_markdown()
