"""Forms that never come to an end: the last thread of a process is kept for everybody else."""

import io
import threading

import pytest
from flask import Flask
from werkzeug.exceptions import ServiceUnavailable

from app.platform import bodies
from app.platform.bodies import Awaited
from tests.browser import Browser
from tests.people import ANA, signed_in


class Never(io.BytesIO):
    """A form that is being sent for ever, until the test is over."""

    def __init__(self, over: threading.Event) -> None:
        super().__init__()
        self.over, self.asked = over, threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        self.over.wait(30)
        return b""


def test_who_comes_when_all_places_are_taken_is_told_at_once_and_later_served():
    over, places = threading.Event(), threading.BoundedSemaphore(3)
    slow = [Never(over) for _ in range(3)]
    threads = [threading.Thread(target=Awaited(one, places).read) for one in slow]
    [thread.start() for thread in threads]
    assert all(one.asked.wait(10) for one in slow)
    with pytest.raises(ServiceUnavailable):
        Awaited(io.BytesIO(b"text=mine"), places).read()
    over.set()
    [thread.join() for thread in threads]
    assert Awaited(io.BytesIO(b"a\nb"), places).readlines() == [b"a\n", b"b"]


@pytest.mark.sqlite_only
def test_the_page_says_so_and_those_who_only_read_notice_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.01)
    ana = Browser(signed_in(app, ANA))
    form = ana.get("/account")
    places = app.wsgi_app._places
    taken = 0
    while places.acquire(blocking=False):
        taken += 1
    assert taken == app.extensions["settings"].threads - 1
    sorry = form.submit("Save name", 503, name="Ana of the Warm Hands")
    assert int(sorry.response.headers["Retry-After"]) > 0
    assert ana.get("/account").heading == "Account"
    places.release(taken)
    form.submit("Save name", name="Ana of the Warm Hands").says("Your name was changed")
