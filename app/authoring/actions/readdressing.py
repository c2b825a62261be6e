"""Another address for a lesson or a module: its ids stay, and every link inside the course follows."""

from datetime import datetime

from app.accounts.models import Person
from app.authoring.actions.moving import move_files
from app.authoring.actions.outlining import addresses_in, folder_of
from app.authoring.actions.saving import write_files
from app.authoring.queries import Workbench
from app.authoring.rules import folders
from app.authoring.rules.linking import Moved, relinked_file
from app.catalogue.content.parts import LessonFile, ModuleFolder


class SlugTaken(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """Another lesson or module has this address, or none may have it."""


def linked_from(bench: Workbench, part: LessonFile | ModuleFolder) -> list[str]:
    """The files that lead to a lesson, or to the quiz of a module."""
    return list(_rewritten(bench, _moved(part, "~")))


def change_address(
    bench: Workbench, part: LessonFile | ModuleFolder, slug: str, by: Person, now: datetime
) -> list[str]:
    """Give it the address, and let every link in the course follow. Returns the files in which one did.

    Raises SlugTaken.
    """
    if slug == part.slug:
        return []
    if slug in addresses_in(bench):
        raise SlugTaken(slug)
    texts = _rewritten(bench, _moved(part, slug))
    write_files(bench.draft, texts, by, now)
    if isinstance(part, ModuleFolder):
        moves = folders.rename_folder(bench.files, folder_of(part), f"{part.number}-{slug}")
    else:
        moves = {part.path: f"{part.path.rpartition('/')[0]}/{part.number}-{slug}.md"}
    move_files(bench.draft, moves)
    return list(texts)


def _moved(part: LessonFile | ModuleFolder, slug: str) -> Moved:
    return {f"quiz/{part.slug}": f"quiz/{slug}"} if isinstance(part, ModuleFolder) else {part.slug: slug}


def _rewritten(bench: Workbench, moved: Moved) -> dict[str, str]:
    texts = {path: relinked_file(path, file.text, moved) for path, file in bench.files.items()}
    return {path: text for path, text in texts.items() if text != bench.files[path].text}
