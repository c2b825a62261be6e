"""Run, test and check Fascia, with nothing but Python 3.11 or newer and pip.

  python3 dev.py serve [options]          start the site and print its address; everything it needs is set up first
  python3 dev.py test [--deep] [options]  run every test: on SQLite, on a real PostgreSQL, in a real Chromium
  python3 dev.py bench [options]          print a table of the benchmarks
  python3 dev.py check                    ruff, mypy --strict, the import contracts, template lint
  python3 dev.py --help                   show this

The first run makes the folder .venv and installs the pinned packages (about half a minute); later runs find it done.
"serve" installs requirements.lock, the others requirements-dev.lock, which holds the same and more.

test:  --deep adds the long proofs (faults, load, fuzzing; under an hour). Other options go to pytest, for instance
       "-k quiz", "-n 0 --pdb", "tests/accounts". Without a Chromium one is installed: by apt-get where that is
       allowed, else by Playwright. What is missing is said; with CI=true in the environment it is a failure.
serve: settings are environment variables, all with defaults; the README has the table.

Nothing is written outside this folder except the caches of pip and Playwright (and, as root, Debian's Chromium).
To start afresh delete .venv (the packages) or instance (the data of the site).
"""

from __future__ import annotations  # so that an old Python still gets as far as the sentence that says it is old

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Kept short on purpose: "serve" passes through here at every start, so the heavier modules are imported where needed.
OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "fascia.json"
LOG = VENV / "install.log"
ROOM_FOR_TESTS = 4 * 2**30  # bytes
RUN_LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

PROBLEMS = {  # what an installer's log shows -> what to tell
    "no space left": "The disk is full; make room and run the same command again.",
    "do not match the hashes": "A downloaded package is not what the lock names; clear the cache (pip cache purge).",
    "hash mismatch": "A downloaded package is not the one the lock names; clear uv's cache (uv cache clean).",
    "permission denied": f"{VENV} cannot be written; run as its owner, or delete it.",
    "connection": "The packages could not be downloaded; check the network (or name a mirror in PIP_INDEX_URL).",
    "resolve": "The packages could not be downloaded; check the network (or name a mirror in PIP_INDEX_URL).",
    "timed out": "The packages could not be downloaded in time; check the network and run the same command again.",
    "no matching distribution": "A package does not exist for this Python or system; try another Python from 3.11 on.",
}


class SetUpError(Exception):
    """Something is missing; the message is one sentence with the cure."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit code."""
    commands = {"serve": serve, "test": test, "bench": bench, "check": check}
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if not name or {"-h", "--help", "help"} & {name, *rest[:1]}:
        say((__doc__ or "").strip())
        return 0 if name else 2
    if name not in commands:
        return fail(f"There is no command {name!r}; use one of {', '.join(commands)}, or --help.")
    try:
        os.chdir(ROOT)
        return commands[name](rest)
    except SetUpError as problem:
        return fail(str(problem))
    except OSError as problem:
        return fail(
            f"{problem.filename or VENV}: {problem.strerror}; run as the owner of this folder, or delete .venv."
        )
    except KeyboardInterrupt:
        return fail("Stopped.") + 129  # as shells count it


# ------------------------------------------------------------------------------------------------ the commands


