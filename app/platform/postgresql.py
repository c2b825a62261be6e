"""PostgreSQL: a pool of connections, each asked whether it still lives only after it lay idle."""

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

IDLE_SECONDS = 1.0  # a question before every request took a tenth of a saved answer's time


def postgresql_options() -> dict[str, Any]:
    """Engine options."""
    return {"pool_size": 8}


def tune_postgresql(engine: Engine) -> None:
    """Replace connections that died while they lay in the pool (the server was restarted) before anybody notices."""

    @event.listens_for(engine, "checkin")
    def note_the_time(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask_after_a_rest(connection: Any, record: Any, _proxy: Any) -> None:
        idle_since = record.info.get("idle_since")
        if idle_since is not None and time.monotonic() - idle_since > IDLE_SECONDS:
            _ask(engine, connection)


def _ask(engine: Engine, connection: Any) -> None:
    """Raises DisconnectionError for a dead connection; the pool then opens another."""
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error
