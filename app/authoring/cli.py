"""`flask courses …`: course folders in and out."""

from pathlib import Path

import click
from flask import current_app

from app.accounts import queries as people
from app.accounts.policies.queries import published_policies
from app.authoring import exporter, importer
from app.authoring.rules import marking_remarks
from app.catalogue import queries as catalogue
from app.catalogue.actions import hand_over
from app.catalogue.content.placeholders import PLACEHOLDER
from app.catalogue.content.problems import ContentProblems
from app.catalogue.content.profiles import Provider
from app.catalogue.content.remarks import remarks_on
from app.catalogue.content.report import coverage_text, hours_text
from app.platform import clock, pages
from app.platform.commands import PlainGroup
from app.platform.site import answered, current_site
from app.platform.transactions import writing

group = PlainGroup("courses", help="Course folders: check, import, export.")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def folders_in(path: Path) -> list[Path]:
    """The course folders at a path: itself, or those inside it. Raises click.ClickException when there are none."""
    found = [path] if (path / "course.toml").exists() else sorted(one.parent for one in path.glob("[!.]*/course.toml"))
    if not found:
        raise click.ClickException(f"There is no course.toml in {path} or in a folder inside it.")
    return [one.resolve() for one in found]


@group.command("check")
@click.argument("path", type=FOLDER)
@click.option("--quiet", is_flag=True, help="Leave out the coverage table and the hours worksheet.")
def check(path: Path, quiet: bool) -> None:
    """Check a course folder, or every one inside PATH; names file and line of each fault.

    A course without a fault is followed by remarks, which stop nothing: what its provider has to fill in or ought to
    know. Then come a table of objectives and questions, and the hours worksheet.
    """
    failed, provider = False, _provider()
    for folder in folders_in(path):
        try:
            checked = importer.check_course(folder, provider)
        except ContentProblems as error:
            failed = True
            _report(folder, error)
        else:
            _praise(folder, checked)
            _tell(checked, is_short=quiet)
    for name in current_site().unfilled:
        click.echo(f"{name}: {PLACEHOLDER}")
    if failed:
        raise SystemExit(1)


@group.command("import")
@click.argument("path", type=FOLDER)
@click.option("--owner", default="", metavar="EMAIL", help="Give it to this instructor, if nobody has it.")
def import_(path: Path, owner: str) -> None:
    """Publish a course folder, or every one inside PATH; a folder with a fault is not imported at all.

    A course that was given to nobody is for administrators only. They can give it to somebody in the studio, too.
    """
    failed, provider = False, _provider()
    for folder in folders_in(path):
        try:
            with writing():
                done = importer.import_course(folder, None, clock.now(), provider)
                _give(done, owner)
        except ContentProblems as error:
            failed = True
            _report(folder, error)
        else:
            state = "published" if done.is_new else "unchanged, still"
            click.echo(f"{done.title}: {state} revision {done.revision}")
    if failed:
        raise SystemExit(1)


@group.command("export")
@click.argument("course")
@click.argument("path", type=click.Path(file_okay=False, path_type=Path))
def export(course: str, path: Path) -> None:
    """Write the newest revision of COURSE (its address, such as low-back-pain) into PATH."""
    try:
        written = exporter.export_course(course, path)
    except exporter.NothingToExport as error:
        raise click.ClickException(f"There is no course {course!r}. See the addresses in the catalogue.") from error
    except exporter.FolderInTheWay as error:
        raise click.ClickException(f"{error} exists already; choose another PATH. Nothing was written.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"{len(written)} files written to {path}")


def _give(done: importer.Imported, email: str) -> None:
    """Make somebody the owner of a course that has none. Raises click.ClickException, which takes the import back."""
    if not email:
        return
    person, owner = people.person_by_email(email), catalogue.owner_of(done.key)
    if person is None or not person.may_teach:
        raise click.ClickException(f"Nobody who teaches has the address {email}. {done.title} was not imported.")
    if owner is None:
        hand_over(done.key, person, None, clock.now())
    elif owner.id != person.id:
        cure = "An administrator can hand it over in the studio"
        raise click.ClickException(f"{done.title} belongs to {owner.email}. {cure}. It was not imported.")


def _provider() -> Provider:
    """What the site knows of its provider; without tables it knows what the environment says."""
    try:
        return importer.provider_of(
            current_site(), current_app.extensions["settings"].data, answered(published_policies, [])
        )
    except ContentProblems as error:
        raise click.ClickException(str(error)) from error


def _report(folder: Path, error: ContentProblems) -> None:
    for problem in error.problems:
        click.echo(str(problem), err=True)
    click.echo(f"{folder.name}: {len(error.problems)} to mend; nothing was imported.", err=True)


def _praise(folder: Path, checked: importer.Checked) -> None:
    words = sum(lesson.words for lesson in checked.edition.lessons.values())
    questions = len(checked.edition.folder.questions)  # a bank may share them: the final test's are the modules'
    click.echo(
        f"{folder.name}: no fault. {len(checked.edition.lessons)} lessons, {words} words, {questions} questions."
    )


def _tell(checked: importer.Checked, *, is_short: bool) -> None:
    details = checked.details
    today = pages.local(clock.now()).date()
    course = checked.edition.folder
    for remark in (*remarks_on(course, details.sources, details.sheet, today), *marking_remarks(course)):
        click.echo(str(remark))
    if not is_short:
        click.echo(f"\n{coverage_text(details.modules)}\n\n{hours_text(details.sheet)}\n")
