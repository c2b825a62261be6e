"""What a browser sends after the head of its request, which may come slowly or never: it holds up no page."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from flask import Flask
from werkzeug.exceptions import ServiceUnavailable

from app.platform.settings import Settings

PATIENCE = 0.2  # seconds; a form that is here already is read in less than a thousandth of one
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Bodies:
    """Lets all threads of a process but one wait for what is being sent; whoever comes then is told to come again.

    A thread that waits for a form cannot be called back. Eight forms that never came to an end once stopped the site.
    """

    def __init__(self, app: Wsgi, threads: int) -> None:
        """`threads`: of this process."""
        self._app, self._places = app, threading.BoundedSemaphore(max(1, threads - 1))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        environ["wsgi.input"] = Awaited(environ["wsgi.input"], self._places)
        return self._app(environ, start_response)


class Awaited:
    """The body of one request. Each of its methods raises ServiceUnavailable where too many are waited for."""

    def __init__(self, stream: IO[bytes], places: threading.BoundedSemaphore) -> None:
        """`stream`: the server's own."""
        self._stream, self._places = stream, places

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all."""
        with self._a_place():
            return self._stream.read(size)

    def readline(self, size: int = -1) -> bytes:
        """A line."""
        with self._a_place():
            return self._stream.readline(size)

    def readlines(self, hint: int = -1) -> list[bytes]:
        """All lines."""
        with self._a_place():
            return self._stream.readlines(hint)

    def __iter__(self) -> Iterator[bytes]:
        """Line by line."""
        return iter(self.readlines())

    @contextmanager
    def _a_place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=PATIENCE):
            raise ServiceUnavailable
        try:
            yield
        finally:
            self._places.release()


def init_app(app: Flask, settings: Settings) -> None:
    """Put it around the app."""
    app.wsgi_app = Bodies(app.wsgi_app, settings.threads)  # type: ignore[method-assign]
