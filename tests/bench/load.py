"""A slice of load: clients shared out over a few processes, the latencies, and what the server's CPU had to do."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from tests.bench.client import Address, Tally, Visit, drive

WARM_UP = 0.25
PROCESSES = 2  # more would only take turns on a small machine


@dataclass(slots=True)
class Slice:
    """What one slice measured. Times in seconds; `cpu` and `client_cpu` per unit and per request."""

    rate: float
    times: list[float]
    failures: int
    cpu: float
    client_cpu: float
    words: list[str] = field(default_factory=list)


def run(address: Address, visits: Sequence[Visit], seconds: float, server_cpu: Callable[[], float]) -> Slice:
    """Load the server with one client a visit for `seconds`. `server_cpu`: CPU seconds it has used so far."""
    context = multiprocessing.get_context("fork")  # visits are closures, which cannot be pickled
    begin = time.monotonic() + WARM_UP
    before, workers = server_cpu(), []
    for share in (visits[number::PROCESSES] for number in range(min(PROCESSES, len(visits)))):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, address, share, begin, begin + seconds))
        process.start()
        theirs.close()
        workers.append((process, ours))
    tallies: list[Tally] = []
    for process, pipe in workers:
        tallies.append(pipe.recv())
        process.join()
    return _sum(tallies, server_cpu() - before)


def _work(pipe: Connection, address: Address, visits: Sequence[Visit], begin: float, end: float) -> None:
    gc.disable()  # this process lives for a slice, and a collection would look like a slow server
    try:
        tally = drive(address, visits, begin, end)
    except Exception as problem:  # noqa: BLE001 - told, not raised: whoever waits for the tally must get one
        tally = Tally()
        tally.fail(problem)
    pipe.send(tally)


def _sum(tallies: Sequence[Tally], cpu: float) -> Slice:
    times = [second for tally in tallies for second in tally.seconds]
    units = sum(tally.units for tally in tallies)
    requests = sum(tally.requests for tally in tallies)
    took = max(tally.last for tally in tallies) - min(tally.first for tally in tallies)
    return Slice(
        rate=len(times) / took if times else 0.0,
        times=times,
        failures=sum(tally.failures for tally in tallies),
        cpu=cpu / units if units else 0.0,
        client_cpu=sum(tally.cpu for tally in tallies) / (requests or 1),
        words=[word for tally in tallies for word in tally.words],
    )
