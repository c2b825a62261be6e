"""The questions of a Moodle XML file as small trees, one after the other, with lines.

Made with expat instead of lxml because the tree has to be that of Moodle, which drops a piece of text that is nothing
but white space. A piece ends at a tag, at an `&entity;` and, outside CDATA, at a line end of Windows; inside CDATA line
ends stay as they are. A document type is refused as soon as it declares anything, so no entity can grow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from app.assessment.kinds.base import N_
from app.authoring.banks.decoding import LARGEST, decode
from app.authoring.banks.moodle_text import trim
from app.authoring.banks.parts import Unreadable
from app.authoring.banks.said import Said

DEEPEST = 60
MOST_NODES = 20_000  # of one question
CDATA = len("<![CDATA[")

_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


@dataclass(slots=True)
class Node:
    """An element: its line, attributes, children by name, and its text if it has no children."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: dict[str, "list[Node]"] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)

    def first(self, *names: str) -> "Node | None":
        """The first child of this name, its first child of the next name, and so on."""
        node: Node | None = self
        for name in names:
            found = node.children.get(name) if node else None
            node = found[0] if found else None
        return node

    def all(self, name: str) -> "list[Node]":
        """Every child of the name."""
        return self.children.get(name, [])

    @property
    def content(self) -> str:
        """The text. Raises Unreadable if it holds tags, which CDATA would make a text of."""
        if self.children:
            why = Said(N_("<%(tag)s> holds tags. Write them as &lt;…&gt; or in <![CDATA[…]]>."), tag=self.tag)
            raise Unreadable(why, self.line)
        return "".join(self.pieces)


def decode_xml(data: bytes, encoding: str = "") -> str:
    """The text of an XML file, by the encoding that it declares. Raises Unreadable."""
    found = _DECLARED.match(data.lstrip()[:200])
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = encoding or ("utf-16" if utf16 else found[1].decode() if found else "")
    decoded = decode(data, "utf-8-sig" if encoding.lower() in {"", "utf-8", "utf8"} else encoding, LARGEST)
    return decoded.text


def read_nodes(text: str) -> Iterator[Node]:
    """The elements inside <quiz>. Raises Unreadable with the line where the file stops being XML."""
    cut = trim(text)
    skipped = text[: text.find(cut)].count("\n") if cut else 0
    builder = _Builder(cut.encode(), skipped)
    try:
        builder.parser.Parse(builder.source, True)
    except expat.ExpatError as error:
        why = Said(N_("This is not XML: %(reason)s."), reason=expat.ErrorString(error.code))
        raise Unreadable(why, error.lineno + skipped) from error
    yield from builder.done


class _Builder:
    """Takes what expat reports and hands over each finished element inside the root."""

    def __init__(self, source: bytes, skipped: int) -> None:
        self.source, self.skipped = source, skipped
        self.done: list[Node] = []
        self.stack: list[Node] = []
        self.run: list[str] = []
        self.count = self.cdata_from = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartCdataSectionHandler = self._start_cdata
        self.parser.EndCdataSectionHandler = self._end_cdata
        self.parser.CommentHandler = self._comment
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _line(self) -> int:
        return self.parser.CurrentLineNumber + self.skipped

    def _doctype(self, name: str, system: str | None, public: str | None, has_internal_subset: object) -> None:
        if has_internal_subset:
            raise Unreadable(N_("The file declares entities of its own, which no question bank needs."), self._line())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        if not self.stack and tag != "quiz":
            raise Unreadable(
                Said(N_("This is not Moodle XML: it begins with <%(tag)s>, not with <quiz>."), tag=tag[:40]),
                self._line(),
            )
        self.count += 1
        if len(self.stack) >= DEEPEST or self.count > MOST_NODES:
            raise Unreadable(N_("This holds more tags than any question does."), self._line())
        node = Node(tag, self._line(), attributes)
        if len(self.stack) > 1:
            self.stack[-1].children.setdefault(tag, []).append(node)
        self.stack.append(node)

    def _end(self, tag: str) -> None:
        self._flush()
        node = self.stack.pop()
        if len(self.stack) == 1:
            self.done.append(node)
            self.count = 0

    def _comment(self, _: str) -> None:
        self._flush()

    def _characters(self, data: str) -> None:
        if self.cdata_from:
            return
        first = self.source[self.parser.CurrentByteIndex]
        if first == ord("&"):
            self._flush()
            self._keep(data)
        else:
            if first == ord("\r"):
                self._flush()
            self.run.append(data)

    def _start_cdata(self) -> None:
        self._flush()
        self.cdata_from = self.parser.CurrentByteIndex + CDATA

    def _end_cdata(self) -> None:
        # From the source, since expat would have made plain line ends of those of Windows.
        self._keep(self.source[self.cdata_from : self.parser.CurrentByteIndex].decode())
        self.cdata_from = 0

    def _flush(self) -> None:
        if self.run:
            self._keep("".join(self.run))
            self.run.clear()

    def _keep(self, piece: str) -> None:
        if len(self.stack) > 1 and trim(piece):
            self.stack[-1].pieces.append(piece)
