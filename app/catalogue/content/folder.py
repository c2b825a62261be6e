"""The files of a folder on disk, as text."""

from pathlib import Path

from app.catalogue.content.problems import Findings

LARGEST = 256 * 1024  # forty of the longest lessons


def load(folder: Path) -> dict[str, str]:
    """The files of a folder, path → text; hidden ones are passed over. Raises ContentProblems."""
    files, findings = {}, Findings()
    for entry in sorted(folder.rglob("*")):
        path = entry.relative_to(folder)
        if any(part.startswith(".") for part in path.parts):
            continue
        if entry.is_symlink():  # it might lead to a file that is none of the author's business
            findings.add(path.as_posix(), 1, "This is a link to another file", "put the file itself here")
        elif entry.is_file():
            files[path.as_posix()] = _read(entry, path.as_posix(), findings)
    findings.settle()
    return files


def _read(file: Path, path: str, findings: Findings) -> str:
    """The text of one file, "" where it cannot be had."""
    if (size := file.stat().st_size) > LARGEST:
        cure = f"keep every file under {LARGEST // 1024} KB, or take it out of the folder"
        findings.add(path, 1, f"This file has {size // 1024:,} KB", cure)
        return ""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        findings.add(path, 1, "This is not UTF-8 text", "save it as UTF-8, or take it away")
        return ""
    if "\0" in text:  # PostgreSQL takes no text with one
        line = text[: text.index("\0")].count("\n") + 1
        findings.add(path, line, "This line holds a NUL character", "take it out; some editors show it as ^@")
    return text
