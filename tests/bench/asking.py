"""Requests as bytes, and what is expected of their answers."""

from collections.abc import Sequence
from itertools import cycle

from tests.bench.client import Answer, Unit, Visit, Wrong
from tests.bench.students import AGENT, Place, Student

EDGE = "----fascia-bench"


def get(path: str, place: Place | None = None, student: Student | None = None) -> bytes:
    """A GET request, signed in where a student is given."""
    return f"GET {path} HTTP/1.1\r\n{_head(place, student)}\r\n".encode()


def post(path: str, place: Place, student: Student, fields: dict[str, str], *, by_script: bool = False) -> bytes:
    """A POST as a browser's form sends it, or as our script does, which sends several parts."""
    fields = {**fields, "csrf_token": student.token}
    if by_script:
        parts = (f'--{EDGE}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items())
        body, kind = "".join(parts) + f"--{EDGE}--\r\n", f"multipart/form-data; boundary={EDGE}"
        kind += "\r\nX-Requested-With: fetch\r\nAccept: application/json"
    else:
        body, kind = "&".join(f"{k}={v}" for k, v in fields.items()), "application/x-www-form-urlencoded"
    head = f"{_head(place, student)}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode()


def _head(place: Place | None, student: Student | None) -> str:
    cookie = f"Cookie: {place.cookie_name}={student.cookie}\r\n" if place and student else ""
    return f"Host: 127.0.0.1\r\nUser-Agent: {AGENT}\r\n{cookie}"


def expect(answer: Answer, status: int, mark: bytes = b"") -> Answer:
    """The answer, when it is the right one. Raises Wrong."""
    if answer.status != status or mark not in answer.body:
        raise Wrong(f"{answer.status} instead of {status} with {mark!r}: {answer.body[:200]!r}")
    return answer


def page(requests: Sequence[bytes], mark: bytes = b"</html>") -> Visit:
    """Ask for pages in turn, one a unit."""
    turn = cycle(requests)

    def visit() -> Unit:
        expect((yield next(turn)), 200, mark)

    return visit
