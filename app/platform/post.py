"""The two ways a message leaves: by SMTP, or into a folder where no SMTP server is set."""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.platform.settings import LOOPBACK, Settings

SECONDS = 20


def deliver(email: EmailMessage, settings: Settings) -> None:
    """Send, or file, one message. Raises OSError or smtplib.SMTPException."""
    if settings.smtp_url:
        _by_smtp(email, settings.smtp_url)
    else:
        _into_folder(email, settings.data / "outbox")


def _by_smtp(email: EmailMessage, url: str) -> None:
    """`smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`."""
    parts = urlsplit(url)
    host, context = parts.hostname or "localhost", _context(parts.hostname)
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 0, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 0, timeout=SECONDS)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
        elif parts.scheme == "smtp" and parts.username and host not in LOOPBACK:
            raise smtplib.SMTPNotSupportedError("The mail server offers no encryption, so the password was not sent.")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(email)


def _context(host: str | None) -> ssl.SSLContext:
    """Certificates are verified, except on this machine: a mail server there signs its own, and nobody is between."""
    context = ssl.create_default_context()
    if host in LOOPBACK:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _into_folder(email: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = str(email["Message-ID"]).strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(email))