def serve(arguments: list[str]) -> int:
    """Start the site."""
    prepare(RUN_LOCK)
    return become("-m", "flask", "--app", "app", "serve", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, on four processes: while some wait for the browser or the database, two cores have work."""
    prepare(DEV_LOCK)
    if "--deep" in arguments:
        arguments = [argument for argument in arguments if argument != "--deep"]
        os.environ["FASCIA_TEST_DEEP"] = "1"
    if not is_chromium_ready():
        say(f"\n!!! THERE IS NO CHROMIUM, and none could be installed ({LOG} says why): its tests are skipped.")
        say("!!! Install chromium or google-chrome, or name one in the variable CHROMIUM.\n")
        if os.environ.get("CI") == "true":
            return fail("CI=true: a missing browser is a failure.")
    keep_files_in_memory()
    return become("-m", "pytest", "-n", "4", "--dist", "worksteal", *arguments)


def keep_files_in_memory() -> None:
    """Give pytest a folder that is no disk, where there is a large one: thousands of small databases wait for none."""
    import shutil

    memory = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that is its own
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_FOR_TESTS:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    prepare(DEV_LOCK)
    return become("-m", "tests.bench", *arguments)


def check(arguments: list[str]) -> int:
    """Run every checker, all of them even when one fails."""
    import subprocess

    prepare(DEV_LOCK)
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "import contracts": ["importlinter.cli", "--no-cache"],
        "templates": ["djlint", "app", "--lint", "--quiet"],
    }
    if arguments:
        raise SetUpError(f"check takes no options; {arguments[0]!r} is one too many.")
    failed = []
    for name, (module, *options) in checks.items():
        say(f"\n=== {name}")
        if subprocess.run([PYTHON, *module_call(module), *options], check=False).returncode:  # noqa: S603 - ours
            failed.append(name)
    say(f"\n=== summary: {', '.join(failed) or 'none'} failed, {len(checks) - len(failed)} of {len(checks)} passed")
    return 1 if failed else 0


def module_call(module: str) -> list[str]:
    """How Python runs `module`; import-linter has no `__main__`."""
    if module == "importlinter.cli":
        return ["-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return ["-m", module]


def become(*arguments: str) -> int:
    """Turn into the environment's Python; Windows cannot, so there it is started and waited for."""
    sys.stdout.flush()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each start of a server would compile the whole site anew
    command = [str(PYTHON), *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - a path of ours
    import subprocess

    return subprocess.call(command)  # noqa: S603 - a path of ours


# ------------------------------------------------------------------------------------------------ the environment


def prepare(lock: str) -> None:
    """Make sure .venv holds what `lock` names. Does nothing, in a few milliseconds, when it does."""
    if is_ready(lock):
        return
    with alone():
        stamp = read_stamp()
        if is_ready(lock):
            return  # another dev.py did it while this one waited
        if not is_intact(stamp):
            make_environment()
        say(f"Installing the packages of {lock}. This takes about half a minute, once.")
        STAMP.unlink(missing_ok=True)  # killed half-way, no stamp is left and the next run starts afresh
        try:
            install(lock)
        except SetUpError:
            if is_intact(stamp):  # nothing was touched: what worked before still does
                write_stamp(stamp)
            raise
        write_stamp({"folder": str(ROOT), "python": real_python(), "lock": digest(lock), "packages": packages()})


def is_ready(lock: str) -> bool:
    """Whether the environment is whole and made from `lock`, or from the larger one."""
    stamp = read_stamp()
    return stamp.get("lock") in (digest(lock), digest(DEV_LOCK)) and is_intact(stamp)


def is_intact(stamp: dict[str, object]) -> bool:
    """Whether the environment is where and what the stamp says: not moved, its Python alive, no package gone."""
    if stamp.get("folder") != str(ROOT) or stamp.get("python") != real_python() or not PYTHON.exists():
        return False
    noted = stamp.get("packages")
    return isinstance(noted, list) and set(noted) <= set(packages())


def read_stamp() -> dict[str, object]:
    """What the last complete install noted; empty when there is none."""
    import json

    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(stamp: dict[str, object]) -> None:
    """Note that the environment is complete, whole or not at all."""
    import json

    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp))
    unfinished.replace(STAMP)


def digest(lock: str) -> str:
    """The SHA-256 of a lock file."""
    import hashlib

    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def real_python() -> str:
    """Where the environment's Python really lives; it changes when the system's Python is upgraded."""
    return os.path.realpath(PYTHON)


def packages() -> list[str]:
    """Name and version of each installed package."""
    folders = VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages")
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))


