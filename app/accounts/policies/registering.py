"""Accepting policies while registering: the very versions that the page showed."""

from collections.abc import Sequence
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from app.accounts.policies import queries
from app.accounts.policies.models import PolicyVersion
from app.accounts.rules import told


class Accepting:
    """The part of a form with one box for all policies that are asked for. `asked` is empty where none is."""

    accepts = BooleanField(_("I have read and accept these"))
    versions = HiddenField()
    asked: Sequence[PolicyVersion] = ()
    shown: str | None = None  # the versions that the page carried

    def ask_for(self, asked: Sequence[PolicyVersion]) -> None:
        """Offer these; what the page carried along stays, to be compared."""
        self.asked = asked
        self.shown, self.versions.data = self.versions.data, told((one.policy, one.number) for one in asked)

    def agrees(self) -> bool:
        """Whether the box was ticked under these very versions; if not, the box says why."""
        if not self.asked:
            return True
        errors = list(self.accepts.errors)
        if self.shown != self.versions.data:
            self.accepts.data = False
            errors.append(_("One of these was changed a moment ago. Please look at it, then tick the box."))
        elif not self.accepts.data:
            errors.append(_("Tick the box if you accept these. Without that we cannot go on."))
        self.accepts.errors = errors
        return not errors


class AcceptingNewcomer(Accepting):
    """The part of the registration form; Flask-Security's own validation comes first."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """As Flask-Security makes its forms."""
        super().__init__(*given, **named)  # a form's, where this is part of one
        self.ask_for(queries.asked_of_newcomers())

    def validate(self, **kwargs: Any) -> bool:
        """Notes what was agreed to, for the moment at which the person exists."""
        is_valid: bool = super().validate(**kwargs)  # type: ignore[misc]
        is_agreed = self.agrees()
        g.agreed_to = self.asked if is_agreed else ()
        return is_valid and is_agreed


def versions_agreed_to() -> Sequence[PolicyVersion]:
    """What the form of this request agreed to."""
    agreed: Sequence[PolicyVersion] = g.get("agreed_to", ())
    return agreed
