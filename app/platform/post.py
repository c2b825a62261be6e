"""The two ways a message leaves: by SMTP, or into a folder where no SMTP server is set."""

import smtplib
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.platform.settings import Settings

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
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 0, timeout=SECONDS) as server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(email)


def _into_folder(email: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = str(email["Message-ID"]).strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(email))
