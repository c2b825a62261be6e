"""Counting tries in the database: none is lost when many come at once, and each window ends by itself."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from app.platform import tries
from app.platform.transactions import writing
from app.platform.tries import Counted, Limit
from tests.together import together

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEW, MANY = Limit("few", 3, MINUTE), Limit("many", 81, 10 * MINUTE)


def count(app: Flask, *counted: Counted, at: datetime = NOON) -> None:
    with app.app_context(), writing():
        tries.count(counted, "secret", at)


def wait(app: Flask, *counted: Counted, at: datetime = NOON, secret: str = "secret") -> timedelta | None:  # noqa: S107 - it is none
    with app.app_context():
        return tries.wait_for(counted, secret, at)


def test_many_at_once_are_all_counted_in_whatever_order_they_name_things(app: Flask):
    both = Counted(FEW, "ana"), Counted(MANY, "ben")
    pairs = [both, both[::-1]] * 4
    together([lambda pair=pair: [count(app, *pair) for _ in range(10)] for pair in pairs])
    assert wait(app, both[1]) is None
    count(app, both[1])
    assert wait(app, both[1]) == 10 * MINUTE
    assert wait(app, *both) == 10 * MINUTE
    assert wait(app, both[0]) == MINUTE


def test_a_window_begins_with_the_first_try_and_ends_by_itself(app: Flask):
    ana = Counted(FEW, "ana")
    for second in (0, 20, 40):
        count(app, ana, at=NOON + timedelta(seconds=second))
    assert wait(app, ana, at=NOON + timedelta(seconds=45)) == timedelta(seconds=15)
    assert wait(app, ana, at=NOON + MINUTE) is None
    count(app, ana, at=NOON + MINUTE)
    assert wait(app, ana, at=NOON + MINUTE) is None  # one, not four


def test_names_limits_and_secrets_keep_counts_apart(app: Flask):
    for _ in range(3):
        count(app, Counted(FEW, "ana"))
    assert wait(app, Counted(FEW, "ana")) == MINUTE
    assert wait(app, Counted(FEW, "anna")) is wait(app, Counted(MANY, "ana")) is None
    assert wait(app, Counted(FEW, "ana"), secret="another") is None


def test_what_went_well_begins_anew(app: Flask):
    ana = Counted(FEW, "ana")
    for _ in range(3):
        count(app, ana)
    with app.app_context(), writing():
        tries.forget([ana], "secret")
    assert wait(app, ana) is None
