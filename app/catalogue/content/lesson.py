"""A lesson as the page a student reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.catalogue.content.blocks import split_blocks
from app.catalogue.content.boxes import LessonPage, draw_box
from app.catalogue.content.labels import ENGLISH, Labels
from app.catalogue.content.markdown import draw
from app.catalogue.content.page import Section
from app.catalogue.content.parts import LessonFile, SourceFile, Term
from app.catalogue.content.words import draw_words

WORDS_A_MINUTE = 200
WORDS_A_FIGURE = 100  # half a minute


@dataclass(frozen=True, slots=True)
class Reference:
    """A source in the list of references, numbered by its first citation."""

    number: int
    source: SourceFile


@dataclass(frozen=True, slots=True)
class RenderedLesson:
    """What a lesson's page needs. `words` leaves out title, front matter, glossary and references.

    `plain` is text by anchor, `terms` are the words of the glossary that the lesson links, in its order.
    """

    html: str
    sections: tuple[Section, ...]
    words: int
    minutes: int
    references: tuple[Reference, ...]
    anchors: frozenset[str]
    plain: Mapping[str, str]
    terms: tuple[str, ...]


class Bibliography:
    """Numbers sources as they are cited, and writes the marks and the list."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.times: dict[str, int] = {}
        self.references: list[Reference] = []

    def mark(self, sources: Sequence[SourceFile]) -> str:
        """The raised numbers after a statement."""
        marks = [self._link(source) for source in sources]
        return f'<sup class="cite">{", ".join(marks)}</sup>' if marks else ""

    def _link(self, source: SourceFile) -> str:
        if source.slug not in self.times:
            self.references.append(Reference(len(self.references) + 1, source))
        again = self.times[source.slug] = self.times.get(source.slug, 0) + 1
        number = next(one.number for one in self.references if one.source.slug == source.slug)
        anchor = f"cite-{number}" if again == 1 else f"cite-{number}-{again}"
        label = escape(f"{self.labels.source} {number}")
        return f'<a href="#ref-{number}" id="{anchor}" aria-label="{label}"{self.labels.mark}>{number}</a>'

    def list(self) -> str:
        """The list of references with ways back to the text; empty when nothing is cited."""
        if not self.references:
            return ""
        items = "".join(self._item(one) for one in self.references)
        title = f'<h2 id="references"{self.labels.mark}>{escape(self.labels.references)}</h2>'
        return f'<section class="references">{title}\n<ol>\n{items}</ol></section>\n'

    def _item(self, reference: Reference) -> str:
        number, source = reference.number, reference.source
        credit = ", ".join(part for part in (source.publisher, str(source.year or "")) if part)
        who = f"{escape(source.authors)}. " if source.authors else ""
        stop = "" if source.title.endswith(("?", "!", ".")) else "."
        address = escape(source.url)
        link = f' <a href="{address}">{address}</a>' if source.url.startswith("https://") else ""
        label = escape(f"{self.labels.back} {number}")
        back = f'<a href="#cite-{number}" aria-label="{label}"{self.labels.mark}>↩</a>'
        title = f"<cite>{escape(source.title)}</cite>{stop}"
        return f'<li id="ref-{number}">{who}{title} {escape(credit)}.{link} {back}</li>\n'


def render_lesson(
    lesson: LessonFile,
    sources: Mapping[str, SourceFile],
    read_figure: Callable[[str], str],
    link: Callable[[str], str] = str,
    labels: Labels = ENGLISH,
    *,
    glossary: Mapping[str, Term] | None = None,
) -> RenderedLesson:
    """Render a lesson. `read_figure` gives the SVG of `figures/name.svg` or raises LookupError or OSError.

    Faults do not stop it (see `draw_lesson`): a missing picture becomes a box that says so. `link`: see `render`.
    """
    page = LessonPage(sources=sources, read_figure=read_figure, link=link, labels=labels, glossary=glossary)
    return draw_lesson(lesson, page)


def draw_lesson(lesson: LessonFile, page: LessonPage) -> RenderedLesson:
    """Render a lesson on a page that keeps the faults, links and citations found on the way."""
    bibliography = Bibliography(page.labels)
    page.path, page.has_ids, page.cite = lesson.path, True, bibliography.mark
    blocks = split_blocks(lesson.text, lesson.line, page.fault)
    html = "".join(draw_box(block, page) if block.kind else draw(block.text, page, block.line) for block in blocks)
    html += draw_words(page)
    return RenderedLesson(
        html=html + bibliography.list(),
        sections=tuple(page.sections),
        words=page.words,
        minutes=reading_minutes(page.words, len(page.figures)),
        references=tuple(bibliography.references),
        anchors=frozenset(page.plain),
        plain=dict(page.plain),
        terms=tuple(page.terms),
    )


def reading_minutes(words: int, figures: int) -> int:
    """Words at 200 a minute and half a minute a figure, rounded up; at least one minute."""
    return max(1, -(-(words + WORDS_A_FIGURE * figures) // WORDS_A_MINUTE))
