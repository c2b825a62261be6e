"""What every HTML page must be, whatever it shows. `faults_of` lists what it is not."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import lxml.html
from lxml.html import HtmlElement

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# A paragraph ends where one of these begins, whatever the template's author meant.
BLOCKS = frozenset(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "main nav ol p pre section table ul".split()
)
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list", "headers")
UNNAMED_INPUTS = frozenset({"hidden", "submit", "button", "image", "reset"})
TOKENLESS = frozenset({"/verify", "/verify/file"})  # changes nothing, so that a stranger needs no cookie
LEFTOVERS = ("{{", "{%", "%(", "Undefined", "<built-in", "object at 0x")


# A tag as it is written; comments, and what stands in a script or a style, are none.
TAG = re.compile(
    r"<!--.*?-->|<(script|style)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>.*?</\1\s*>"
    r"|<(/?)([a-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


def faults_of(html: str, headers: Mapping[str, str], page: HtmlElement | None = None) -> list[str]:
    """All faults of a page, as sentences; empty for a good one. `page`: the same, parsed, where somebody has it."""
    page = lxml.html.document_fromstring(html) if page is None else page
    checks = (_heading, _ids, _references, _labels, _names, _pictures, _inline, _forms, _leftovers)
    faults = [*_nesting(html), *_policy(page, headers)]
    return faults + [fault for check in checks for fault in check(page)]


def _nesting(html: str) -> Iterator[str]:
    """Tags that are not closed, or closed in the wrong order; browsers guess, and guess differently."""
    inside: list[str] = []
    for tag in TAG.finditer(html):
        _, attributes_of_raw, is_end, name, attributes = tag.groups()
        yield from (f"{fault} (line {_line(html, tag)})" for fault in _twice(attributes or attributes_of_raw or ""))
        if name is None:
            continue
        name = name.lower()
        if is_end:
            if not inside or inside[-1] != name:
                yield f"</{name}> closes <{inside[-1] if inside else 'nothing'}> (line {_line(html, tag)})"
            else:
                inside.pop()
        elif not attributes.endswith("/"):  # as in SVG
            if name in BLOCKS and "p" in inside:
                yield f"<{name}> inside <p> (line {_line(html, tag)})"
            if name not in VOID:
                inside.append(name)
    yield from (f"<{name}> is never closed" for name in inside)


def _twice(attributes: str) -> list[str]:
    names = ATTRIBUTE.findall(attributes)
    return [f"the attribute {name} twice" for name in set(names) if names.count(name) > 1]


def _line(html: str, tag: re.Match[str]) -> int:
    return html.count("\n", 0, tag.start()) + 1


def words(element: HtmlElement) -> str:
    """An element's text, with single spaces."""
    return " ".join(element.text_content().split())


def _heading(page: HtmlElement) -> Iterator[str]:
    if not page.get("lang"):
        yield "<html> has no lang"
    headings, title = page.xpath("//h1"), " ".join(page.xpath("string(//head/title)").split())
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
    elif not words(headings[0]) or not title.removeprefix("Error: ").startswith(words(headings[0])):
        yield f"the title {title!r} does not begin with the h1 {words(headings[0])!r}"


def _ids(page: HtmlElement) -> Iterator[str]:
    for name, count in Counter(page.xpath("//@id")).items():
        if count > 1 or not name or re.search(r"\s", name):
            yield f"id {name!r} occurs {count} times or is no id"


def _references(page: HtmlElement) -> Iterator[str]:
    ids = set(page.xpath("//@id"))
    wanted = {(name, part) for name in REFERENCES for value in page.xpath(f"//@{name}") for part in value.split()}
    wanted |= {("href", href[1:]) for href in page.xpath("//a/@href") if href.startswith("#") and href != "#"}
    for name, part in sorted(wanted):
        if part not in ids:
            yield f'{name}="{part}" points to nothing'


def _labels(page: HtmlElement) -> Iterator[str]:
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath("//input | //select | //textarea"):
        if field.get("type") in UNNAMED_INPUTS or field.get("aria-label") or field.get("aria-labelledby"):
            continue
        if field.get("id") not in labelled and not field.xpath("ancestor::label"):
            yield f"the field {field.get('name')!r} has no label"


def _names(page: HtmlElement) -> Iterator[str]:
    for element in page.xpath("//a | //button"):
        named = words(element) or element.get("aria-label") or element.get("aria-labelledby")
        if not named and not any(element.xpath(".//img/@alt | .//*[local-name()='title']/text()")):
            yield f"a nameless {element.tag}: {element.get('href') or element.get('class')}"


def _pictures(page: HtmlElement) -> Iterator[str]:
    yield from (f"the picture {picture.get('src')} has no alt" for picture in page.xpath("//img[not(@alt)]"))


def _inline(page: HtmlElement) -> Iterator[str]:
    for element in page.iter():
        handlers = [name for name in element.attrib if name == "style" or name.startswith("on")]
        yield from (f"<{element.tag}> has the inline attribute {name}" for name in handlers)
    yield from ("an inline script" for _ in page.xpath("//script[not(@src)]"))
    hosts = [address for address in page.xpath("//script/@src | //link/@href | //img/@src") if "//" in address]
    # A canonical link names the whole address; everything loaded comes from our own origin.
    canonical = page.xpath("//link[@rel='canonical']/@href")
    yield from (f"loaded from elsewhere: {host}" for host in hosts if host not in canonical)
    scripted = [href for href in page.xpath("//a/@href") if href.strip().lower().startswith("javascript:")]
    yield from (f"a script as a link: {href}" for href in scripted)


def _forms(page: HtmlElement) -> Iterator[str]:
    for form in page.forms:
        has_token = form.xpath(".//input[@type='hidden'][@name='csrf_token'][@value!='']")
        if form.method == "POST" and form.action not in TOKENLESS and not has_token:
            yield f"the form to {form.action} has no CSRF token"


def _leftovers(page: HtmlElement) -> Iterator[str]:
    shown = " ".join(page.xpath("//body//text()[not(ancestor::pre or ancestor::code)]"))
    yield from (f"a template shows through: {mark}" for mark in LEFTOVERS if mark in shown)


def _policy(page: HtmlElement, headers: Mapping[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"the security policy is {policy!r}"
    for style in page.xpath("//style"):
        if f"'nonce-{style.get('nonce')}'" not in policy:
            yield "a <style> without this answer's nonce"
