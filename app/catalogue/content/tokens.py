"""Between parsing Markdown and writing HTML: ids, links, citations, and a look at what should not be there."""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from app.catalogue.content.fields import SLUG
from app.catalogue.content.page import Page, Section, Shown, count_words

INSIDE = re.compile(rf"(?P<unit>(?:quiz/)?{SLUG})?(?:#(?P<anchor>{SLUG}))?")  # a link in the course, where not empty
OUTSIDE = re.compile(r"https://[^\s/]|mailto:[^\s]+@", re.IGNORECASE)
LINK_CURE = (
    "link to https://…, to lesson-slug#anchor, to #anchor in this lesson, to quiz/module-slug, or to glossary:term"
)
GLOSSARY = "glossary:"
HIGHEST, LOWEST = 2, 3

# What Markdown left standing in the text, though an author surely meant something by it.
_LEFT = (
    (re.compile(r"\[@"), "This citation cannot be read", "write [@source-slug] or [@one; @another]"),
    (re.compile(r"\{#"), "This anchor cannot be read", "write {#name} in lower-case letters, digits and hyphens"),
    (re.compile(r"\]\("), "This link cannot be followed", LINK_CURE),
    (re.compile(r":::"), "This box mark is out of place", "write ::: at the left margin, alone or with the box's name"),
    (re.compile(r"</?[A-Za-z][^>]*>|<!--"), "Raw HTML would show as text", "use Markdown"),
)


def settle(tokens: Sequence[Token], page: Page, line: int) -> None:
    """Finish the tokens of a text whose first line is `line`; what they tell is gathered in the page."""
    for at, token in enumerate(tokens):
        if token.type == "inline":
            here = line + (token.map[0] if token.map else 0)
            page.is_prose = tokens[at - 1].type != "heading_open"
            plain, name = settle_inline(token.children or [], page, here)
            _identify(tokens, at, page, plain, name, here)
        elif token.type in {"th_open", "td_open"}:
            _align(token)
        elif token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1]), HIGHEST), LOWEST)}"


def settle_inline(children: Sequence[Token], page: Page, line: int) -> tuple[str, str]:
    """Finish the parts of one paragraph. Returns its plain text and the anchor its author gave it ("" if none)."""
    name, texts = "", []
    for at, child in enumerate(children, start=1):
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        if child.type == "anchor":
            name = child.content
            if at < len(children):
                page.fault(line, f"The anchor {{#{name}}} is not at the end of its paragraph", "put it at the end")
        elif child.type in _PARTS:
            texts.append(_PARTS[child.type](child, page, line))
    plain = " ".join("".join(texts).split())
    page.words += count_words(plain)
    return plain, name


def _identify(tokens: Sequence[Token], at: int, page: Page, plain: str, name: str, line: int) -> None:
    """Give the block around an inline token its id; the first paragraph of a list item gives its id to the item."""
    owner = tokens[at - 1]
    if owner.type == "heading_open":
        _judge_heading(owner, page, line)
    elif owner.type != "paragraph_open":
        if name:
            page.fault(line, f"The anchor {{#{name}}} is in a table", "put it after the paragraph before the table")
        return
    if not page.has_ids:
        return
    if at > 1 and tokens[at - 2].type == "list_item_open":
        owner = tokens[at - 2]
    anchor = page.anchor(name, plain, line)
    owner.attrSet("id", anchor)
    if owner.type == "heading_open" and not page.is_boxed:
        page.sections.append(Section(anchor, plain, int(owner.tag[1])))


def _judge_heading(token: Token, page: Page, line: int) -> None:
    if page.is_boxed:
        page.fault(line, "A heading stands in a box", "write it as a paragraph, or end the box before it")
    elif token.markup not in {"##", "###"}:
        page.fault(line, "A heading has the wrong level", "begin headings with ## or ###; the title is the only #")


def _align(token: Token) -> None:
    """Classes instead of style attributes, which the content security policy forbids; header cells name columns."""
    style = str(token.attrs.pop("style", ""))
    if style in {"text-align:right", "text-align:center"}:
        token.attrSet("class", style.removeprefix("text-align:"))
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _text(child: Token, page: Page, line: int) -> str:
    for pattern, message, cure in _LEFT:
        if pattern.search(child.content):
            page.fault(line, message, cure)
    return child.content


def _code(child: Token, page: Page, line: int) -> str:
    return child.content


def words_of(image: Token) -> str:
    """What a picture shows, in the words that stand in its place."""
    parts = (" " if one.type in {"softbreak", "hardbreak"} else one.content for one in image.children or [])
    return " ".join("".join(parts).split())


def _break(child: Token, page: Page, line: int) -> str:
    return " "


def _image(child: Token, page: Page, line: int) -> str:
    words = words_of(child)
    if page.pictures is None:
        page.fault(line, "A picture stands in the text", page.picture_cure)
    else:
        page.pictures.append(Shown(line, str(child.attrs.get("src", "")), words))
    return words


def _citation(child: Token, page: Page, line: int) -> str:
    child.content = page.marks(child.content.split(), line)
    return ""


def _link(child: Token, page: Page, line: int) -> str:
    target = str(child.attrs.pop("href"))
    if target.startswith(GLOSSARY):
        child.attrs.update(page.term(target.removeprefix(GLOSSARY), line))
    elif OUTSIDE.match(target):
        child.attrSet("href", target)
    elif target and INSIDE.fullmatch(target):
        page.links.append((line, target))
        child.attrSet("href", page.link(target))
    else:
        page.fault(line, f'The link to "{target}" cannot be followed', LINK_CURE)
    return ""


_PARTS: dict[str, Callable[[Token, Page, int], str]] = {
    "text": _text,
    "code_inline": _code,
    "softbreak": _break,
    "hardbreak": _break,
    "image": _image,
    "citation": _citation,
    "link_open": _link,
}
