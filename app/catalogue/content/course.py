"""Read a course folder: from disk to path → text, and from there to a CourseFolder. The format: courses/README.md."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.catalogue.content.certificate import PATH as CERTIFICATE
from app.catalogue.content.certificate import read_certificate
from app.catalogue.content.checks import check_course
from app.catalogue.content.evaluation import PATH as EVALUATION
from app.catalogue.content.evaluation import read_evaluation
from app.catalogue.content.fields import SLUG, Fields, open_fields
from app.catalogue.content.folder import load
from app.catalogue.content.front_matter import read_toml
from app.catalogue.content.glossary import PATH as GLOSSARY
from app.catalogue.content.glossary import read_glossary
from app.catalogue.content.hours import METHODS
from app.catalogue.content.modules import Entry, read_module
from app.catalogue.content.parts import CourseFolder, Hours, ModuleFolder, SourceFile
from app.catalogue.content.problems import ContentProblems, Findings

DECIMAL = r"\d{1,3}(?:\.\d{1,2})?"

_MODULE = rf"(?P<folder>\d+-{SLUG})/"
_LAYOUT = {
    "course": r"course\.toml",
    "changes": r"CHANGES\.md",
    "facts": r"FACTS\.md",
    "glossary": r"glossary\.toml",
    "certificate": r"certificate\.toml",
    "evaluation": r"evaluation\.toml",
    "module": rf"{_MODULE}module\.toml",
    "quiz": rf"{_MODULE}quiz\.toml",
    "lesson": rf"{_MODULE}(?P<number>\d+)-(?P<slug>{SLUG})\.md",
    "question": rf"{_MODULE}questions/(?P<slug>{SLUG})\.md",
    "figure": rf"{_MODULE}figures/(?P<slug>{SLUG})\.svg",
}
_LAYOUT_CURE = (
    "name it after the pattern 1-module/2-lesson.md, 1-module/questions/words.md or 1-module/figures/name.svg "
    "(lower case, digits, hyphens), or take it out of the folder"
)


def read_course(path: Path, sources: Mapping[str, SourceFile]) -> CourseFolder:
    """Read and check the folder of a course. Raises ContentProblems with everything that is wrong in it."""
    return parse_course(path.name, load(path), sources)


def parse_course(slug: str, files: Mapping[str, str], sources: Mapping[str, SourceFile]) -> CourseFolder:
    """Read and check a course from its files (path in the folder → text). Raises ContentProblems."""
    course, findings = read_parts(slug, files)
    if course and findings.is_whole:
        findings.problems.extend(check_course(course, sources))
    if course is None or findings.problems:
        raise ContentProblems(findings.problems)
    return course


def read_parts(slug: str, files: Mapping[str, str]) -> tuple[CourseFolder | None, Findings]:
    """As much of a course as can be read, and the faults of single files; for the studio, which shows drafts.

    A part that cannot be read is left out, a key that is missing is empty, and nothing is seen together. None when
    `course.toml` itself cannot be read.
    """
    findings = Findings()
    files = {path: text.replace("\r\n", "\n").replace("\r", "\n") for path, text in files.items()}
    if not re.fullmatch(SLUG, slug):
        findings.add("course.toml", 1, f'The folder of a course cannot be called "{slug}"', _LAYOUT_CURE)
    entries = [entry for path, text in sorted(files.items()) if (entry := _entry(path, text, findings))]
    return _read_front(slug, files, _read_modules(entries, findings), findings), findings


def _entry(path: str, text: str, findings: Findings) -> Entry | None:
    for kind, pattern in _LAYOUT.items():
        if found := re.fullmatch(pattern, path):
            named = {"folder": "", "number": "0", "slug": "", **found.groupdict()}
            return Entry(kind, path, text, named["folder"], int(named["number"]), named["slug"])
    findings.add(path, 1, "This file has no place in a course folder", _LAYOUT_CURE)
    return None


def _read_modules(entries: list[Entry], findings: Findings) -> tuple[ModuleFolder, ...]:
    folders: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.folder:
            folders.setdefault(entry.folder, []).append(entry)
    modules = [read_module(folder, inside, findings) for folder, inside in folders.items()]
    return tuple(sorted((module for module in modules if module), key=lambda module: module.number))


def _read_front(
    slug: str, files: Mapping[str, str], modules: tuple[ModuleFolder, ...], findings: Findings
) -> CourseFolder | None:
    fields = open_fields(read_toml, files.get("course.toml"), "course.toml", findings)
    if fields is None:
        return None
    course = CourseFolder(
        slug=slug,
        id=fields.slug("id"),
        title=fields.text("title"),
        subtitle=fields.text("subtitle"),
        summary=fields.text("summary"),
        audience=fields.text("audience"),
        prerequisites=fields.text("prerequisites"),
        format=fields.text("format"),
        language=fields.matching("language", "[a-z]{2,3}(?:-[A-Z]{2})?", "write a language tag such as en or en-US"),
        author=fields.text("author"),
        reviewer=fields.text("reviewer", ""),
        instructor=fields.text("instructor"),
        credentials=fields.text("credentials"),
        category=fields.text("category"),
        pass_mark=fields.number("pass_mark", 1, 100),
        hours=_read_hours(fields.table_of("hours")),
        objectives=fields.texts("objectives"),
        disclosure=fields.text("disclosure"),
        limits=fields.text("limits"),
        released=fields.day("released"),
        reviewed=fields.day("reviewed"),
        expires=fields.day("expires"),
        changes=files.get("CHANGES.md", "").strip(),
        facts=files.get("FACTS.md", "").strip(),
        glossary=read_glossary(files.get(GLOSSARY), findings),
        certificate=read_certificate(files.get(CERTIFICATE), findings),
        evaluation=read_evaluation(files.get(EVALUATION), findings),
        modules=modules,
        place=fields.place,
    )
    fields.close()
    return course


def _read_hours(fields: Fields) -> Hours:
    cure = 'write a decimal in quotes, such as "1.5"'
    hours = Hours(method=fields.choice("method", METHODS), claimed=fields.matching("claimed", DECIMAL, cure))
    fields.close()
    return hours
