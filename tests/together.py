"""Several people, or one person with several tabs, at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def together(steps: Sequence[Callable[[], T]]) -> list[T]:
    """Take all the steps at once, each in its own thread; returns what each gave, in order."""
    ready = Barrier(len(steps), timeout=30)

    def take(step: Callable[[], T]) -> T:
        ready.wait()
        return step()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))
