"""The versions of the statement that students sign. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from app.authoring.rules.naming import free_name

VERSION = re.compile(r'^attestation_version = "([^"]+)"', re.MULTILINE)


def new_version(texts: Iterable[str], today: date) -> str:
    """A version for a new wording: the day, numbered where that day had one. `texts`: all that the file ever said."""
    return free_name(today.isoformat(), {found for text in texts for found in VERSION.findall(text)})
