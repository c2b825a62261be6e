"""A text of a bank as bare words in one row, for formats that know no other."""

from html import escape

from app.authoring.banks.html_text import parse_html
from app.authoring.banks.markdown_text import one_row
from app.authoring.banks.parts import HTML, MARKDOWN, MOODLE, Text
from app.catalogue.content.markdown import render

BLOCKS = ("</p>", "</li>", "</div>", "<br>", "<br/>", "<br />", "</td>", "</th>", "</tr>", "</h2>", "</h3>")


def words_of(text: Text) -> str:
    """The words, without marks, tags or line breaks."""
    source = render(text.text) if text.format == MARKDOWN else text.text
    if text.format not in {HTML, MOODLE, MARKDOWN} or not ("<" in source or "&" in source):
        return one_row(source)
    for block in BLOCKS:
        source = source.replace(block, f" {block}")
    return one_row("".join(map(str, parse_html(source).itertext())))


def as_html(words: str) -> str:
    """The words as HTML."""
    return escape(words, quote=False)
