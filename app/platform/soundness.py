"""Whether the file of an SQLite site is whole, before anybody is let in. A damaged one is never written to."""

from contextlib import closing, suppress
from pathlib import Path

import click

from app.platform.environment import SettingsError
from app.platform.settings import Settings
from app.platform.sqlite import driver

QUICK_BYTES = 200 * 2**20  # so much is read through at a start, in about a second; all of it after a crash
CHUNK = 2**20
CURE = "Nothing was changed. Keep a copy of the folder as it is, and restore the newest back-up (flask restore FILE)"


def refuse_a_damaged_file(settings: Settings) -> None:
    """Raise SettingsError, with what to do, for a file that is damaged or lacks its log of changes."""
    if not settings.is_sqlite:
        return
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    if not file.exists():
        return
    log, memory = (file.with_name(f"{file.name}{suffix}") for suffix in ("-wal", "-shm"))
    if memory.exists() and not log.exists():
        raise SettingsError(
            f"{log} is missing, and the last answers that were saved are in it. Put it back beside {file.name}; they "
            f"belong together. If it is gone for good: {CURE}, or delete {memory.name} to go on without those answers."
        )
    is_large = file.stat().st_size > QUICK_BYTES
    if is_large and log.exists():
        click.echo(
            "A log of changes is left, as after a crash: the database is read through first, for about a minute."
        )
        _fetch(file)
    if (log.exists() or not is_large) and (problem := _problem(file, log.exists())):
        raise SettingsError(f"{file} is damaged ({problem}). {CURE}.")


def end_log(settings: Settings) -> None:
    """Let SQLite move its log into the file, as it does for the last one who closes it in order; for a stop in order.

    The server's processes end without closing anything: the next start would find a log, as after a crash, and read
    the whole file through, half a minute for a large school. Where another program has it open the log stays.
    """
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    if settings.is_sqlite and file.exists():
        with suppress(driver().Error), closing(driver().connect(file, timeout=15)) as last:
            last.execute("pragma schema_version")  # it reads the log only when it is asked something


def _fetch(file: Path) -> None:
    """Have it in memory, as far as it fits: read in order it comes ten times as fast as page by page."""
    with suppress(OSError), file.open("rb", buffering=0) as whole:  # what cannot be read, SQLite says better
        while whole.read(CHUNK):
            pass


def _problem(file: Path, has_log: bool) -> str:
    """What SQLite says is wrong with the file; "" for nothing. Neither file nor log is written to."""
    module = driver()
    try:
        connection = module.connect(f"file:{file}?{'mode=ro' if has_log else 'immutable=1'}", uri=True, timeout=15)
    except module.Error as error:
        return str(error)
    try:
        said = str(connection.execute("pragma quick_check(1)").fetchone()[0])
    except module.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return "" if said == "ok" else said.strip().partition("\n")[0]
