"""The boxes of a lesson as HTML: figures, notes, checks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from app.catalogue.content.blocks import Block
from app.catalogue.content.figures import clean_svg
from app.catalogue.content.front_matter import leading_lines
from app.catalogue.content.labels import ENGLISH, TONES, Labels
from app.catalogue.content.markdown import Phrase, draw, draw_phrase
from app.catalogue.content.page import Page
from app.catalogue.content.problems import ContentProblems, nearest
from app.catalogue.content.self_check import Choice, read_check


@dataclass(slots=True)
class LessonPage(Page):
    """A page with boxes: how to get a drawing, the fixed words, and what was drawn."""

    read_figure: Callable[[str], str] = str
    labels: Labels = ENGLISH
    figures: list[str] = field(default_factory=list)
    checks: int = 0


def draw_box(block: Block, page: LessonPage) -> str:
    """The HTML of a box; a box of no known kind becomes a plain note."""
    page.is_boxed = True
    html = _DRAWERS.get(block.kind, _draw_note)(block, page)
    page.is_boxed = False
    return html


def _heading(block: Block, page: LessonPage) -> tuple[str, Phrase]:
    """The id of a box, and its title, which stands on the line before the text."""
    title = draw_phrase(block.title, page, block.line - 1, may_link=True)
    if not title.plain:
        page.fault(block.line - 1, f'The box "{block.kind}" has no title', f"write ::: {block.kind} … | the title")
    return page.anchor(title.name, title.plain or block.text, block.line - 1), title


def _body(block: Block, page: LessonPage) -> str:
    if not block.text.strip():
        page.fault(block.line - 1, f'The box "{block.kind}" is empty', "write at least one sentence in it")
    return draw(block.text, page, block.line)


def _aside(style: str, anchor: str, head: str, body: str) -> str:
    # role="note": an aside with a name would be a landmark inside another one. "--" is in no author's anchor.
    return (
        f'<aside class="note {style}" role="note" id="{anchor}" aria-labelledby="{anchor}--title">'
        f'<p class="note-title" id="{anchor}--title">{head}</p>\n{body}</aside>\n'
    )


def _draw_note(block: Block, page: LessonPage) -> str:
    anchor, title = _heading(block, page)
    return _aside("plain", anchor, title.html, _body(block, page))


def _draw_refer(block: Block, page: LessonPage) -> str:
    anchor, title = _heading(block, page)
    return _aside("refer", anchor, f"{page.labels.beside(page.labels.refer)}: {title.html}", _body(block, page))


def _draw_evidence(block: Block, page: LessonPage) -> str:
    anchor, claim = _heading(block, page)
    verdict = block.argument.casefold()
    if verdict not in TONES:
        page.fault(block.line - 1, f'"{block.argument}" is no verdict', nearest(verdict, TONES))
    word = page.labels.verdicts.get(verdict, block.argument)
    tag = f'<span class="tag {TONES.get(verdict, "warn")}"{page.labels.mark}>{escape(word)}</span>'
    body = f'<p class="claim">{claim.html} {tag}</p>\n{_body(block, page)}'
    return _aside("evidence", anchor, page.labels.beside(page.labels.evidence), body)


def _draw_remember(block: Block, page: LessonPage) -> str:
    title = f'<p class="note-title"{page.labels.mark}>{escape(page.labels.remember)}</p>'
    return f'<section class="remember">{title}\n{_body(block, page)}</section>\n'


def _draw_figure(block: Block, page: LessonPage) -> str:
    anchor, title = _heading(block, page)
    page.figures.append(block.argument)
    plate = _plate(block, page, f"{anchor}-")
    caption, description = _halves(block, page)
    # The description belongs into the caption: beside it, a figure may hold nothing after its figcaption.
    summary = f"<summary{page.labels.mark}>{escape(page.labels.description)}</summary>"
    details = f'<details class="description">{summary}\n{description}</details>'
    return (
        f'<figure id="{anchor}"><div class="plate">{plate}</div>\n'
        f"<figcaption><p><strong>{title.html}</strong></p>\n{caption}{details}</figcaption></figure>\n"
    )


def _plate(block: Block, page: LessonPage, prefix: str) -> str:
    """The drawing, or a box that says it is missing: its description stands below in any case."""
    try:
        path = f"{page.path.rpartition('/')[0]}/{block.argument}".lstrip("/")
        return clean_svg(page.read_figure(block.argument), prefix, path)
    except ContentProblems as error:
        page.problems.extend(error.problems)
    except (LookupError, OSError):
        cure = "put the drawing into the folder figures of this module, or correct the name"
        page.fault(block.line - 1, f'There is no picture "{block.argument}"', cure)
    return f'<p class="missing"{page.labels.mark}>{escape(page.labels.missing)}</p>'


def _halves(block: Block, page: LessonPage) -> tuple[str, str]:
    """Caption (the first paragraph) and description (the rest) as HTML."""
    lead = leading_lines(block.text)
    caption, _, description = block.text.strip("\n").partition("\n\n")
    if not caption.strip():
        page.fault(block.line - 1, "A figure has no caption", "write a first paragraph: what it is, who reviewed it")
    if not description.strip():
        cure = "after the caption and an empty line, say in words all that the picture shows"
        page.fault(block.line - 1, "A figure has no description for people who cannot see it", cure)
    caption_line = block.line + lead
    description_line = caption_line + caption.count("\n") + 2
    return draw(caption, page, caption_line), draw(description, page, description_line)


def _draw_check(block: Block, page: LessonPage) -> str:
    page.checks += 1
    stem, choices = read_check(block, page.fault)
    title = f'<p class="note-title"{page.labels.mark}>{escape(page.labels.check)}</p>'
    asked = draw(stem, page, block.line)
    drawn = "".join(_draw_choice(choice, page) for choice in choices)
    return f'<section class="check">{title}\n{asked}{drawn}</section>\n'


def _draw_choice(choice: Choice, page: LessonPage) -> str:
    """An option that opens to its explanation without a script; of one check, one is open at a time."""
    tone, shape, word = ("ok", "✓", page.labels.right) if choice.is_right else ("bad", "✗", page.labels.wrong)
    option = draw_phrase(choice.text, page, choice.line).html
    tag = f'<p><span class="tag {tone}"><span aria-hidden="true">{shape}</span> {page.labels.beside(word)}</span></p>'
    explanation = draw(choice.explanation, page, choice.line + 1)
    summary, inside = f"<summary>{option}</summary>", f"<div>{tag}\n{explanation}</div>"
    return f'<details class="choice" name="check-{page.checks}">{summary}{inside}</details>\n'


_DRAWERS: dict[str, Callable[[Block, LessonPage], str]] = {
    "figure": _draw_figure,
    "evidence": _draw_evidence,
    "refer": _draw_refer,
    "note": _draw_note,
    "remember": _draw_remember,
    "check": _draw_check,
}
