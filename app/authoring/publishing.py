"""From a draft to a revision, by the very importer that reads folders: what stops it, what changes, and doing it."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from app.accounts.models import Person
from app.authoring import importer, queries
from app.authoring.actions import write_files
from app.authoring.queries import Workbench
from app.authoring.rules.differences import Change, Difference, What, differences
from app.catalogue import queries as catalogue
from app.catalogue.content.changes import with_entry
from app.catalogue.content.course import read_parts
from app.catalogue.content.parts import CourseFolder
from app.catalogue.content.problems import ContentProblems, Problem
from app.catalogue.content.profiles import Provider

CHANGES = "CHANGES.md"
Files = tuple[tuple[str, str], ...]


class NothingChanged(Exception):  # noqa: N818 - an answer to the person, not a programmer's error
    """The draft is what students see already."""


class PublishedMeanwhile(Exception):  # noqa: N818
    """The draft was made from an older revision than the newest, or is not what its author looked at."""


def stops_of(bench: Workbench, provider: Provider) -> list[Problem]:
    """Everything that keeps a draft from being published; paths as the draft has them."""
    texts, sources = tuple(bench.texts.items()), tuple(bench.source_texts.items())
    folder, problems = _looked_at(bench.slug, texts, sources, provider)
    if folder:
        try:
            importer.refuse_taken(folder)
        except ContentProblems as error:
            problems = error.problems
    found = [*_says_another(bench), *problems]
    return [replace(one, path=one.path.removeprefix(f"{bench.slug}/")) for one in found]


def _says_another(bench: Workbench) -> list[Problem]:
    """A draft whose file says that it is another course: publishing it would overwrite that one."""
    course = bench.course
    if course is None or course.id == bench.draft.key:
        return []
    said = f'The id "{course.id}" is not that of this course'
    return [course.place.problem("id", said, f'write id = "{bench.draft.key}" again')]


@lru_cache(maxsize=16)
def _looked_at(
    slug: str, texts: Files, sources: Files, provider: Provider
) -> tuple[CourseFolder | None, tuple[Problem, ...]]:
    """The course, or what is wrong with it. The same files are checked once: that takes longer than all the rest."""
    try:
        return importer.check_files(slug, dict(texts), dict(sources), provider).edition.folder, ()
    except ContentProblems as error:
        return None, error.problems


def published_course(bench: Workbench) -> CourseFolder | None:
    """The course as it was when it was last published; None for one that never was."""
    if bench.draft.based_on is None:
        return None
    texts = catalogue.files_in(bench.draft.based_on.id)
    own = {path.partition("/")[2]: text for path, text in texts.items() if not path.startswith(queries.SOURCES)}
    return read_parts(bench.slug, own)[0]


def differences_of(bench: Workbench) -> list[Difference]:
    """What students would find changed; everything, for a course that was never published."""
    found = differences(published_course(bench), bench.course) if bench.course else []
    return [*found, *([Difference(What.SOURCES, Change.CHANGED, "")] if _sources_changed(bench) else [])]


def _sources_changed(bench: Workbench) -> bool:
    """Whether a source that was published reads otherwise now."""
    published = catalogue.files_in(bench.draft.based_on.id) if bench.draft.based_on else {}
    now = {f"{queries.SOURCES}{name}": text for name, text in bench.source_texts.items()}
    return any(now.get(path) != text for path, text in published.items() if path.startswith(queries.SOURCES))


def is_behind(bench: Workbench) -> bool:
    """Whether the course was published from elsewhere, such as a folder, after this draft was begun."""
    newest = catalogue.latest_revision(bench.slug)
    return newest is not None and newest.id != bench.draft.based_on_id


def publish(
    bench: Workbench, summary: str, by: Person, now: datetime, *, today: date, provider: Provider
) -> importer.Imported:
    """Publish a draft as the next revision; the summary goes into its list of changes. `today`: where the site is.

    Raises ContentProblems, NothingChanged, PublishedMeanwhile.
    """
    if is_behind(bench):
        raise PublishedMeanwhile
    if another := _says_another(bench):
        raise ContentProblems(another)
    before = catalogue.files_of(bench.slug)
    number = (bench.draft.based_on.number if bench.draft.based_on else 0) + 1
    kept = importer.check_files(bench.slug, bench.texts, bench.source_texts, provider).edition.files
    if before and dict(kept) == before:
        raise NothingChanged
    changes = with_entry(bench.texts.get(CHANGES, ""), number, today, summary)
    checked = importer.check_files(bench.slug, {**bench.texts, CHANGES: changes}, bench.source_texts, provider)
    done = importer.import_checked(checked, by.id, now)
    write_files(bench.draft, {CHANGES: changes}, by, now)
    bench.draft.based_on = catalogue.latest_revision(bench.slug)
    return done
