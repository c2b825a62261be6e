"""Texts of Moodle XML, their formats and the files that they show."""

from app.authoring.banks.moodle_text import trim
from app.authoring.banks.moodle_xml.tree import Node
from app.authoring.banks.parts import HTML, MARKDOWN, MOODLE, PLAIN, WIKI, Embedded, Text

FORMATS = {
    "moodle_auto_format": MOODLE,
    "html": HTML,
    "plain_text": PLAIN,
    "wiki_like": WIKI,
    "markdown": MARKDOWN,
}


def content(node: Node, *names: str) -> str:
    """What stands in the first element at a path; "" where there is none. Raises Unreadable if it holds tags."""
    found = node.first(*names)
    return found.content if found else ""


def text_of(node: Node | None, default: str = HTML) -> Text:
    """The <text> of an element, in its format, with its <file>s."""
    if node is None:
        return Text("", default)
    name = trim(node.attributes.get("format", ""))
    found = FORMATS.get(name, HTML) if "format" in node.attributes else default
    return Text(trim(content(node, "text")), found, tuple(_files(node)))


def _files(node: Node) -> list[Embedded]:
    """Each file once: the first that has a path and name is the one."""
    found: dict[tuple[str, str], Embedded] = {}
    for file in node.all("file"):
        path, name = trim(file.attributes.get("path", "/")), trim(file.attributes.get("name", ""))
        found.setdefault((path, name), Embedded(name, path, "".join(file.content.split())))
    return list(found.values())
