"""Policies that the provider has published."""

from flask import Flask

from app.accounts.policies.actions import Wording, publish
from app.accounts.policies.queries import version_in_force
from app.accounts.queries import person_by_id
from app.accounts.rules import Policy
from app.platform import clock
from app.platform.transactions import writing
from tests.people import CORA, add


def declared(app: Flask, policy: Policy, text: str = "It is so.", *, is_asked: bool = False, changes: str = "") -> int:
    """Cora publishes a version; returns its number."""
    cora = add(app, CORA)
    with app.app_context(), writing():
        newest = version_in_force(policy)
        begun_with = newest.number if newest else 0
        return publish(policy, Wording(text, changes, is_asked), begun_with, person_by_id(cora), clock.now()).number
