"""`flask people …`: accounts from the command line."""

import click
from email_validator import EmailNotValidError, validate_email
from flask import url_for
from sqlalchemy.exc import IntegrityError

from app.accounts import actions, queries
from app.accounts.forms import LONGEST_NAME
from app.accounts.rules import Role
from app.platform import clock
from app.platform.commands import PlainGroup
from app.platform.forms import single_line
from app.platform.transactions import writing

group = PlainGroup("people", help="Accounts: add one, list all.")


def _as_name(_context: click.Context, _option: click.Parameter, given: str) -> str:
    name = str(single_line(given))
    if not 0 < len(name) <= LONGEST_NAME:
        raise click.BadParameter(f"a name has between 1 and {LONGEST_NAME} characters.")
    return name


@group.command("add")
@click.argument("email")
@click.option("--name", required=True, callback=_as_name, help="The person's name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="student", show_default=True)
def add(email: str, name: str, role: str) -> None:
    """Add an account and print a link that signs its owner in once, within a day."""
    now = clock.now()
    try:
        address = validate_email(email, check_deliverability=False).normalized
        with writing():
            person = actions.add_person(address, name, Role(role), now)
            token = actions.make_sign_in_link(person, now)
    except EmailNotValidError as error:
        raise click.ClickException(f"{email!r} is no e-mail address: {error}") from error
    except IntegrityError as error:
        raise click.ClickException(f"{email} already has an account; nothing was changed.") from error
    click.echo(f"{address} added as {role}. This link signs them in once, within a day:")
    click.echo(url_for("accounts.sign_in_link", token=token, _external=True))


@group.command("list")
def list_people() -> None:
    """List every account: address, role, name."""
    for person in queries.people():
        click.echo(f"{person.email}\t{person.role}\t{person.name}{'' if person.active else '  (disabled)'}")
