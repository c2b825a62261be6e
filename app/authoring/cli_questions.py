"""`flask questions …`: question banks in and out."""

import json
from pathlib import Path

import click

from app.authoring.bank_folder import Bank, NoSuchModule, add_to_folder, bank_of, inside, module_of, read_folder
from app.authoring.banks import BankReport, Filing, NewFiles, Taken, read_bank, to_question_files
from app.authoring.banks.as_json import report_as_json
from app.authoring.banks.decoding import LARGEST
from app.authoring.banks.filing.back import from_question_files
from app.authoring.banks.formats import FORMATS
from app.authoring.banks.report import told
from app.authoring.banks.writers import WRITERS
from app.catalogue import queries as catalogue
from app.catalogue.content.problems import ContentProblems
from app.catalogue.content.questions import STYLES, USES
from app.platform.commands import PlainGroup

group = PlainGroup("questions", help="Question banks: import and export GIFT, Moodle XML, Aiken, CSV, Excel.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@group.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only report what would be imported.")
@click.option("--json", "as_json", is_flag=True, help="Report in JSON.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="Left out: told by name and content.")
@click.option("--encoding", default="", help="Of a text that is not UTF-8, such as windows-1252.")
@click.option("--course", type=FOLDER, help="The course folder that the questions are added to.")
@click.option("--module", "--quiz", default="", help="Its module, such as 2-petrissage or petrissage.")
@click.option("--objective", default="", help="The objective that the questions ask for.")
@click.option("--passage", default="", help="The passage that they rest on, such as opening-strokes#pressure.")
@click.option("--source", "sources", multiple=True, help="A source that they rest on; may be given more than once.")
@click.option("--use", type=click.Choice(USES), default=USES[0], help="Where the questions are asked.")
@click.option("--style", type=click.Choice(STYLES), default=STYLES[0], help="What they ask for.")
def import_(  # noqa: PLR0913, PLR0917 - click hands each option over by its name
    file: Path,
    dry_run: bool,
    as_json: bool,
    form: str | None,
    encoding: str,
    course: Path | None,
    module: str,
    objective: str,
    passage: str,
    sources: tuple[str, ...],
    use: str,
    style: str,
) -> None:
    """Add the questions of FILE to a course folder, each whole or not at all, or only report (--dry-run).

    What a bank does not know (objective, passage, sources) can be given for all of it; `courses check` asks for what
    is left open. No file that is there is changed.
    """
    if not (dry_run or course):
        raise click.ClickException("Say where the questions go with --course, or only look with --dry-run.")
    report = read_bank(_bytes_of(file), file.name, form or "", encoding)
    filing = Filing(objective, passage, tuple(sources), use, style)
    folder = _module(course, module) if course else ""
    filed = to_question_files(report, filing, _taken(course, folder))
    _tell(report, filed, as_json=as_json, is_dry=dry_run)
    if not dry_run and course:
        _add(report, filed, course, folder, as_json=as_json)


@group.command("export")
@click.argument("course")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="Left out: the suffix of FILE tells.")
@click.option("--module", "--quiz", default="", help="Only of this module.")
def export(course: str, file: Path, form: str | None, module: str) -> None:
    """Write the questions of COURSE (a folder, or the address of a published course) to FILE; tell what is lost."""
    form = form or file.suffix.lstrip(".").lower()
    if form not in WRITERS:
        raise click.ClickException(f"Choose a format with --format: {', '.join(FORMATS)}.")
    if file.exists():
        raise click.ClickException(f"{file} exists already; choose another name. Nothing was written.")
    bank = _bank(course)
    chosen = [(one, folder) for folder, one in bank.files if not module or module in {folder, folder.partition("-")[2]}]
    found = from_question_files(chosen, bank.figures)
    written = WRITERS[form](found.questions)
    for one in sorted((*found.refused, *written.refused)):
        click.echo(f"{one.name}: {one.why}", err=True)
    for remark in (*found.remarks, *written.remarks):
        click.echo(remark.what)
    if not written.count:
        raise click.ClickException("No question is left that could be written. Nothing was written.")
    _write(file, written.data)
    click.echo(f"{written.count} of {len(chosen)} questions written to {file}")


def _bytes_of(file: Path) -> bytes:
    """What is in the file, or the beginning of one that is too large to be read at all."""
    try:
        with file.open("rb") as source:
            return source.read(LARGEST + 1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _module(course: Path, name: str) -> str:
    try:
        return module_of(course, name)
    except NoSuchModule as error:
        there = f"It has {error}." if str(error) else "It has no module with a module.toml."
        raise click.ClickException(f"Name a module of {course} with --module. {there}") from error


def _taken(course: Path | None, module: str) -> Taken:
    if course is None:
        return Taken()
    return _read(course).taken_in(module)


def _read(course: Path) -> Bank:
    try:
        return read_folder(course)
    except ContentProblems as error:
        raise click.ClickException(f"{error}\nNothing was done.") from error


def _tell(report: BankReport, filed: NewFiles, *, as_json: bool, is_dry: bool) -> None:
    if as_json:
        click.echo(json.dumps(report_as_json(report, filed), ensure_ascii=False, indent=1))
    else:
        click.echo(told(report, filed, is_dry=is_dry))


def _add(report: BankReport, filed: NewFiles, course: Path, module: str, *, as_json: bool) -> None:
    if report.has_doubt or not filed.files:
        raise click.ClickException("Nothing was imported.")
    try:
        paths = add_to_folder(filed, course, module)
    except OSError as error:
        raise click.ClickException(f"{course} cannot be written: {error.strerror}. Nothing was imported.") from error
    if not as_json:
        click.echo(f"{len(paths)} files written to {paths[0].parent}. Now run: flask courses check {course}")


def _bank(course: str) -> Bank:
    folder = Path(course)
    if folder.is_dir():
        return _read(folder)
    files = catalogue.files_of(course)
    if not files:
        raise click.ClickException(f"There is no folder and no published course {course!r}.")
    return bank_of(inside(files, course))


def _write(file: Path, data: bytes) -> None:
    try:
        with file.open("xb") as out:
            out.write(data)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