def make_environment() -> None:
    """Make .venv anew, without pip: Debian's Python often lacks the part that brings it."""
    say("Making .venv." if not VENV.exists() else "Making .venv anew: it is unfinished, broken or from another place.")
    try:
        import venv

        venv.EnvBuilder(clear=True, symlinks=os.name == "posix", with_pip=False).create(VENV)
    except ImportError as error:
        raise SetUpError("This Python has no venv module; install it (Debian: apt install python3-venv).") from error
    except OSError as error:
        raise SetUpError(f"{VENV} cannot be made ({error.strerror}); run as its owner, or delete it.") from error


def install(lock: str) -> None:
    """Install what `lock` names, with uv where there is one, else with pip. Raises SetUpError with a cure."""
    import shutil

    options = ["--quiet", "--no-deps", "--require-hashes", "-r", str(ROOT / lock)]
    # uv compiles only when asked; pip does by itself. Else whoever may not write here compiles all of it at each start.
    uv = shutil.which("uv")
    if uv and run(uv, "pip", "install", "--compile-bytecode", "--python", str(PYTHON), *options):
        return
    if not run(*pip(), "install", "--no-input", "--disable-pip-version-check", *options):
        log = LOG.read_text(errors="replace").lower()
        cure = next((cure for sign, cure in PROBLEMS.items() if sign in log), "The packages could not be installed.")
        raise SetUpError(f"{cure} The installer's own words are in {LOG}.")


def pip() -> list[str]:
    """A pip that can fill the environment: its own, else this Python's. Raises SetUpError when there is neither."""
    own = [str(PYTHON), "-m", "pip"]
    if run(*own, "--version") or run(str(PYTHON), "-m", "ensurepip", "--default-pip"):
        return own
    if run(sys.executable, "-m", "pip", "--python", str(PYTHON), "--version"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise SetUpError("There is no pip (22.3 or newer); install it (Debian: apt install python3-venv python3-pip).")


def run(*command: str) -> bool:
    """Run a command with its words in the log; returns whether it succeeded."""
    import subprocess

    # pip's own settings stay in force (a mirror, a certificate), except the one that refuses environments.
    variables = {**os.environ, "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive"}
    with LOG.open("w") as log:
        return not subprocess.call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=variables)  # noqa: S603 - ours


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two terminals take turns. The lock is on this very file and ends with the process: nothing to clean up."""
    with Path(__file__).open() as file, contextlib.ExitStack() as stack:
        with contextlib.suppress(ImportError, OSError):  # Windows and some network disks have no such lock
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            stack.callback(fcntl.flock, file, fcntl.LOCK_UN)
        yield


# ------------------------------------------------------------------------------------------------ the browser


def is_chromium_ready() -> bool:
    """Whether there is a Chromium, after trying to install one."""
    from tests import chromium

    if chromium.find():
        return True
    if chromium.can_use_apt():
        say("Installing Chromium with apt-get.")
        for command in chromium.APT:
            run(*command)
        if chromium.find():
            return True
    say("Asking Playwright for its Chromium.")
    return run(str(PYTHON), *chromium.PLAYWRIGHT)


def say(words: str) -> None:
    """Print for a person, at once."""
    print(words, flush=True)  # noqa: T201 - this file's way of speaking


def fail(words: str) -> int:
    """Say what is wrong; returns the exit code."""
    print(f"dev.py: {words}", file=sys.stderr, flush=True)  # noqa: T201 - this file's way of speaking
    return 1


if __name__ == "__main__":
    if sys.version_info < OLDEST:  # people do start it with older ones
        here = ".".join(str(part) for part in sys.version_info[:2])
        sys.exit(
            fail(f"Python 3.11 or newer is needed, and this is {here}; run a newer one, such as python3.13 dev.py.")
        )
    sys.exit(main(sys.argv[1:]))
