"""Moodle XML as Moodle 4.5 reads it."""

from dataclasses import dataclass, field
from typing import Any

from app.assessment.kinds.base import N_
from app.authoring.banks.cloze import NoPassage, read_passage
from app.authoring.banks.moodle_text import clean_name, default_name, trim
from app.authoring.banks.moodle_xml.kinds import NAMES, READERS
from app.authoring.banks.moodle_xml.texts import content, text_of
from app.authoring.banks.moodle_xml.tree import Node, read_nodes
from app.authoring.banks.parts import CLOZE, DESCRIPTION, BankQuestion, BankReport, Embedded, Refused, Text, Unreadable
from app.authoring.banks.said import Said

CATEGORY = "category"
NAMELESS = N_("The question has no <name>.")


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    category: str = ""
    questions: list[BankQuestion] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def read_moodle_xml(text: str) -> BankReport:
    """The questions of a Moodle XML file. Raises Unreadable if the file is no XML; then nothing of it counts."""
    found = _Found()
    for node in read_nodes(text):
        if node.tag == "question":
            _take(node, found)
    return BankReport("xml", tuple(found.questions), tuple(found.refused))


def _take(node: Node, found: _Found) -> None:
    kind = node.attributes.get("type", "")
    try:
        if kind == CATEGORY:
            found.category = trim(content(node, "category", "text"))
        elif kind not in NAMES:
            name = clean_name(trim(content(node, "name", "text")))
            found.refused.append(
                Refused(
                    node.line, Said(N_('There is no room here for a question of the kind "%(kind)s".'), kind=kind), name
                )
            )
        else:
            _read(node, NAMES[kind], found)
    except Unreadable as error:
        found.refused.append(Refused(error.line or node.line, error.why))


def _read(node: Node, qtype: str, found: _Found) -> None:
    given = _headers(node, qtype)
    if qtype == CLOZE:
        given |= _passage(node, given["stem"])
    elif node.first("name", "text") is None:
        found.refused.append(Refused(node.line, NAMELESS, default_name(given["stem"].text)))
    if read := READERS.get(qtype):
        given |= read(node, given["stem"].format)
    found.questions.append(BankQuestion(line=node.line, qtype=qtype, category=found.category, **given))


def _headers(node: Node, qtype: str) -> dict[str, Any]:
    """What all kinds have."""
    stem = text_of(node.first("questiontext"))
    data, picture = content(node, "image_base64"), content(node, "image")
    if data and picture:  # as Moodle 1.9 wrote it
        name = trim(picture).replace("/", "_")
        files = (*stem.files, Embedded(name, "/", "".join(data.split())))
        stem = stem._replace(text=f'{stem.text} <img src="@@PLUGINFILE@@/{name}" />', files=files)
    tags = node.first("tags")
    return {
        "name": clean_name(trim(content(node, "name", "text"))),
        "stem": stem,
        "feedback": text_of(node.first("generalfeedback"), stem.format),
        "idnumber": trim(content(node, "idnumber")),
        "points": "0" if qtype == DESCRIPTION else trim(content(node, "defaultgrade")) or "1",
        "tags": tuple(trim(content(tag, "text")) for tag in (tags.all("tag") if tags else [])),
        "more": {"hints": str(len(node.all("hint")))} if node.all("hint") else {},
    }


def _passage(node: Node, stem: Text) -> dict[str, Any]:
    try:
        passage = read_passage(stem.text)
    except NoPassage as error:
        raise Unreadable(
            Said(N_("The gaps of the passage cannot be read. %(error)s"), error=(error.args[0],)), node.line
        ) from error
    name = {} if node.first("name") else {"name": default_name(passage.text)}
    return {"stem": stem._replace(text=passage.text), "gaps": passage.gaps, "points": passage.points, **name}
