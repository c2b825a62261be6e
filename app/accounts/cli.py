"""`flask people …`: accounts from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app, url_for
from sqlalchemy.exc import IntegrityError

from app.accounts import actions
from app.accounts.administration import actions as administration
from app.accounts.administration import queries
from app.accounts.forms import LONGEST_NAME, whole_address
from app.accounts.models import Person
from app.accounts.queries import person_by_email
from app.accounts.rules import Role, Standing
from app.platform import clock
from app.platform.commands import PlainGroup
from app.platform.forms import single_line
from app.platform.transactions import writing

group = PlainGroup("people", help="Accounts: list, add, give roles, close and open, sign out.")
REFUSALS: dict[type[Exception], str] = {
    administration.LastAdministrator: "is the last administrator; make somebody else one first. Nothing was changed.",
    administration.Deleted: "was deleted by its owner and stays closed. Nothing was changed.",
    administration.Merged: "became part of another account and stays closed. Nothing was changed.",
}


@contextmanager
def _changing(email: str) -> Iterator[Person]:
    """The person with this address, to be changed, and one plain line when that cannot be."""
    try:
        with writing():
            person = person_by_email(email)
            if person is None:
                raise click.ClickException(f"Nobody has the address {email}; `flask people list` shows who there is.")
            yield person
    except tuple(REFUSALS) as reason:
        raise click.ClickException(f"{email} {REFUSALS[type(reason)]}") from reason


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
    if not (address := whole_address(email)):
        raise click.ClickException(f"{email!r} is no e-mail address; write it like ana@example.org.")
    try:
        with writing():
            person = actions.add_person(address, name, Role(role), now)
            token = actions.make_sign_in_link(person, now)
    except IntegrityError as error:
        raise click.ClickException(f"{email} already has an account; nothing was changed.") from error
    click.echo(f"{address} added as {role}. This link signs them in once, within a day:")
    click.echo(url_for("accounts.sign_in_link", token=token, _external=True))


@group.command("list")
@click.option("--search", default="", help="Part of a name or address.")
@click.option("--role", type=click.Choice([role.value for role in Role]))
@click.option("--state", type=click.Choice([standing.value for standing in Standing]))
def list_people(search: str, role: str | None, state: str | None) -> None:
    """List accounts: address, role, name."""
    wanted = queries.Wanted(search, Role(role) if role else None, Standing(state) if state else None, sort="email")
    for one in queries.list_people(wanted):
        person = one.person
        click.echo(f"{person.email}\t{person.role}\t{person.name}{'' if person.active else '  (disabled)'}")


@group.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
def give_role(email: str, role: str) -> None:
    """Make somebody a student, instructor or administrator."""
    with _changing(email) as person:
        is_new = administration.give_role(person.id, Role(role), clock.now(), None)
    click.echo(f"{email} is {'now' if is_new else 'already'}: {role}.")


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close an account: every device is signed out, nobody signs in to it. What its owner did is kept."""
    with _changing(email) as person:
        is_new = administration.disable(person.id, clock.now(), None)
    click.echo(f"{email} is {'closed' if is_new else 'closed already'}.")


@group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Open a closed account again."""
    with _changing(email) as person:
        is_new = administration.enable(person.id, clock.now(), None)
    click.echo(f"{email} is {'open again' if is_new else 'open already'}.")


@group.command("end-sessions")
@click.argument("email")
def end_sessions(email: str) -> None:
    """Sign somebody out on every device."""
    with _changing(email) as person:
        administration.end_every_session(person, clock.now(), None)
    click.echo(f"{email} is signed out on every device.")


@group.command("reset-second-step")
@click.argument("email")
def reset_second_step(email: str) -> None:
    """For somebody who lost phone and recovery codes: take the second step away, and sign them out everywhere.

    They sign in with their password then, and a message tells them of it; staff are asked to set up a new one.
    """
    with _changing(email) as person:
        administration.reset_second_step(person.id, current_app.extensions["settings"], clock.now(), None)
    click.echo(f"{email} has no second step now, and is signed out on every device.")
