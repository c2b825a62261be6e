"""What is gathered while the texts of one page are rendered: anchors, headings, links, citations, faults, words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from re import fullmatch
from typing import NamedTuple

from app.catalogue.content.fields import SLUG, SLUG_CURE
from app.catalogue.content.parts import SourceFile, Term
from app.catalogue.content.problems import Problem, nearest

NO_SOURCES: Mapping[str, SourceFile] = {}
# Ids of the page around the text, and beginnings of ids that the renderer makes itself.
RESERVED = frozenset({"main", "content", "references", "outline", "top", "words"})
RESERVED_BEGINNINGS = ("ref-", "cite-", "p-", "word-")
BOX_CURE = "use a box: ::: figure figures/name.svg | Title, with a caption and a description"
TERM_CURE = "link to the glossary in the paragraphs, lists and boxes of a lesson; elsewhere write the word alone"


class Section(NamedTuple):
    """A heading of the text; level 2 or 3."""

    anchor: str
    title: str
    level: int


class Shown(NamedTuple):
    """A picture in the text: its line, the file that it names, and the words that say what it shows."""

    line: int
    name: str
    words: str


def named(sources: Sequence[SourceFile]) -> str:
    """Citations where there is no list of references: short names in brackets, as HTML."""
    return f" ({'; '.join(f'<cite>{escape(short_name(source))}</cite>' for source in sources)})" if sources else ""


def short_name(source: SourceFile) -> str:
    """What a source is called in running text: "Moyer et al. 2004", or its title when no year is known."""
    first, *others = source.authors.split(",")
    if not first.strip() or source.year is None:
        return source.title
    return f"{first.split()[0]}{' et al.' if others else ''} {source.year}"


def back_anchor(slug: str) -> str:
    """Where a lesson links a term, for the way back. "--" is in no author's anchor."""
    return f"word-{slug}--use"


def count_words(plain: str) -> int:
    """How many words a text has: runs between white space in which there is a letter or a digit."""
    return sum(any(symbol.isalnum() for symbol in word) for word in plain.split())


@dataclass(slots=True)
class Page:
    """Give one to each text of a page in order. `cite` writes the marks of known sources, `link` a link in the course.

    `glossary` is what a lesson may link to (None: nothing can), and only where the text `is_prose`; `terms` is what it
    has linked. `pictures` gathers the pictures in the text (None: none may stand there). Rendering never stops at a
    fault: the studio shows drafts. Whoever publishes asks for `problems`.
    """

    path: str = ""
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    cite: Callable[[Sequence[SourceFile]], str] = named
    link: Callable[[str], str] = str
    has_ids: bool = False
    is_boxed: bool = False
    is_prose: bool = False
    glossary: Mapping[str, Term] | None = None
    plain: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    pictures: list[Shown] | None = None
    picture_cure: str = BOX_CURE
    problems: list[Problem] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    words: int = 0

    def fault(self, line: int, message: str, cure: str) -> None:
        """Note what is wrong on a line."""
        self.problems.append(Problem(self.path, line, message, cure))

    def anchor(self, name: str, plain: str, line: int) -> str:
        """A new id for a passage: the author's, or one made of its words, so that it stays while they do."""
        if name and not self._is_free(name, line):
            name = ""
        base = name or f"p-{sha256(' '.join(plain.casefold().split()).encode()).hexdigest()[:8]}"
        anchor, copy = base, 1
        while anchor in self.plain:
            copy += 1
            anchor = f"{base}-{copy}"
        self.plain[anchor] = plain
        return anchor

    def marks(self, slugs: Sequence[str], line: int) -> str:
        """The HTML of a citation; nothing on a page that was given no sources."""
        if self.sources is NO_SOURCES:
            return ""
        for slug in slugs:
            if slug not in self.sources:
                self.fault(line, f'The source "{slug}" is not in the folder of sources', nearest(slug, self.sources))
        known = [slug for slug in slugs if slug in self.sources]
        self.cited.update(known)
        unknown = "".join(f" [{escape(slug)}?]" for slug in slugs if slug not in self.sources)
        return self.cite([self.sources[slug] for slug in known]) + unknown

    def term(self, slug: str, line: int) -> dict[str, str]:
        """The attributes of a link to a term of the glossary, explained below the lesson; none where none may be."""
        if self.glossary is None or not self.is_prose:
            self.fault(line, f'A link to the glossary ("{slug}") cannot stand here', TERM_CURE)
            return {}
        if slug not in self.glossary:
            self.fault(line, f'The glossary has no term "{slug}"', nearest(slug, self.glossary))
            return {}
        if slug in self.terms:
            self.fault(line, f'The lesson links the term "{slug}" twice', "link it at its first use only")
            return {"class": "term", "href": f"#word-{slug}"}
        self.terms.append(slug)
        return {"class": "term", "href": f"#word-{slug}", "id": back_anchor(slug)}

    def _is_free(self, name: str, line: int) -> bool:
        if not fullmatch(SLUG, name):
            self.fault(line, f'An anchor cannot be called "{name}"', SLUG_CURE)
        elif name in RESERVED or name.startswith(RESERVED_BEGINNINGS):
            self.fault(line, f'The anchor "{name}" is reserved for the page itself', "choose another name")
        elif name in self.plain:
            self.fault(line, f'The anchor "{name}" stands twice in the lesson', "give each anchor a name of its own")
        else:
            return True
        return False
