"""The power fails at any moment while a student saves: whatever she was told is saved is there when it is back.

As a control the same is done with a database that does not wait for the disk: if nothing were lost there, the test
would be blind.
"""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.platform.faults.replaying import OPTIONS, Disk, Step, cuts, steps
from tests.platform.faults.students import FILE, at_work, found_in, site_with_a_job

SAVES = 120
MOMENTS = 400
pytestmark = [pytest.mark.deep, pytest.mark.sqlite_only]


@dataclass
class Loss:
    """What power cuts did."""

    states: int = 0
    missing: int = 0
    worst: int = 0
    corrupt: int = 0


def test_no_power_cut_takes_an_acknowledged_answer_away(tmp_path: Path):
    job = site_with_a_job(tmp_path, SAVES)
    found, careless = (after_power_cuts(tmp_path, job, *options) for options in ((), ("careless",)))
    for name, loss in (("as it is", found), ("without waiting for the disk", careless)):
        print(f"{name}: {loss.states} power cuts in {SAVES} saves, {loss.missing} lose acknowledged answers", end=" ")
        print(f"(at worst {loss.worst}), {loss.corrupt} leave a broken file")
    assert (found.missing, found.corrupt) == (0, 0)
    assert careless.missing > careless.states // 4, "the replay finds nothing where something is lost: it is blind"


def after_power_cuts(folder: Path, job: Path, *options: str) -> Loss:
    """Trace the student on a copy of the site, cut the power at many moments, and look what is there each time."""
    site = shutil.copytree(folder / "site", folder / "-".join(("traced", *options)))
    disk = Disk({path.name: bytearray(path.read_bytes()) for path in site.glob(f"{FILE}*")})
    log = folder / f"{site.name}.log"
    said = at_work(site, job, *options, strace=(*OPTIONS, "-o", str(log)))
    assert len(said.of("ACK")) == SAVES, said.complaint
    seen, chance, loss = steps(log, FILE), random.Random(7), Loss()
    for acknowledged, files in cuts(seen, disk, moments(seen, chance), chance):
        look(folder / "after", acknowledged, files, loss)
    return loss


def moments(seen: list[Step], chance: random.Random) -> set[int]:
    """When to cut: anywhere, and while the log of changes is copied into the file, which is rare."""
    copied = [number for number, step in enumerate(seen) if step.name == FILE]
    assert copied, "the log was never copied into the file"
    return {one for some in (range(len(seen)), copied) for one in chance.sample(some, min(MOMENTS, len(some)))}


def look(folder: Path, acknowledged: list[str], files: dict[str, bytes], loss: Loss) -> None:
    """Open what the disk has, as the next start would, and compare."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        if not name.endswith("-shm"):  # memory, not disk
            (folder / name).write_bytes(data)
    whole, there = found_in(folder / FILE)
    lost = len(set(acknowledged) - set(there))
    loss.states += 1
    loss.corrupt += whole != "ok"
    loss.missing += lost > 0
    loss.worst = max(loss.worst, lost)
