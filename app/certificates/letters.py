"""What students are told by mail about their certificates."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from app.certificates.rules import Snapshot

ATTACHED = lazy("It is attached as a signed PDF: keep the file as it is, and send it on as it is.")


def of_issue(snapshot: Snapshot, href: str) -> tuple[str, str]:
    """Subject and text. `href`: where anybody can check the certificate."""
    lines = [
        _("%(name)s, your certificate for %(subject)s was issued.", name=snapshot.name, subject=snapshot.subject),
        ATTACHED,
        _("Anybody can check it here: %(href)s", href=href),
        _("You can open and print it under Certificates whenever you need it, at no cost."),
    ]
    return _("Your certificate: %(subject)s", subject=snapshot.subject), _text(lines)


def of_copy(snapshot: Snapshot, own_href: str, href: str) -> tuple[str, str]:
    """Subject and text for somebody who asked for the file. `own_href`: where they print it; `href`: as above."""
    lines = [
        _("%(name)s, here is your certificate for %(subject)s.", name=snapshot.name, subject=snapshot.subject),
        ATTACHED,
        _("You can open and print it here too (you will be asked to sign in): %(href)s", href=own_href),
        _("Anybody can check it here: %(href)s", href=href),
    ]
    return _("Your certificate: %(subject)s", subject=snapshot.subject), _text(lines)


def of_correction(snapshot: Snapshot, serial: str, reason: str, href: str) -> tuple[str, str]:
    """Subject and text when a new issue replaces a certificate. `serial`: of the old one; `href`: of the new one."""
    lines = [
        _("Your certificate %(serial)s for %(subject)s was corrected.", serial=serial, subject=snapshot.subject),
        *_after_a_change(snapshot, reason, _("The new one: %(href)s", href=href)),
        ATTACHED,
    ]
    return _("Your certificate was corrected: %(subject)s", subject=snapshot.subject), "\n\n".join(
        map(str, lines)
    ) + "\n"


def of_withdrawal(snapshot: Snapshot, serial: str, reason: str, href: str) -> tuple[str, str]:
    """Subject and text when a certificate is withdrawn. `href`: where anybody is told so."""
    lines = [
        _("Your certificate %(serial)s for %(subject)s was withdrawn.", serial=serial, subject=snapshot.subject),
        *_after_a_change(snapshot, reason, _("See %(href)s", href=href)),
    ]
    return _("Your certificate was withdrawn: %(subject)s", subject=snapshot.subject), "\n\n".join(
        map(str, lines)
    ) + "\n"


def _after_a_change(snapshot: Snapshot, reason: str, where: str) -> list[str]:
    questions = _("Questions: %(contact)s", contact=snapshot.provider_contact)
    return [_("Reason: %(reason)s", reason=reason), where, questions]


def _text(lines: Iterable[object]) -> str:
    return "\n\n".join(map(str, lines)) + "\n"
