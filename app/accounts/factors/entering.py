"""Between password and second step: who stands there, and how they come in.

Nobody is signed in before the second step. Flask-Security asks `Door.tf_enter` after each of its own ways in (password,
registering, confirming an address); the one-time link asks `enter` itself, so no way leads around it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.tf_plugin import TfPlugin
from flask_security.utils import login_user, logout_user

from app.accounts.factors.queries import has_second_step, is_needed_by
from app.accounts.models import Person
from app.accounts.queries import person_at_door
from app.platform import clock
from app.platform.pages import own_path

HALFWAY = "halfway"
SECOND_STEP = "second step"  # among the ways by which a session says that its person came in
LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody who has taken the first step. `via`: which; `next_path`: where they were going, or ""."""

    person: Person
    via: str
    next_path: str


class Door(TfPlugin):
    """What Flask-Security asks about a second step, answered by us."""

    def tf_enter(self, user: Any, remember_me: bool | None, primary_authn_via: str, next_loc: str | None) -> Any:
        """Ask for a second step; None: there is nothing to ask, and Flask-Security goes on."""
        return enter(user, primary_authn_via, own_path(next_loc or ""))


def enter(person: Person, via: str, next_path: str = "") -> ResponseReturnValue | None:
    """After the first step: ask for the second, or lead staff without one to make one; None when neither is due."""
    if has_second_step(person.id):
        if current_user.is_authenticated:  # somebody else's link was opened here
            logout_user()
        at = int(clock.now().timestamp())
        session[HALFWAY] = {"who": person.fs_uniquifier, "via": via, "next": next_path, "at": at}
        return redirect(url_for("accounts.ask_second_step"))
    if not is_needed_by(person, current_app.extensions["settings"]):
        return None
    login_user(person, authn_via=[via])
    flash(_("You are signed in. One thing first: set up a second step."), "info")
    return redirect(url_for("accounts.second_step"))


def halfway(now: datetime) -> Halfway | None:
    """Who stands between the steps in this browser, if they did not wait for too long.

    A new password changes what the cookie names, and a closed account has nobody at its door.
    """
    kept: dict[str, Any] = session.get(HALFWAY) or {}
    if not kept or now.timestamp() - kept["at"] > LIFE.total_seconds():
        return None
    person = person_at_door(kept["who"])
    return Halfway(person, kept["via"], kept["next"]) if person else None


def leave() -> None:
    """Forget who stood there."""
    session.pop(HALFWAY, None)


def come_in(person: Person, via: str, next_path: str = "") -> ResponseReturnValue:
    """Sign somebody in who has passed the second step."""
    leave()
    login_user(person, authn_via=[via, SECOND_STEP])
    return redirect(own_path(next_path) or current_app.config["SECURITY_POST_LOGIN_VIEW"])
