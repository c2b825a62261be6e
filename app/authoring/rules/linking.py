"""Links inside a course, when what they lead to gets another address. Texts in, texts out. Pure."""

import re
from collections.abc import Mapping

from app.catalogue.content.fields import SLUG

UNIT = rf"(?:quiz/)?{SLUG}"
# What a link leads to, in the three ways that Markdown writes one; and the passage in the head of a question.
TARGET = re.compile(rf"(?P<before>\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?)(?P<unit>{UNIT})(?=[#)>\s]|\Z)", re.MULTILINE)
PASSAGE = re.compile(rf"""^(?P<before>passage\s*=\s*["'])(?P<unit>{SLUG})(?=[#"'])""", re.MULTILINE)
# A link whose words are its very target, as in FACTS.md.
NAMED = re.compile(rf"(?P<before>\[)(?P<unit>{UNIT})(?=(?P<anchor>(?:#{SLUG})?)\]\((?P=unit)(?P=anchor)\))")

Moved = Mapping[str, str]  # `lesson-slug` or `quiz/module-slug` → the same under its new address


def relinked(text: str, moved: Moved) -> str:
    """A Markdown text whose links lead to the new addresses."""
    for pattern in (NAMED, TARGET):
        text = pattern.sub(lambda found: found["before"] + moved.get(found["unit"], found["unit"]), text)
    return text


def relinked_file(path: str, text: str, moved: Moved) -> str:
    """A file of a course in which every link, and the passage of a question, follows; others stay as they are."""
    if path == "CHANGES.md" or not path.endswith((".md", "glossary.toml")):
        return text  # what was written of an earlier revision stays what was written
    text = relinked(text, moved)
    if "/questions/" not in path:
        return text
    head, fence, rest = text.partition("\n+++\n")
    return PASSAGE.sub(lambda found: found["before"] + moved.get(found["unit"], found["unit"]), head) + fence + rest


def passage_moved(passage: str, moved: Moved) -> str:
    """The passage of a question, `lesson-slug#anchor`, under the new address."""
    unit, hash_, anchor = passage.partition("#")
    return f"{moved.get(unit, unit)}{hash_}{anchor}"
