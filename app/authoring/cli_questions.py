"""`flask questions …`: question banks in and out."""

import json
from pathlib import Path

import click

from app.authoring.banks import BankReport, NewFiles, read_bank, to_question_files
from app.authoring.banks.as_json import report_as_json
from app.authoring.banks.reading import FORMATS
from app.platform.commands import PlainGroup

group = PlainGroup("questions", help="Question banks: import and export GIFT, Moodle XML, Aiken, CSV, Excel.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only report what would be imported.")
@click.option("--json", "as_json", is_flag=True, help="Report in JSON.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="Left out: told by name and content.")
@click.option("--encoding", default="", help="Of a text that is not UTF-8, such as windows-1252.")
def import_(file: Path, dry_run: bool, as_json: bool, form: str | None, encoding: str) -> None:
    """Read a question bank."""
    report = read_bank(file.read_bytes(), file.name, form or "", encoding)
    filed = to_question_files(report)
    if as_json:
        click.echo(json.dumps(report_as_json(report, filed), ensure_ascii=False, indent=1))
