"""Texts of a bank as Markdown of a question file, with what had to be changed."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.authoring.banks.html_text import address_of, html_to_markdown
from app.authoring.banks.markdown_text import escaped, one_row, rows_escaped, tidy
from app.authoring.banks.parts import HTML, MARKDOWN, MOODLE, Embedded, Text, Unreadable
from app.authoring.banks.pictures import Picture, read_picture

PLUGIN = "@@PLUGINFILE@@"
FOLDER = "figures/"
MOST_PICTURES = 20  # of one question
_SHOWN = re.compile(r"!\[((?:\\.|[^\[\]\\])*)\]\((@@PLUGINFILE@@[^()\s]*)\)")
_HARD = re.compile(r"(?<!\\)\\\n")


@dataclass(slots=True)
class Desk:
    """What comes to light while one question is turned into a file: remarks, and pictures by their names."""

    slug: str = "question"
    remarks: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)

    def note(self, remark: str) -> None:
        """Add a remark, once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def markdown(self, text: Text) -> str:
        """A text as Markdown of any length. Raises Unreadable if it shows a picture that cannot be had."""
        if text.format == MARKDOWN:
            found = _plain_lines(text.text)
            for alt, address in _SHOWN.findall(found):
                found = self._with_picture(found, address, alt, text.files)
            return found
        if text.format in {HTML, MOODLE}:
            return self._from_html(text)
        return tidy(rows_escaped(escaped(text.text.replace("\r", ""))))

    def row(self, text: Text) -> str:
        """A text as one row of Markdown, such as an option. Raises Unreadable if it shows a picture."""
        found = one_row(_HARD.sub(" ", self.markdown(text)))
        if FOLDER in found and "![" in found:
            raise Unreadable("An answer shows a picture. Answers are words here; put the picture into the question.")
        return found

    def words(self, text: Text) -> str:
        """A text whose every sign counts, such as an answer to be typed."""
        return one_row(text.text)

    def _from_html(self, text: Text) -> str:
        source = text.text if text.format == HTML else _with_breaks(text.text)
        marked = html_to_markdown(source)
        for lost in marked.lost:
            self.note(f"{lost} was left out")
        found = marked.text
        for address, alt in marked.pictures.items():
            found = self._with_picture(found, address, alt, text.files)
        return found

    def _with_picture(self, markdown: str, address: str, alt: str, files: tuple[Embedded, ...]) -> str:
        from_bank = address.startswith(PLUGIN)
        if len(self.pictures) >= MOST_PICTURES:
            raise Unreadable(f"It shows more than {MOST_PICTURES} pictures.")
        path = unquote(address.removeprefix(PLUGIN)).partition("?")[0]
        file = next((one for one in files if from_bank and f"{one.path}{one.name}" == path), None)
        if file is None:
            raise Unreadable(f'The picture "{address[:80]}" is not in the file.')
        picture = read_picture(file, self.slug, alt)
        self.note(f"its picture is kept as {FOLDER}{picture.name}, but a question does not show pictures yet")
        self.pictures[address] = picture
        if not alt:
            self.note("its picture has no alternative text: say in words what it shows")
        return markdown.replace(f"]({address_of(address)})", f"]({FOLDER}{picture.name})")


def _with_breaks(text: str) -> str:
    """Moodle's own format is HTML in which an empty line parts paragraphs."""
    return "".join(f"<p>{part}</p>" for part in text.replace("\r", "").split("\n\n")) if "\n\n" in text else text


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
