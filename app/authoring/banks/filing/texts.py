"""Texts of a bank as Markdown of a question file, with what had to be changed."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.assessment.kinds.base import N_
from app.authoring.banks.html_text import address_of, html_to_markdown
from app.authoring.banks.markdown_text import escaped, one_row, rows_escaped, tidy
from app.authoring.banks.parts import HTML, MARKDOWN, MOODLE, Embedded, Text, Unreadable
from app.authoring.banks.pictures import Budget, Picture, read_picture
from app.authoring.banks.said import Said

PLUGIN = "@@PLUGINFILE@@"
FOLDER = "figures/"
MOST_PICTURES = 20  # of one question
IN_ANSWER = N_("An answer shows a picture. Answers are words here; put the picture into the question.")
IN_REPLY = N_("a picture in what is said of an answer was left out; the question itself and its Why can show one")
NO_WORDS = N_("its picture has no alternative text: say in words what it shows")
ANEW = N_("its picture was made anew: smaller, and without what a camera notes in it")
_ALT = r"!\[((?:\\.|[^\[\]\\])*)\]"
_SHOWN = re.compile(rf"{_ALT}\((@@PLUGINFILE@@[^()\s]*)\)")
_ANY = re.compile(rf"{_ALT}\([^()\s]*\)")
_HARD = re.compile(r"(?<!\\)\\\n")


@dataclass(slots=True)
class Desk:
    """What comes to light while one question is turned into a file: remarks, and pictures by their names."""

    slug: str = "question"
    budget: Budget = field(default_factory=Budget)
    remarks: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    lacks_words: bool = False  # a picture has no alternative text

    def note(self, remark: str) -> None:
        """Add a remark, once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def markdown(self, text: Text) -> str:
        """A text as Markdown of any length, with its pictures. Raises Unreadable if one cannot be had."""
        found, shown = self._read(text)
        for address, alt in shown.items():
            found = self._with_picture(found, address, alt, text.files)
        return found

    def reply(self, text: Text) -> str:
        """A text that cannot show pictures, such as what is said of an answer: their words stay in their places."""
        found, shown = self._read(text)
        if not shown:
            return found
        self.note(IN_REPLY)
        return _ANY.sub(r"\1", found).strip()

    def row(self, text: Text) -> str:
        """A text as one row of Markdown, such as an option. Raises Unreadable if it shows a picture."""
        found, shown = self._read(text)
        if shown:
            raise Unreadable(IN_ANSWER)
        return one_row(_HARD.sub(" ", found))

    def words(self, text: Text) -> str:
        """A text whose every sign counts, such as an answer to be typed."""
        return one_row(text.text)

    def _read(self, text: Text) -> tuple[str, dict[str, str]]:
        """The text as Markdown, and the pictures that it names: address → alternative text."""
        if text.format == MARKDOWN:
            found = _plain_lines(text.text)
            return found, {address: alt for alt, address in _SHOWN.findall(found)}
        if text.format not in {HTML, MOODLE}:
            return tidy(rows_escaped(escaped(text.text.replace("\r", "")))), {}
        marked = html_to_markdown(text.text if text.format == HTML else _with_breaks(text.text))
        for lost in marked.lost:
            self.note(Said(N_("%(lost)s was left out"), lost=(lost,)))
        return marked.text, marked.pictures

    def _with_picture(self, markdown: str, address: str, alt: str, files: tuple[Embedded, ...]) -> str:
        from_bank = address.startswith(PLUGIN)
        if len(self.pictures) >= MOST_PICTURES:
            raise Unreadable(Said(N_("It shows more than %(most)s pictures."), most=MOST_PICTURES))
        path = unquote(address.removeprefix(PLUGIN)).partition("?")[0]
        file = next((one for one in files if from_bank and f"{one.path}{one.name}" == path), None)
        if file is None:
            raise Unreadable(Said(N_('The picture "%(address)s" is not in the file.'), address=address[:80]))
        picture = read_picture(file, self.slug, alt, self.budget)
        self.note(Said(N_("its picture is kept as %(folder)s%(name)s"), folder=FOLDER, name=picture.name))
        if picture.is_anew:
            self.note(ANEW)
        if not alt:
            self.lacks_words = True
            self.note(NO_WORDS)
        self.pictures[address] = picture
        return markdown.replace(f"]({address_of(address)})", f"]({FOLDER}{picture.name})")


def _with_breaks(text: str) -> str:
    """Moodle's own format is HTML in which an empty line parts paragraphs."""
    return "".join(f"<p>{part}</p>" for part in text.replace("\r", "").split("\n\n")) if "\n\n" in text else text


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
