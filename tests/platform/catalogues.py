"""The catalogues as files, and what the program says that they must hold."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from app.platform.languages import CATALOGUES, DEFAULT, LANGUAGES

ROOT = Path(CATALOGUES).parent.parent
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy": None, "lazy_gettext": None}
OTHERS = sorted(set(LANGUAGES) - {DEFAULT})
Id = str | tuple[str, ...]


@cache
def said() -> dict[Id, set[str]]:
    """Each text that a student, a stranger or a board may read, and the files that say it."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    patterns, options = [], {}
    for mapping in mappings:
        for pattern in [mapping["pattern"]] if isinstance(mapping["pattern"], str) else mapping["pattern"]:
            patterns.append((pattern, mapping["method"]))
            options[pattern] = {name: value for name, value in mapping.items() if name not in ("method", "pattern")}
    found: dict[Id, set[str]] = {}
    for file, _line, text, *_rest in extract_from_dir(ROOT / "app", patterns, options, KEYWORDS):
        found.setdefault(text, set()).add(file)
    return found


@cache
def catalogue(language: str) -> Catalog:
    """What is kept for a language."""
    with folder(language).joinpath("messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def folder(language: str) -> Path:
    """Where a language's two files lie."""
    return Path(CATALOGUES) / language / "LC_MESSAGES"


def messages(language: str) -> Iterator[Message]:
    """The texts, without the head."""
    return (message for message in catalogue(language) if message.id)


def forms(text: Id) -> list[str]:
    """Singular and plural, or the only one."""
    return [text] if isinstance(text, str) else list(text)


def gaps(text: str) -> set[str]:
    """The places to be filled, `%(name)s`."""
    return set(re.findall(r"%\(\w+\)s|%(?!\()", text))
