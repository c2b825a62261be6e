"""Read a folder of sources, one TOML file each: the name of the file is what lessons and questions cite."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.catalogue.content.fields import SLUG, Fields, open_fields
from app.catalogue.content.folder import load
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.parts import SourceFile
from app.catalogue.content.problems import Findings

KINDS = ("document", "publication")
SHA256 = "[0-9a-f]{64}"
SHA256_CURE = "write the 64 digits and letters (lower case) that sha256sum prints for the exact file"
ADDRESS = r"https://[^\s\"'<>\\]+"
FIRST_YEAR, LAST_YEAR = 1500, 2999


def read_sources(path: Path) -> dict[str, SourceFile]:
    """Read the folder of sources: slug → source. Raises ContentProblems."""
    return parse_sources(load(path))


def parse_sources(files: Mapping[str, str]) -> dict[str, SourceFile]:
    """Read sources from their files (`slug.toml` → text). Raises ContentProblems."""
    sources, findings = read_parts(files)
    findings.settle()
    return sources


def read_parts(files: Mapping[str, str]) -> tuple[dict[str, SourceFile], Findings]:
    """As many sources as can be read, and the faults of the files; for the studio, which shows drafts."""
    findings, sources = Findings(), {}
    for path, text in sorted(files.items()):
        slug = path.removesuffix(".toml")
        if slug == path or not re.fullmatch(SLUG, slug):
            findings.add(path, 1, "This cannot be the file of a source", "name it like wiltshire-2010.toml")
        elif fields := open_fields(read_toml, text, path, findings):
            sources[slug] = _read_source(slug, fields)
    return sources, findings


def _read_source(slug: str, fields: Fields) -> SourceFile:
    kind = fields.choice("kind", KINDS)
    is_document = kind == "document"
    source = SourceFile(
        slug=slug,
        kind=kind,
        title=fields.text("title"),
        publisher=fields.text("publisher"),
        authors=fields.text("authors", "" if is_document else None),
        year=fields.number("year", FIRST_YEAR, LAST_YEAR) if "year" in fields.table else None,
        url=fields.matching("url", ADDRESS, "write an address that begins with https://", "" if is_document else None),
        sha256=fields.matching("sha256", SHA256, SHA256_CURE) if is_document else "",
        retrieved=fields.day("retrieved") if is_document else None,
        note=fields.text("note", ""),
        place=fields.place,
    )
    fields.close()
    return source
