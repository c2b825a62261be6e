"""One frozen object of settings, read once from the environment."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from app.platform.environment import Environment, SettingsError

SHORTEST_SECRET = 32
N_ = str  # marks what pages say in their own language
PROVIDER_UNNAMED, CONTACT_UNKNOWN = N_("Provider not yet named"), N_("contact not yet given")
ORIGIN = r"https?://[\w.-]+(:\d{1,5})?"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. Each field is in the README's settings table."""

    data: Path
    keys: Path
    database_url: str
    host: str
    port: int
    base_url: str
    workers: int
    threads: int
    secret_key: str
    site_name: str
    provider_name: str
    provider_contact: str
    mail_from: str
    smtp_url: str
    trusted_proxies: int
    allow_old_sqlite: bool
    password_memory_kib: int
    time_zone: str
    paper: str
    admin_email: str
    worker_inside: bool
    rate_limits: bool
    licence_reminders: tuple[int, ...]  # days before a licence expires; none for no reminders
    due_reminders: bool
    backup_passphrase: str
    log_level: str
    metrics: str  # "no", "loopback", or the token that whoever asks must know
    staff_second_step: bool

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        """Whether people reach the site by https, so that cookies may be marked secure."""
        return self.base_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """Host names a request may carry; anything else is refused, so no link is built for a stranger's host."""
        named = urlsplit(self.base_url).hostname or "localhost"
        return sorted({named, *(LOOPBACK if self.host in LOOPBACK else ())})

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read `FASCIA_…` from `environ` (default: the process's). Raises SettingsError with a cure."""
        reader = Environment(os.environ if environ is None else environ)
        data = reader.folder("DATA", Path("instance"))
        host, port = reader.text("HOST", "127.0.0.1"), reader.number("PORT", 8000, 0, 65535)
        found = cls(
            data=data,
            keys=reader.folder("KEYS", data / "keys"),
            database_url=_database_url(reader.text("DATABASE_URL", f"sqlite:///{data / 'fascia.sqlite3'}")),
            host=host,
            port=port,
            base_url=_base_url(reader.text("BASE_URL", ""), host, port),
            workers=reader.number("WORKERS", min(2, os.cpu_count() or 1), 1, 64),
            threads=reader.number("THREADS", 4, 1, 64),
            secret_key=_secret(reader.text("SECRET_KEY", ""), data),
            site_name=reader.text("SITE_NAME", "Fascia"),
            provider_name=reader.text("PROVIDER_NAME", PROVIDER_UNNAMED),
            provider_contact=reader.text("PROVIDER_CONTACT", CONTACT_UNKNOWN),
            mail_from=reader.like("MAIL_FROM", "no-reply@localhost"),
            smtp_url=reader.like("SMTP_URL", ""),
            trusted_proxies=reader.number("TRUSTED_PROXIES", 0, 0, 9),
            allow_old_sqlite=reader.choice("ALLOW_OLD_SQLITE", "no", ("yes", "no")) == "yes",
            password_memory_kib=reader.number("PASSWORD_MEMORY_KIB", 19456, 8, 1048576),
            time_zone=_time_zone(reader.text("TIME_ZONE", "America/New_York")),
            paper=reader.choice("PAPER", "us-letter", ("us-letter", "a4")),
            admin_email=reader.like("ADMIN_EMAIL", "administrator@localhost").lower(),
            worker_inside=reader.choice("WORKER_INSIDE", "no", ("yes", "no")) == "yes",
            rate_limits=reader.choice("RATE_LIMITS", "yes", ("yes", "no")) == "yes",
            licence_reminders=reader.days("LICENCE_REMINDERS", "90,30"),
            due_reminders=reader.choice("DUE_REMINDERS", "yes", ("yes", "no")) == "yes",
            backup_passphrase=reader.text("BACKUP_PASSPHRASE", ""),
            log_level=reader.choice("LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
            metrics=_metrics(reader.text("METRICS", "no")),
            staff_second_step=reader.choice("STAFF_SECOND_STEP", "yes", ("yes", "no")) == "yes",
        )
        reader.refuse_a_slip()
        return found


def _metrics(given: str) -> str:
    if given not in ("no", "loopback") and not re.fullmatch(r"[!-~]{20,200}", given):
        cure = "set it to no, to loopback, or to a token of 20 characters or more without spaces"
        raise SettingsError(f"FASCIA_METRICS cannot be used; {cure}.")
    return given


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise SettingsError(f"FASCIA_TIME_ZONE is {name!r}; set it to a name such as America/New_York.") from error
    return name


def _database_url(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        cure = "it must start with sqlite:/// or postgresql+psycopg://"
        raise SettingsError(f"FASCIA_DATABASE_URL is {url.partition('://')[0]!r}…; {cure}.")
    return url


def _base_url(given: str, host: str, port: int) -> str:
    if not given and host not in LOOPBACK:
        raise SettingsError("FASCIA_HOST lets other machines in; set FASCIA_BASE_URL to the address people will open.")
    named = "localhost" if ":" in host else host  # Werkzeug cannot compare a Host header with [::1]
    url = (given or f"http://{named}:{port}").rstrip("/").lower()
    if not re.fullmatch(ORIGIN, url, re.ASCII):
        cure = "it must be http:// or https:// and a host name, with a port if need be, without a path"
        raise SettingsError(f"FASCIA_BASE_URL is {given!r}; {cure}.")
    return url


def _secret(given: str, data: Path) -> str:
    secret = given or _secret_from_file(data / "secret-key")
    if len(secret) < SHORTEST_SECRET:
        raise SettingsError(f"The secret key has fewer than {SHORTEST_SECRET} characters; use a longer random one.")
    return secret


def _secret_from_file(path: Path) -> str:
    """The generated secret, made on first start in a file only its owner can read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # O_EXCL: of two processes that start together, one makes the file and the other reads it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"{path} cannot be written ({error.strerror}); give its folder to this user.") from error
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read; give it to this user, or set FASCIA_SECRET_KEY.") from error
