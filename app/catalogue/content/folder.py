"""The files of a folder on disk, as text."""

from pathlib import Path

from app.catalogue.content.problems import Findings


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
            try:
                files[path.as_posix()] = entry.read_text("utf-8-sig")
            except UnicodeDecodeError:
                findings.add(path.as_posix(), 1, "This is not UTF-8 text", "save it as UTF-8, or take it away")
    findings.settle()
    return files
