"""Plates: an author's SVG, cleaned by an allow-list so that it can stand inside a page."""

import re
from collections.abc import Iterator

from lxml import etree

from app.catalogue.content.problems import ContentProblems, Problem

LARGEST = 60 * 1024
LARGEST_PHOTO = 180 * 1024  # of a plate that holds a photograph, made small by the studio
NAMESPACE = "http://www.w3.org/2000/svg"
_SHAPES = "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker image"
_PROPERTIES = """id d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points viewBox preserveAspectRatio transform
    opacity fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset stroke-opacity font-family font-size font-style font-weight text-anchor
    dominant-baseline marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient
    role aria-hidden aria-label aria-labelledby aria-describedby"""
ELEMENTS, ATTRIBUTES = frozenset(_SHAPES.split()), frozenset(_PROPERTIES.split())
TEXT_ONLY = frozenset({"title", "desc"})  # an HTML parser reads what is in them as HTML

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LOCAL = re.compile(r"url\(#([A-Za-z][A-Za-z0-9_-]*)\)")
_PHOTO = re.compile(r"data:image/(?:webp|jpeg|png);base64,[A-Za-z0-9+/]+={0,2}")  # nothing is fetched from elsewhere
_WORDS = "aria-label"
_ID_LISTS = ("aria-labelledby", "aria-describedby")
_DRAW = "draw it with shapes, text and markers only"


def clean_svg(text: str, prefix: str, path: str = "figure.svg") -> str:
    """The SVG as an image that can stand in a page, every id in it beginning with `prefix`.

    Whatever is not on the lists above is refused, not dropped: the author shall know. Raises ContentProblems.
    """
    root = _parse(text, path)
    problems = [Problem(path, line, message, cure) for line, message, cure in _faults(root)]
    if problems:
        raise ContentProblems(problems)
    for element in root.iter(etree.Element):
        _rename(element, prefix)
    _make_image(root, prefix)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", with_tail=False)


def _parse(text: str, path: str) -> etree._Element:
    data = text.encode(errors="replace")
    largest = LARGEST_PHOTO if "<image" in text else LARGEST
    if len(data) > largest:
        cure = f"keep it under {largest // 1024} KB: round the coordinates, leave out editor data"
        raise ContentProblems([Problem(path, 1, f"The picture has {-(-len(data) // 1024)} KB", cure)])
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # before the parser: it need not meet an entity bomb at all
        raise ContentProblems([Problem(path, 1, "The picture declares a document type", "remove the <!DOCTYPE …>")])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise ContentProblems([Problem(path, line, f"This is not XML: {error.msg}", "repair the tags")]) from error


def _faults(root: etree._Element) -> Iterator[tuple[int, str, str]]:
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    for element in root.iter():
        name, line = etree.QName(element), element.sourceline or 1
        if name.namespace != NAMESPACE or element.prefix or name.localname not in ELEMENTS:
            yield line, f"<{name.localname}> is not allowed in a picture", _DRAW
        elif name.localname in TEXT_ONLY and len(element):
            yield line, f"<{name.localname}> holds more than words", "leave only words in it"
        for key, value in element.items():
            for message, cure in [] if _is_photo(element, key) else _attribute_faults(key, value, ids):
                yield line, f"<{name.localname}> {message}", cure
    if root.tag != f"{{{NAMESPACE}}}svg" or not root.get("viewBox"):
        yield 1, "The picture is no <svg> with a viewBox", 'begin with <svg xmlns="…" viewBox="0 0 640 520">'
    if not root.findtext(f"{{{NAMESPACE}}}title", "").strip():
        yield 1, "The picture has no title", "add <title>…</title> as the first thing in <svg>"


def _is_photo(element: etree._Element, key: str) -> bool:
    """Whether an attribute is the pixels of a photograph, which stand in the plate itself."""
    return key == "href" and etree.QName(element).localname == "image" and bool(_PHOTO.fullmatch(element.get(key, "")))


def _attribute_faults(key: str, value: str, ids: list[str | None]) -> Iterator[tuple[str, str]]:
    if key not in ATTRIBUTES:
        yield f'may not have "{etree.QName(key).localname}"', "remove the attribute"
    elif key == "id" and (not _ID.fullmatch(value) or ids.count(value) > 1):
        yield f'cannot have the id "{value}"', "use letters, digits and hyphens, each id once"
    elif key != _WORDS and ("\\" in value or ("(" in value and key != "transform" and not _LOCAL.fullmatch(value))):
        yield f'cannot have {key}="{value}"', "use a plain value, or url(#id) of this picture"
    elif missing := set(_references(key, value)).difference(ids):
        yield f'refers to "{min(missing)}", which is not in the picture', "name an id that is there"


def _references(key: str, value: str) -> list[str]:
    """The ids that the value of an attribute names."""
    return value.split() if key in _ID_LISTS else _LOCAL.findall(value)


def _rename(element: etree._Element, prefix: str) -> None:
    """Put the prefix before every id the element has or names: two plates on one page never meet."""
    for key, value in element.items():
        if key == "id":
            element.set(key, prefix + value)
        elif key in _ID_LISTS:
            element.set(key, " ".join(prefix + name for name in value.split()))
        elif key != _WORDS:
            element.set(key, _LOCAL.sub(rf"url(#{prefix}\1)", value))


def _make_image(root: etree._Element, prefix: str) -> None:
    """One image with one name; its size comes from the style sheet. The long description stands beside it, as text."""
    title = next(root.iterchildren(f"{{{NAMESPACE}}}title"))
    if not title.get("id"):
        title.set("id", f"{prefix}-title")  # no other id can be this one: theirs begin with a letter
    root.set("aria-labelledby", title.get("id", ""))
    root.set("role", "img")
    for key in ("width", "height", "aria-label", "aria-describedby"):
        root.attrib.pop(key, None)
