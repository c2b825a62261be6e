"""What upkeep promises: mail leaves, the worker works, a back-up can be restored."""

from datetime import datetime, timedelta

from app.platform import mail, remembered
from app.platform.settings import Settings
from app.reporting.doctor.finding import Finding, advice, ago, wrong

LATE_MAIL = timedelta(hours=1)
SILENT_WORKER = timedelta(minutes=5)
OLD_BACKUP, OLD_REHEARSAL, OLD_LOOK = timedelta(days=7), timedelta(days=90), timedelta(days=7)


def mail_queue(settings: Settings, now: datetime) -> Finding:
    """Whether what was written leaves."""
    waiting = mail.waiting()
    if waiting.oldest and now - waiting.oldest > LATE_MAIL:
        found = f"{waiting.count} messages wait, the oldest was written {ago(now - waiting.oldest)}"
        why = f" ({waiting.last_error})" if waiting.last_error else ""
        return wrong("mail", f"{found}{why}", "see /admin/mail for why each failed; check FASCIA_SMTP_URL")
    if not settings.smtp_url:
        found = f"no mail server is set: messages are filed in {settings.data / 'outbox'}"
        return advice("mail", found, "set FASCIA_SMTP_URL, so that people get them")
    return Finding("mail", f"{waiting.count} messages wait")


def worker(_settings: Settings, now: datetime) -> Finding:
    """Whether somebody sends mail and does what is due."""
    last, cure = remembered.recalled(remembered.WORKER), "run flask serve, or flask work"
    if last is None:
        return wrong("worker", "none has worked here yet", cure)
    found = f"last round {ago(now - last.at)}"
    return wrong("worker", found, cure) if now - last.at > SILENT_WORKER else Finding("worker", found)


def last_backup(_settings: Settings, now: datetime) -> Finding:
    """Whether a back-up is recent."""
    last, cure = remembered.recalled(remembered.BACKUP), "run flask backup FILE each night, and copy FILE elsewhere"
    if last is None:
        return wrong("back-up", "none was made yet", cure)
    found = f"{last.details['file']}, {last.details['bytes']:,} bytes, made {ago(now - last.at)}"
    if now - last.at > OLD_BACKUP:
        return wrong("back-up", found, cure)
    if not last.details["is_sealed"]:
        return advice("back-up", f"{found}, without the private keys", "set FASCIA_BACKUP_PASSPHRASE")
    return Finding("back-up", found)


def last_rehearsal(_settings: Settings, now: datetime) -> Finding:
    """Whether somebody has tried that a back-up can be restored."""
    last, cure = remembered.recalled(remembered.REHEARSAL), "run flask restore --rehearse FILE with your newest back-up"
    if last is None:
        return advice("tested restore", "no back-up was tried yet", cure)
    found = f"{last.details['file']} was tried {ago(now - last.at)}"
    return advice("tested restore", found, cure) if now - last.at > OLD_REHEARSAL else Finding("tested restore", found)


def last_look(now: datetime) -> Finding:
    """Whether somebody has read the logs and the whole database of late; for the page, which does not."""
    last, cure = remembered.recalled(remembered.LONG_LOOK), "run flask doctor on the machine of the site each night"
    what, unknown = "long look", "nobody knows whether the logs and the database are whole"
    if last is None:
        return advice(what, f"none was taken yet: {unknown}", cure)
    found = f"taken {ago(now - last.at)}"
    return advice(what, f"{found}: {unknown} since", cure) if now - last.at > OLD_LOOK else Finding(what, found)
