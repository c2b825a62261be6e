"""What is loaded at its first use: pyHanko takes half a second, which every start and every command would wait for."""

import threading
from functools import cache
from importlib import import_module
from typing import Any


@cache
def signature() -> Any:
    """The module `signature`."""
    return import_module("app.certificates.documents.signature")


def load_beside() -> None:
    """Load it while the first pages are served, so that nobody's first certificate has to wait."""
    threading.Thread(target=signature, daemon=True).start()
