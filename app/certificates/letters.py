"""What students are told by mail: that their certificate was issued."""

from flask_babel import gettext as _

from app.certificates.rules import Snapshot


def of_issue(snapshot: Snapshot, href: str) -> tuple[str, str]:
    """Subject and text. `href`: where anybody can check the certificate."""
    lines = [
        _("%(name)s, your certificate for %(subject)s was issued.", name=snapshot.name, subject=snapshot.subject),
        _("Anybody can check it here: %(href)s", href=href),
        _("You can open and print it under Certificates whenever you need it, at no cost."),
    ]
    return _("Your certificate: %(subject)s", subject=snapshot.subject), "\n\n".join(lines) + "\n"
