"""Flask-Security set up our way: our people, our sessions, our outbox, our one commit."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Flask, abort, current_app, flash, g, request, session
from flask_babel import lazy_gettext as _
from flask_login import user_logged_out
from flask_security import MailUtil, RoleMixin, Security, user_authenticated, user_not_registered
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.signals import password_changed, password_reset, reset_password_instructions_sent
from flask_security.utils import hash_password, set_request_attr

from app.accounts import actions, queries
from app.accounts.factors import ceremony, entering
from app.accounts.guessing import devices, forms
from app.accounts.guessing.choosing import ChosenPassword
from app.accounts.messages import MESSAGES
from app.accounts.models import Person
from app.accounts.rules import Role, device_words, network_of
from app.platform import clock, mail, site
from app.platform.db import db
from app.platform.languages import CATALOGUES, language
from app.platform.settings import Settings

TOKEN = "sign_in"  # noqa: S105 - the name of the session's key, not a secret
SEEN_EVERY_SECONDS = 300
AGAIN = "change"  # what Flask-Security calls it when whoever is signed in gets a new session for a new password


class PeopleStore(SQLAlchemyUserDatastore):
    """Our people for Flask-Security, which must not commit: the request does."""

    def commit(self) -> None:
        """Do nothing. Flask-Security calls this after the request, on errors too; then a failed view stayed saved."""

    def create_user(self, **kwargs: Any) -> Person:
        """A new student."""
        kwargs.pop("roles", None)  # a person has one role
        kwargs["email"] = str(kwargs["email"]).lower()
        kwargs.setdefault("fs_uniquifier", secrets.token_hex(32))
        person = Person(**kwargs, language=language(), joined_at=clock.now(), role=Role.STUDENT.value, active=True)
        db.session.add(person)
        db.session.flush()  # the session row that follows names the person
        return person


class OutboxMail(MailUtil):
    """Flask-Security's messages wait in the outbox like all others; its own way leaves before the commit."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **_rest: Any
    ) -> None:
        """Queue the message; its HTML is made of its text."""
        mail.queue(str(recipient), str(subject), body or "", clock.now())


def init_app(app: Flask, settings: Settings) -> None:
    """Put Flask-Security on the app."""
    app.config.update(security_config(settings))
    store = PeopleStore(db, Person, RoleMixin)
    security = Security(
        app,
        store,
        mail_util_cls=OutboxMail,
        password_util_cls=ChosenPassword,
        register_form=forms.RegisterForm,
        login_form=forms.SignInForm,
        verify_form=forms.OnceMoreForm,
        change_password_form=forms.NewPasswordForm,
        forgot_password_form=forms.ForgottenForm,
        send_confirmation_form=forms.ConfirmForm,
    )
    security.two_factor_plugins = entering.Door()
    security.login_context_processor(
        lambda: {"passkeys": ceremony.is_possible(), "question": ceremony.question_to_prove}
    )
    security.principal.skip_static = True  # a style sheet is the same for everybody: no query, and no outage
    security.want_json(lambda _request: False)
    app.before_request(refuse_json)
    security.login_manager.user_loader(load_person)
    security.login_manager.request_loader(lambda _request: None)  # no tokens in headers or addresses
    app.extensions["late_writers"].add("security")
    user_authenticated.connect(_begin_session, app)
    user_logged_out.connect(_end_session, app)
    password_changed.connect(_end_other_sessions, app)
    password_reset.connect(_end_all_sessions, app)
    user_not_registered.connect(_say_so, app)
    reset_password_instructions_sent.connect(_take_as_long_as_for_a_stranger, app)


