"""Claiming, showing, keeping, checking, correcting and withdrawing certificates."""

import logging
from datetime import date

from flask import Blueprint, current_app, url_for

from app.catalogue.content.boards import Boards, load_boards
from app.catalogue.content.problems import ContentProblems
from app.certificates.queries import Issued
from app.platform import clock, ids
from app.platform.pages import local

blueprint = Blueprint("certificates", __name__, template_folder="../templates")
log = logging.getLogger(__name__)


def today() -> date:
    """The day it is where the school is."""
    return local(clock.now()).date()


def verify_url(code: str) -> str:
    """The address anybody can check the certificate at."""
    return url_for("certificates.verify", _external=True) + "/" + code


def shown(issued: Issued) -> dict[str, object]:
    """What the pages about one certificate need."""
    code = issued.certificate.code
    return {
        "issued": issued,
        "certificate": issued.certificate,
        "snapshot": issued.snapshot,
        "status": issued.status(today()),
        "grouped_code": ids.grouped(code),
        "verify_url": verify_url(code),
    }


def boards() -> Boards:
    """What boards have approved; nothing while the file is faulty, so that no approval is claimed by mistake."""
    try:
        return load_boards(current_app.extensions["settings"].data)
    except (ContentProblems, OSError) as error:
        log.error("no approval can be printed: %s", error)
        return Boards()
