"""`flask people merge`: the preview at the terminal, then the question."""

import click
from flask.cli import with_appcontext

from app.accounts.administration.actions import LastAdministrator
from app.accounts.models import Person
from app.accounts.queries import person_by_email
from app.platform import clock
from app.platform.transactions import writing
from app.reporting.merging import actions, words
from app.reporting.merging.queries import plan_of


@click.command("merge")
@click.argument("email")
@click.argument("into")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--preview", is_flag=True, help="Only show what would happen.")
@with_appcontext
def merge(email: str, into: str, yes: bool, preview: bool) -> None:
    """Join two accounts of one person: everything of EMAIL goes into the account of INTO, and EMAIL is closed."""
    plan = plan_of(_person(email), _person(into))
    for word, count in plan.counts.items():
        click.echo(f"{count:6} {words.COUNTED[word]}")
    for sentence in [*words.consequences(plan), *map(words.reason, plan.obstacles)]:
        click.echo(f"  - {sentence}")
    if plan.obstacles:
        raise click.ClickException("This cannot be done. Nothing was changed.")
    if preview:
        return
    if not yes:
        click.confirm(f"Join {email} into {into}? This cannot be undone.", abort=True)
    _merge(email, into, plan.fingerprint)
    click.echo(f"{email} is part of {into} now.")


def _merge(email: str, into: str, fingerprint: str) -> None:
    try:
        with writing():
            actions.merge(_person(email), _person(into), fingerprint, clock.now(), None)
    except (actions.CannotMerge, actions.PlanChanged) as refused:
        raise click.ClickException("Something happened in these accounts meanwhile. Nothing was changed.") from refused
    except LastAdministrator as refused:
        raise click.ClickException(f"{email} is the last administrator. Nothing was changed.") from refused


def _person(email: str) -> Person:
    found = person_by_email(email)
    if found is None:
        raise click.ClickException(f"Nobody has the address {email}; `flask people list` shows who there is.")
    return found
