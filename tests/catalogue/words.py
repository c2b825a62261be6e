"""The small course with a glossary, as its author would write it."""

from tests.making import LESSON, SLUG, course_files

GLOSSARY = f"{SLUG}/glossary.toml"
FIRST = f"{SLUG}/1-strokes/1-begin.md"
PAGE = f"/courses/{SLUG}/glossary"
LINKING = LESSON.replace("are long and", "are [long](glossary:long-stroke) and")


def entry(slug: str, name: str, text: str = "Explained in a document [@a-document].") -> str:
    """A term as it stands in the file."""
    return f'[[terms]]\nid = "{slug}"\nterm = "{name}"\ntext = "{text}"\n\n'


LONG = entry("long-stroke", "Long stroke", "One that goes from the hip to the *shoulder* [@a-document].")


def with_words(files: dict[str, str] | None = None, count: int = 1) -> dict[str, str]:
    """A course whose lesson links "Long stroke", and as many terms more as it takes to make `count`."""
    more = [f"word-no-{number}" for number in range(2, count + 1)]
    entries = [entry(slug, f"{chr(65 + (number - 1) % 26)} word {number}") for number, slug in enumerate(more, start=2)]
    links = "".join(f"- [It](glossary:{slug})\n" for slug in more)
    texts = {GLOSSARY: LONG + "".join(entries), FIRST: f"{LINKING}\n{links}"}
    return (course_files() if files is None else files) | texts
