"""The log of the server: one line of JSON for each thing that is said, without a word that people wrote.

What an exception says may hold what somebody typed, so of an exception there is its type and where it came from; its
words only at the level `debug`, which is for a developer's own machine.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy.exc import OperationalError

from app.platform.settings import Settings

MOST = 5  # exceptions of which one came of the other
FACTS = "facts"  # under this name a record carries further facts: `log.info("…", extra={FACTS: {…}})`


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """When (UTC), how bad, who says it, what; the number of the request; the facts; an exception's way."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "from": record.name}
        told["says"] = record.getMessage()
        if has_request_context() and "request_id" in g:
            told["request"] = g.request_id
        told |= getattr(record, FACTS, {})
        if record.exc_info and record.exc_info[1]:
            told["error"] = way_of(record.exc_info[1], with_words=logging.getLogger().isEnabledFor(logging.DEBUG))
        return json.dumps(told, ensure_ascii=True, default=str)  # a line stays one line, whatever is in it


def way_of(error: BaseException, *, with_words: bool = False) -> list[dict[str, Any]]:
    """The exception and those it came of: type and places, the newest first; `with_words`: what it says as well."""
    found: list[dict[str, Any]] = []
    at: BaseException | None = error
    while at is not None and len(found) < MOST:
        frames = traceback.extract_tb(at.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        found.append({"type": type(at).__qualname__, "at": places} | ({"words": str(at)} if with_words else {}))
        at = at.__cause__ or at.__context__
    return found


def reason_of(error: Exception) -> str:
    """Why the database could not be reached: the driver's first line, which holds nothing that somebody typed."""
    if isinstance(error, OperationalError) and error.orig is not None:
        return f"{type(error.orig).__name__}: {str(error.orig).partition(chr(10))[0]}"
    return type(error).__name__


def configure(settings: Settings) -> None:
    """Let everything that is said in this process come out as lines of JSON on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
