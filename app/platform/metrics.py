"""Counts and durations of what the server does, in the text form that Prometheus reads.

prometheus-client would do it, but its way of adding up several processes maps sparse files into memory: on a full disk
the first touch of a new page kills the process. Here each process keeps its own numbers and writes them to a file now
and then, by plain writes that may fail; whichever process is asked adds them up.
"""

import json
import os
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Values = dict[tuple[str, ...], list[float]]


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured: its name for Prometheus, what it says, and the names of its labels.

    A counter has one value for each set of labels; a histogram one for each bound, one beyond, and the sum.
    """

    name: str
    says: str
    labels: tuple[str, ...] = ()
    is_histogram: bool = False


REQUESTS = Metric("fascia_requests_total", "Requests answered.", ("method", "route", "status"))
SECONDS = Metric("fascia_request_seconds", "Time from arrival to answer.", ("method", "route"), is_histogram=True)
SAVES = Metric("fascia_saves_total", "Saves of answers that were acknowledged.")
LOCK_WAIT = Metric("fascia_write_lock_wait_seconds", "Wait for the right to write, on SQLite.", is_histogram=True)
KNOWN = (REQUESTS, SECONDS, SAVES, LOCK_WAIT)


class Metrics:
    """The numbers of this process, and the way to those of the others."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where the processes of this machine leave their numbers."""
        self._folder, self._lock, self._is_new = folder, threading.Lock(), False
        self._values: dict[str, Values] = {metric.name: {} for metric in KNOWN}

    def count(self, metric: Metric, *labels: str) -> None:
        """One more."""
        with self._lock:
            self._of(metric, labels, 1)[0] += 1

    def took(self, metric: Metric, seconds: float, *labels: str) -> None:
        """It took so long."""
        with self._lock:
            values = self._of(metric, labels, len(BOUNDS) + 2)
            values[bisect_left(BOUNDS, seconds)] += 1
            values[-1] += seconds

    def _of(self, metric: Metric, labels: tuple[str, ...], size: int) -> list[float]:
        self._is_new = True
        found = self._values[metric.name]
        if labels not in found:
            found[labels] = [0.0] * size
        return found[labels]

    def share(self) -> None:
        """Leave what is new for the other processes. A disk that takes nothing costs only the numbers."""
        if not self._is_new:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            waiting = self._folder / f"{os.getpid()}.new"
            waiting.write_text(json.dumps(self._listed()), encoding="utf-8")
            waiting.replace(self._folder / f"{os.getpid()}.json")

    def _listed(self) -> dict[str, list[tuple[tuple[str, ...], list[float]]]]:
        with self._lock:
            self._is_new = False
            return {name: [(key, list(one)) for key, one in values.items()] for name, values in self._values.items()}

    def forget_all(self) -> None:
        """Remove what the processes of an earlier start left."""
        for file in (*self._folder.glob("*.json"), *self._folder.glob("*.new")):
            with suppress(OSError):
                file.unlink()

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Everything, as Prometheus reads it. `gauges`: what was counted just now, name → (what it says, value)."""
        summed = self._summed()
        lines = [line for metric in KNOWN for line in _lines(metric, summed[metric.name])]
        for name, (says, value) in gauges.items():
            lines += [f"# HELP {name} {says}", f"# TYPE {name} gauge", f"{name} {_figure(value)}"]
        return "\n".join(lines) + "\n"

    def _summed(self) -> dict[str, Values]:
        summed: dict[str, Values] = {metric.name: {} for metric in KNOWN}
        for told in (self._listed(), *self._others()):
            for name in summed.keys() & told.keys():
                for key, values in told[name]:
                    before = summed[name].get(tuple(key), [0.0] * len(values))
                    summed[name][tuple(key)] = [one + more for one, more in zip(before, values, strict=True)]
        return summed

    def _others(self) -> Iterator[dict[str, list[tuple[tuple[str, ...], list[float]]]]]:
        for file in self._folder.glob("*.json"):
            if file.stem != str(os.getpid()):
                with suppress(OSError, ValueError):
                    yield json.loads(file.read_bytes())


def _lines(metric: Metric, values: Values) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.says}"
    yield f"# TYPE {metric.name} {'histogram' if metric.is_histogram else 'counter'}"
    for key, found in sorted(values.items()):
        labels = list(zip(metric.labels, key, strict=True))
        if metric.is_histogram:
            yield from _histogram(metric.name, labels, found)
        else:
            yield f"{metric.name}{_labelled(labels)} {_figure(found[0])}"


def _histogram(name: str, labels: list[tuple[str, str]], found: list[float]) -> Iterator[str]:
    """Prometheus wants each bucket to hold those below it too."""
    so_far = 0.0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), found[:-1], strict=True):
        so_far += count
        yield f"{name}_bucket{_labelled([*labels, ('le', bound)])} {_figure(so_far)}"
    yield f"{name}_sum{_labelled(labels)} {_figure(found[-1])}"
    yield f"{name}_count{_labelled(labels)} {_figure(so_far)}"


def _labelled(labels: Iterable[tuple[str, str]]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