def security_config(settings: Settings) -> dict[str, object]:
    """Flask-Security's settings. Without a mail server nobody could confirm an address, so nobody is asked."""
    return {
        "SECURITY_LOGIN_URL": "/sign-in", "SECURITY_LOGOUT_URL": "/sign-out", "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_REGISTER_URL": "/register", "SECURITY_RESET_URL": "/reset-password",
        "SECURITY_CHANGE_URL": "/account/password", "SECURITY_CONFIRM_URL": "/confirm",
        "SECURITY_POST_LOGIN_VIEW": "/my", "SECURITY_POST_REGISTER_VIEW": "/my", "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_POST_CHANGE_VIEW": "/account", "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_POST_CONFIRM_VIEW": "/my",
        "SECURITY_REGISTERABLE": True, "SECURITY_RECOVERABLE": True, "SECURITY_CHANGEABLE": True,
        "SECURITY_CONFIRMABLE": bool(settings.smtp_url), "SECURITY_LOGIN_WITHOUT_CONFIRMATION": True,
        "SECURITY_USE_REGISTER_V2": True, "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_STATIC_FOLDER": None, "SECURITY_CLI_USERS_NAME": None, "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_JOIN_USER_ROLES": False, "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_PASSWORD_HASH": "argon2", "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        # OWASP's Argon2id: 19 MiB, two passes, one lane; 27 ms on the machine this was measured on.
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": settings.password_memory_kib,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        # For what a link carries of the address and of the password's own hash; the slow default told, by its time,
        # which addresses have an account.
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"], "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_PASSWORD_SALT": settings.secret_key, "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False}, "SECURITY_EMAIL_HTML": False,
        "SECURITY_EMAIL_SENDER": settings.mail_from, "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
        # For what could do harm at a desk that somebody left: half an hour, and as long again while one goes on.
        "SECURITY_FRESHNESS": timedelta(minutes=30), "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=30),
        "SECURITY_VERIFY_URL": "/account/verify", "SECURITY_POST_VERIFY_VIEW": "/account",
        "REMEMBER_COOKIE_DURATION": 0,
        "SECURITY_I18N_DOMAIN": "messages", "SECURITY_I18N_DIRNAME": [CATALOGUES],
        "SECURITY_REDIRECT_VALIDATE_MODE": "regex",
        **{f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()},
    }  # fmt: skip


def refuse_json() -> None:
    """Flask-Security takes JSON too; no page of ours sends it, and a number for a name would be a fault of ours."""
    if request.blueprint == "security" and request.is_json:
        abort(415)


def load_person(uniquifier: str) -> Person | None:
    """Who the cookie stands for: the signed cookie must carry a token whose row still exists."""
    token = session.get(TOKEN)
    now = clock.now()
    if not token or (found := queries.person_signed_in(uniquifier, token, now)) is None:
        return None
    site.note_edition(found.edition)
    g.proved_at = found.proved_at
    if found.proved_at is None and current_app.extensions["settings"].staff_second_step:
        found.person.hold()
    # What Flask-Security's own loader notes; without it, choosing a first password asks to sign in again.
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    if (now - found.seen_at).total_seconds() > SEEN_EVERY_SECONDS:
        actions.note_seen(token, now)  # at most every five minutes; every other page view commits nothing
    return found.person


def _begin_session(_app: Flask, user: Person, authn_via: Sequence[str] = (), **_rest: object) -> None:
    if old := session.pop(TOKEN, None):
        actions.end_session(old)
    session.permanent = True
    if entering.SECOND_STEP in authn_via:
        g.proved_at = clock.now()
    elif AGAIN not in authn_via:
        g.proved_at = None
    session[TOKEN] = _new_session(user)
    devices.remember_device(user, clock.now())


def _new_session(user: Person) -> str:
    """A session that has passed what this request has."""
    browser, address = request.headers.get("User-Agent", ""), request.remote_addr or ""
    words = device_words(browser), network_of(address)
    return actions.start_session(user, clock.now(), *words, proved_at=g.get("proved_at"))


def _end_session(_app: Flask, **_rest: object) -> None:
    entering.leave()
    if token := session.pop(TOKEN, None):
        actions.end_session(token)


def _end_other_sessions(_app: Flask, user: Person, **_rest: object) -> None:
    actions.end_sessions_of(user)
    actions.forget_devices_of(user)
    if TOKEN in session:
        session[TOKEN] = _new_session(user)
        devices.remember_device(user, clock.now())


def _end_all_sessions(_app: Flask, user: Person, **_rest: object) -> None:
    actions.end_sessions_of(user)  # also on this device, unless it is signed in as somebody else
    actions.forget_devices_of(user)
    devices.remember_device(user, clock.now())  # who reads the mail is the owner: nobody's guesses hold them up now


def _say_so(_app: Flask, **_rest: object) -> None:
    flash(_("If that address already has an account, sign in here. We have also written to it."), "info")


def _take_as_long_as_for_a_stranger(_app: Flask, **_rest: object) -> None:
    hash_password("not-a-password")  # Flask-Security does so for an unknown address, and a link alone takes no time
