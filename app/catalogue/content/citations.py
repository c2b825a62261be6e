"""Which sources a whole course cites. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.catalogue.content.parts import CourseFolder, SourceFile

_CITATION = re.compile(r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\s*\]")


def cited(course: CourseFolder, texts: Iterable[str], sources: Mapping[str, SourceFile]) -> tuple[SourceFile, ...]:
    """The sources that the texts of a course or its questions name: documents first, then by author or title."""
    named = {slug for question in course.questions for slug in question.sources}
    named |= {slug for text in texts for slug in _named(text)}
    found = [source for slug, source in sources.items() if slug in named]
    return tuple(sorted(found, key=lambda one: (one.kind, (one.authors or one.title).casefold(), one.year or 0)))


def _named(text: str) -> Iterator[str]:
    for citation in _CITATION.findall(text):
        yield from re.split(r"\s*;\s*@", citation)
