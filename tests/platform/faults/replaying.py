"""A disk that loses its power: what strace saw a process write is played again, and stopped at any moment.

What was written before the last `fdatasync` of its file is there. Of what came later each write is there, is not, or is
torn at a sector, by chance: no order is kept that nobody asked the disk for.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink"
OPTIONS = ("-y", "-xx", "-s", "200000", "-e", f"trace={CALLS}")
SECTOR = 512
CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
DATA = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
Cut = tuple[list[str], dict[str, bytes]]  # what had been acknowledged, and the files


@dataclass(frozen=True)
class Step:
    """One call: `write`, `truncate`, `sync`, `unlink` of a file, or `say`, with the words as data."""

    what: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


def steps(log: Path, about: str) -> list[Step]:
    """Every call of the log that concerns a file whose name begins so, and every word that was said."""
    with log.open() as lines:
        found = [step for line in lines if (step := _step(line))]
    return [step for step in found if step.what == "say" or step.name.startswith(about)]


def _step(line: str) -> Step | None:
    found = CALL.match(line)
    assert "<unfinished" not in line, "a second thread writes: two calls at once have no order"
    if not found or int(found[3]) < 0:
        return None
    call, given = found[1], found[2]
    data = _bytes(written[1]) if (written := DATA.search(given)) else b""
    path = re.match(r"(\d+)<([^>]*)>", given)
    name = _name(path[2]) if path else Path(data.decode(errors="replace")).name
    if call == "write":
        return Step("say", data=data) if path and path[1] == "1" else None
    if call == "pwrite64":
        return Step("write", name, int(given.rsplit(",", 1)[1]), data)
    if call == "ftruncate":
        return Step("truncate", name, int(given.rsplit(",", 1)[1]))
    return Step("unlink" if call == "unlink" else "sync", name)


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _name(path: str) -> str:
    return Path(_bytes(path).decode() if "\\x" in path else path).name


@dataclass
class Disk:
    """What is certainly on it, and for each file what may be."""

    sure: dict[str, bytearray]
    maybe: dict[str, list[Step]] = field(default_factory=lambda: defaultdict(list))

    def take(self, step: Step) -> None:
        """Go on by one call."""
        if step.what == "sync":
            for one in self.maybe.pop(step.name, []):
                _apply(self.sure, one)
        elif step.what != "say":
            self.maybe[step.name].append(step)

    def after_a_cut(self, chance: random.Random | None) -> dict[str, bytes]:
        """The files when the power is back. `chance` None: nothing that was not waited for is there."""
        found = {name: bytearray(data) for name, data in self.sure.items()}
        for waiting in self.maybe.values() if chance else ():
            for one in waiting:
                if torn := _torn(one, chance):
                    _apply(found, torn)
        return {name: bytes(data) for name, data in found.items()}


def _torn(step: Step, chance: random.Random) -> Step | None:
    """The step whole, none of it, or the first sectors of it."""
    fate = chance.choice(("whole", "nothing", "torn"))
    if fate == "torn" and step.what == "write" and len(step.data) > SECTOR:
        cut = SECTOR * chance.randrange(1, -(-len(step.data) // SECTOR))
        return Step("write", step.name, step.offset, step.data[:cut])
    return None if fate == "nothing" else step


def _apply(files: dict[str, bytearray], step: Step) -> None:
    if step.what == "unlink":
        files.pop(step.name, None)
        return
    data, end = files.setdefault(step.name, bytearray()), step.offset + len(step.data)
    data.extend(bytes(max(0, end - len(data))))
    if step.what == "truncate":
        del data[step.offset :]
    else:
        data[step.offset : end] = step.data


def cuts(seen: list[Step], disk: Disk, at: set[int], chance: random.Random) -> Iterator[Cut]:
    """Cut the power after each of these steps, twice: with nothing that was not waited for, and with some of it."""
    acknowledged: list[str] = []
    for number, step in enumerate(seen):
        disk.take(step)
        if step.what == "say" and step.data.startswith(b"ACK "):
            acknowledged.append(step.data.split()[1].decode())
        if number in at:
            yield list(acknowledged), disk.after_a_cut(None)
            yield list(acknowledged), disk.after_a_cut(chance)
