"""What is loaded at its first use: pyHanko takes half a second, which every start and every command would wait for."""

import threading
from functools import cache
from importlib import import_module
from typing import Any

REST = 20.0  # seconds


@cache
def signature() -> Any:
    """The module `signature`."""
    return import_module("app.certificates.documents.signature")


def load_beside() -> None:
    """Load it when the start is over, so that neither the first page nor anybody's first certificate has to wait."""
    timer = threading.Timer(REST, signature)
    timer.daemon = True
    timer.start()
