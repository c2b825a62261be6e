"""What the clients do. Each scenario makes one visit a client: a function that begins a unit of work."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from tests.bench.asking import expect, get, page, post
from tests.bench.client import Answer, Unit, Visit, Wrong
from tests.bench.students import CERTIFIED, Place, Student

LOCATION = re.compile(rb"\r\nlocation: *[^\r]*?(/attempts/[^/\r#]+)", re.IGNORECASE)
SEQUENCE = re.compile(rb'"seq": *(\d+)')
QUESTIONS = re.compile(rb"<b>(\d+)[^<]*?(\d+)</b>")  # the bar above a question: 1 of 10
# One row of fields that fits every kind of question: a position, a text, the first row of a table.
ANYTHING = {"answer": "0", "answer-1": "1"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One line of the table. `yardstick`: what it stands beside.

    `slower`: how many times slower it may be with a history, where it is measured again; 0 where it is not.
    """

    name: str
    yardstick: str
    visits: Callable[[Place, Sequence[Student], int], list[Visit]]
    slower: float = 0.0


def saved_answer(place: Place, student: Student) -> Visit:
    """Save one answer again and again, another value each time, on the sequence number the server gave last."""
    path, known, values = f"/attempts/{student.attempt}/{student.question}", "", cycle("10")

    def visit() -> Unit:
        nonlocal known
        if not known:  # the first unit only warms up: it finds out what an earlier run left
            fields = {"answer": "0", "operation": os.urandom(16).hex()}
            known = _sequence((yield post(path, place, student, fields, by_script=True)))
        fields = {"answer": next(values), "operation": os.urandom(16).hex(), "seq": known}
        now = _sequence((yield post(path, place, student, fields, by_script=True)))
        if int(now) != int(known) + 1:
            raise Wrong(f"save {known} was followed by {now}")
        known = now

    return visit


def _sequence(answer: Answer) -> str:
    found = SEQUENCE.search(expect(answer, 200).body)
    if found is None:
        raise Wrong(f"no sequence number: {answer.body[:200]!r}")
    return found[1].decode()


def whole_cycle(place: Place, students: Sequence[Student]) -> Visit:
    """Start, first page, each answer saved by itself, hand in, result; the next student each time."""
    turn = cycle(students)

    def visit() -> Unit:
        student = next(turn)
        start = f"/learn/{place.course}/quiz/{place.quiz}/attempts"
        found = LOCATION.search(expect((yield post(start, place, student, {})), 302).head)
        if found is None:
            raise Wrong("the start leads to no attempt")
        path = found[1].decode()
        for number in range(1, _questions((yield get(f"{path}/1", place, student))) + 1):
            fields = ANYTHING | {"operation": os.urandom(16).hex(), "seq": "0"}
            _sequence((yield post(f"{path}/{number}", place, student, fields, by_script=True)))
        expect((yield post(f"{path}/submit", place, student, {})), 302)
        expect((yield get(path, place, student)), 200, b"</html>")

    return visit


def _questions(answer: Answer) -> int:
    shown = QUESTIONS.search(expect(answer, 200).body)
    if shown is None:
        raise Wrong("the page does not say how many questions there are")
    return int(shown[2])


def _each(path: Callable[[Place, Student], str], mark: bytes = b"</html>", *, signed_in: bool = True):
    """Visits where each client asks for a page of its own student."""

    def visits(place: Place, students: Sequence[Student], clients: int) -> list[Visit]:
        return [
            page([get(path(place, student), place, student if signed_in else None)], mark)
            for student in students[:clients]
        ]

    return visits


def _lessons(place: Place, students: Sequence[Student], clients: int) -> list[Visit]:
    readers = students[CERTIFIED : CERTIFIED + clients]  # they have not read everything
    paths = [f"/learn/{place.course}/{lesson}" for lesson in place.lessons]
    return [page([get(path, place, reader) for path in paths]) for reader in readers]


def _saves(place: Place, students: Sequence[Student], clients: int) -> list[Visit]:
    return [saved_answer(place, student) for student in students[:clients]]


def _cycles(place: Place, students: Sequence[Student], clients: int) -> list[Visit]:
    return [whole_cycle(place, students[number::clients]) for number in range(clients)]


def _same(request: bytes, mark: bytes):
    return lambda _place, _students, clients: [page([request], mark) for _ in range(clients)]


def _staff(path: Callable[[Place], str]):
    """Visits where an administrator asks for a page."""

    def visits(place: Place, _students: Sequence[Student], clients: int) -> list[Visit]:
        return [page([get(path(place), place, place.administrator)]) for _ in range(clients)]

    return visits


LEARNER, STAFF = 1.2, 1.5  # times slower with a history
COMMIT = b"POST /commit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"
YARDSTICKS = (
    Scenario("hello", "", _same(get("/hello"), b"hello")),
    Scenario("bare page", "", _same(get("/page"), b"</html>")),
    Scenario("bare commit", "", _same(COMMIT, b'"id"')),
)
SCENARIOS = (
    Scenario("catalogue", "bare page", _same(get("/courses"), b"</html>"), LEARNER),
    Scenario("lesson", "bare page", _lessons, LEARNER),
    Scenario("saved answer", "bare commit", _saves, LEARNER),
    Scenario("quiz cycle", "bare commit", _cycles, LEARNER),
    Scenario("certificate", "bare page", _each(lambda _, one: f"/certificates/{one.certificate}"), LEARNER),
    Scenario("PDF", "bare page", _each(lambda _, one: f"/certificates/{one.certificate}.pdf", b"%PDF")),
    Scenario("verify", "bare page", _each(lambda _, one: f"/verify/{one.certificate}", signed_in=False)),
    Scenario("people", "bare page", _staff(lambda _: "/admin"), STAFF),
    Scenario("people found", "bare page", _staff(lambda _: "/admin?search=bench-7"), STAFF),
    Scenario("roster", "bare page", _staff(lambda at: f"/studio/{at.course}/roster"), STAFF),
    Scenario("roster page 4", "bare page", _staff(lambda at: f"/studio/{at.course}/roster?page=4"), STAFF),
    Scenario("roster by name", "bare page", _staff(lambda at: f"/studio/{at.course}/roster?sort=name"), STAFF),
    Scenario("roster done", "bare page", _staff(lambda at: f"/studio/{at.course}/roster?progress=done"), STAFF),
    Scenario("reports", "bare page", _staff(lambda _: "/studio/reports"), STAFF),
    Scenario("analysis", "bare page", _staff(lambda at: f"/studio/{at.course}/quiz/{at.quiz}/analysis"), STAFF),
    Scenario("certificates", "bare page", _staff(lambda _: "/studio/certificates"), STAFF),
    Scenario("certificate found", "bare page", _staff(lambda _: "/studio/certificates?search=Ana"), STAFF),
    Scenario("audit log", "bare page", _staff(lambda _: "/admin/audit"), STAFF),
    Scenario("studio", "bare page", _staff(lambda _: "/studio"), STAFF),
)
