"""What every page may use: addresses of static files, the theme, dates in words."""

import hashlib
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_locale, get_translations
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.security import safe_join

from app.platform import languages
from app.platform.settings import Settings

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
YEAR = 365 * 24 * 3600


def init_app(app: Flask, settings: Settings) -> None:
    """Give the templates their common words."""
    app.config["BABEL_DEFAULT_TIMEZONE"] = settings.time_zone
    languages.init_app(app)
    _install_gettext(app)
    app.jinja_env.globals.update(static_url=static_url, theme=theme)
    app.jinja_env.filters.update(day=day, clock_time=clock_time, safe_html=Markup)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _install_gettext(app: Flask) -> None:
    """Look the translations up once a page, not once a sentence; that took a tenth of a lesson's time."""

    def translations() -> NullTranslations:
        locale = get_locale()  # a letter to somebody else may be in another one
        if g.get("translations_into") is not locale:  # asked hundreds of times a page, so only once each
            g.translations, g.translations_into = get_translations(), locale
        found: NullTranslations = g.translations
        return found

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: translations().gettext(text),
        ngettext=lambda one, many, count: translations().ngettext(one, many, count),
        newstyle=True,
    )


def static_url(name: str) -> str:
    """The address of a static file, with its content's hash: it may be cached for a year."""
    return f"{request.script_root}{_address(current_app.static_folder or '', name)}"


@cache
def _address(folder: str, name: str) -> str:
    fingerprint = hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={fingerprint}"


def max_age(name: str) -> int | None:
    """How long a static file may be kept unasked: a year where its address names its content, else not at all.

    A page of the next version may ask this one for a file; kept for a year, it would be the wrong one.
    """
    folder = current_app.static_folder or ""
    path = safe_join(folder, name)
    if path is None or not Path(path).is_file():
        return None
    is_named = name.startswith("fonts/") or request.full_path == _address(folder, name)
    return YEAR if is_named else None


def theme() -> str:
    """`auto`, `light` or `dark`, from the person's cookie, so that the server's page is right at once."""
    chosen = request.cookies.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def redirect_remembering(address: str, cookie: str, value: str) -> ResponseReturnValue:
    """Lead on to `address`, and let this browser keep a choice for a year: one of a few words, no secret."""
    answer = redirect(address)
    if isinstance(answer, Response):
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    return answer


def own_path(path: str) -> str:
    """The path, if it leads nowhere but into this site: one slash, no second one or backslash; else ""."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else ""


def day(moment: date | datetime | str) -> str:
    """`21 November 2026`, in the site's time zone and the page's language; a string is a date in ISO form."""
    if isinstance(moment, str):
        moment = date.fromisoformat(moment)
    return str(format_date(local(moment) if isinstance(moment, datetime) else moment, _("d MMMM y"), rebase=False))


def clock_time(moment: datetime) -> str:
    """`10:42:07`, in the site's time zone."""
    return local(moment).strftime("%H:%M:%S")


def local(moment: datetime, zone: str | None = None) -> datetime:
    """The moment in a time zone, by default the site's."""
    return moment.astimezone(ZoneInfo(zone or current_app.extensions["settings"].time_zone))
