"""PostgreSQL: a pool of connections, and as few journeys to the server as a request needs."""

import time
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError

from app.platform.beginning import Begin, beginning

IDLE_SECONDS = 1.0  # a question before every request took a tenth of a saved answer's time


def postgresql_options() -> dict[str, Any]:
    """Engine options."""
    return {"pool_size": 8}


def tune_postgresql(engine: Engine) -> None:
    """Read without a transaction, and replace connections that died while they lay in the pool."""
    _spare_journeys(engine)
    _replace_dead(engine)


def _spare_journeys(engine: Engine) -> None:
    """Begin no transaction for a reader.

    Under READ COMMITTED each statement sees the newest state, in a transaction or not, so a reader loses nothing by
    sparing the journeys of BEGIN and ROLLBACK: two of the five that a page of a quiz took.
    """

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if beginning.get() is Begin.AS_READER:
            _driver(connection).autocommit = True

    @event.listens_for(engine, "savepoint")
    def begin_savepoint(connection: Connection, _name: str) -> None:
        turn_into_write(connection)

    @event.listens_for(engine, "before_cursor_execute")
    def lock_in_a_transaction(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if " FOR UPDATE" in statement:  # without one the lock would be gone at once
            turn_into_write(connection)

    @event.listens_for(engine, "checkin")
    def hand_back_as_taken(connection: Any, _record: Any) -> None:
        if connection is not None:  # None: it broke
            connection.autocommit = False


def _replace_dead(engine: Engine) -> None:
    """Ask a connection that lay idle whether it lives: the server may have been restarted."""

    @event.listens_for(engine, "checkin")
    def note_the_time(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask_after_a_rest(connection: Any, record: Any, _proxy: Any) -> None:
        idle_since = record.info.get("idle_since")
        if idle_since is not None and time.monotonic() - idle_since > IDLE_SECONDS:
            _ask(engine, connection)


def turn_into_write(connection: Connection) -> None:
    """Begin the transaction that a reader did without; nothing when there is one."""
    driver = _driver(connection)
    if driver.autocommit:
        driver.autocommit = False  # the next statement begins one


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _ask(engine: Engine, connection: Any) -> None:
    """Raises DisconnectionError for a dead connection; the pool then opens another."""
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error
