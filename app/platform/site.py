"""Who runs this site, as pages, letters and new certificates say it: an administrator's words over the environment's.

What an administrator saves is a further row, never an edit, and its number is the edition. A page asks for no edition
of its own: the statement that finds who is signed in brings the newest number along (`NEWEST`), so each process knows
at once that another has saved. Where nobody is signed in, a process looks once in a few seconds.
"""

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any, TypeVar

from flask import Flask, current_app, g, has_request_context
from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Row, String, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.local import LocalProxy

from app.platform import audit
from app.platform.beginning import Begin, beginning
from app.platform.colours import Colours, colours, style_of
from app.platform.db import Model, db
from app.platform.settings import CONTACT_UNKNOWN, PROVIDER_UNNAMED, Settings

log = logging.getLogger(__name__)
LOOK_SECONDS = 5.0
AWAY = (DBAPIError, PoolTimeout, OSError)
Answer = TypeVar("Answer")
COLOUR = len("#RRGGBB")
UNFILLED = (PROVIDER_UNNAMED, CONTACT_UNKNOWN)


class Logo(Model):
    """A logo as an SVG that was cleaned, by its hash; a certificate that shows it goes on showing it."""

    __tablename__ = "logos"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    svg: Mapped[str]
    added_at: Mapped[datetime]


class Brand(Model):
    """What an administrator chose; "" for what the environment says, or our own colors. The newest row counts."""

    __tablename__ = "brands"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    provider: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(300))
    main: Mapped[str] = mapped_column(String(COLOUR))
    accent: Mapped[str] = mapped_column(String(COLOUR))
    main_dark: Mapped[str] = mapped_column(String(COLOUR))  # "": made of the light one
    accent_dark: Mapped[str] = mapped_column(String(COLOUR))
    logo: Mapped[str | None] = mapped_column(ForeignKey("logos.sha256"), index=True)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int]  # a plain number: the platform may not know people

    __table_args__ = (CheckConstraint("(main = '') = (accent = '')", name="two_colors_or_none"),)


# To be selected along with something that every page asks anyway.
NEWEST = select(func.coalesce(func.max(Brand.id), 0)).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Site:
    """Who runs this site. `colours`: None for our own; `logo`: its hash, "" for none."""

    name: str
    provider: str
    contact: str
    version: str
    paper: str
    colours: Colours | None = None
    logo: str = ""
    edition: int = 0

    @property
    def style(self) -> str:
        """What a page's own style element says; "" for our own colors."""
        return style_of(self.colours) if self.colours else ""

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The variables for what is said neither there nor on the page of the administrator."""
        unset = {"NAME": self.provider == PROVIDER_UNNAMED, "CONTACT": self.contact == CONTACT_UNKNOWN}
        return tuple(f"FASCIA_PROVIDER_{name}" for name, is_unset in unset.items() if is_unset)

    @property
    def as_said(self) -> "Site":
        """For a page or a letter: that something is not filled in yet is said in the language of its reader."""
        if not self.unfilled:
            return self
        provider, contact = (
            gettext(words) if words in UNFILLED else words for words in (self.provider, self.contact)
        )  # fmt: skip
        return replace(self, provider=provider, contact=contact)


class Sites:
    """The newest edition that this process knows."""

    def __init__(self, settings: Settings, version: str) -> None:
        """`version`: of the program."""
        name, provider, contact = settings.site_name, settings.provider_name, settings.provider_contact
        self._plain = self._known = Site(name, provider, contact, version, settings.paper)
        self._looked_at = -LOOK_SECONDS
        self._lock = threading.Lock()

    def at(self, edition: int | None) -> Site:
        """The site in this edition or a later one; None: the newest, as far as was looked a moment ago.

        Asked beside the request's own transaction, so that a database that is away spoils nothing: then what was
        known last is said.
        """
        if self._known.edition >= edition if edition is not None else monotonic() < self._looked_at + LOOK_SECONDS:
            return self._known
        if self._lock.acquire(blocking=False):  # one thread looks, the others go on with what is known
            try:
                self._look()
            finally:
                self._lock.release()
        return self._known

    def _look(self) -> None:
        self._looked_at = monotonic()
        try:
            self._known = _branded(self._plain, _newest_beside())
        except AWAY as error:
            log.warning("who runs the site could not be looked up: %s", error)

    @property
    def known(self) -> Site:
        """What is known without asking the database, which may be away."""
        return self._known


def init_app(app: Flask, settings: Settings, version: str) -> None:
    """Let templates say `site`."""
    app.extensions["sites"] = Sites(settings, version)
    app.jinja_env.globals["site"] = LocalProxy(lambda: current_site().as_said)


def current_site() -> Site:
    """The site of this request, the same from its beginning to its end; outside of one, as far as it is known."""
    if not has_request_context():
        return _sites().at(None)
    found: Site | None = g.get("site")
    if found is None:
        found = g.site = _sites().at(g.get("edition"))
    return found


def chosen_brand() -> Brand | None:
    """What an administrator saved last."""
    return db.session.scalar(select(Brand).order_by(Brand.id.desc()).limit(1))


def keep_logo(svg: str, now: datetime) -> str:
    """Keep a cleaned drawing; returns its hash. The same drawing is kept once."""
    sha256 = hashlib.sha256(svg.encode()).hexdigest()
    if db.session.get(Logo, sha256) is None:
        db.session.add(Logo(sha256=sha256, svg=svg, added_at=now))
        db.session.flush()  # before the brand that names it
    return sha256


def save_brand(brand: Brand) -> None:
    """Add an edition; every process shows it with its next page."""
    db.session.add(brand)
    db.session.flush()
    audit.record("changed the provider's look", "site:brand", brand.saved_at, person_id=brand.saved_by_id,
                 edition=brand.id, provider=brand.provider, contact=brand.contact)  # fmt: skip


def logo_svg(sha256: str) -> str:
    """A logo, however old; "" for none."""
    return (sha256 and db.session.scalar(select(Logo.svg).where(Logo.sha256 == sha256))) or ""


def answered(ask: Callable[[], Answer], otherwise: Answer) -> Answer:
    """What the database says, or `otherwise` where it is away or has no such table yet."""
    try:
        return ask()
    except AWAY:
        db.session.rollback()
        return otherwise


def program_version() -> str:
    """The version of the program."""
    return _sites().known.version


def note_edition(edition: int) -> None:
    """The database was asked for something else and said which edition is the newest."""
    g.edition = edition


def without_asking() -> None:
    """The database is away: this page says what was known last."""
    g.site = _sites().known


def _sites() -> Sites:
    found: Sites = current_app.extensions["sites"]
    return found


def _newest_beside() -> Row[Any] | None:
    """The newest row, by a connection of its own that never writes."""
    token = beginning.set(Begin.AS_READER)
    try:
        with db.engine.connect() as connection:
            return connection.execute(select(Brand.__table__).order_by(Brand.id.desc()).limit(1)).one_or_none()
    finally:
        beginning.reset(token)


def _branded(plain: Site, brand: Row[Any] | None) -> Site:
    if brand is None:
        return plain
    chosen = colours(brand.main, brand.accent, brand.main_dark, brand.accent_dark) if brand.main else None
    return replace(
        plain, name=brand.name or plain.name, provider=brand.provider or plain.provider,
        contact=brand.contact or plain.contact, colours=chosen, logo=brand.logo or "", edition=brand.id,
    )  # fmt: skip
