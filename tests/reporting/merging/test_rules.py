"""Of two places in one course the one that is further goes on; what would be lost or doubled forbids joining."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.reporting.rules.merging import Forbidden, Place, collisions_of, obstacles_of

KEPT, MERGED = 1, 2
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLACE = Place(10, KEPT, 7, "Warm hands", NOON, 3, False, False, frozenset())
OTHER = replace(PLACE, enrolment_id=20, person_id=MERGED)


def goes_on(*places: Place) -> int:
    (collision,) = collisions_of(places, KEPT)
    return collision.goes_on.enrolment_id


def test_a_course_that_only_one_takes_is_no_collision():
    assert collisions_of([PLACE, replace(OTHER, course_id=8)], KEPT) == []


def test_whoever_is_further_goes_on():
    for further in ({"done": 4}, {"enrolled_at": NOON - timedelta(days=1)}, {"certificates": frozenset({"course"})}):
        assert goes_on(PLACE, replace(OTHER, **further)) == 20, further
    assert goes_on(PLACE, OTHER) == 10
    assert goes_on(replace(PLACE, done=9), replace(OTHER, certificates=frozenset({"course"}))) == 20
    assert goes_on(replace(PLACE, done=9), replace(OTHER, certificates=frozenset({"module:m"}))) == 10


def test_what_would_be_lost_or_doubled_is_named_with_its_course():
    ahead = replace(PLACE, done=9, certificates=frozenset({"module:m", "module:n"}))
    for behind, why in (
        ({"certificates": frozenset({"module:m"})}, [Forbidden.SAME_CERTIFICATE]),
        ({"certificates": frozenset({"module:k"})}, []),
        ({"has_open_attempt": True}, [Forbidden.ATTEMPT_UNDER_WAY]),
        ({"waits_for_mark": True}, [Forbidden.ESSAY_WAITS]),
    ):
        found = obstacles_of(collisions_of([ahead, replace(OTHER, **behind)], KEPT))
        assert [(one.why, one.course) for one in found] == [(reason, "Warm hands") for reason in why], behind
    assert obstacles_of(collisions_of([replace(ahead, has_open_attempt=True), OTHER], KEPT)) == []


places = st.builds(
    Place, enrolment_id=st.integers(), person_id=st.sampled_from([KEPT, MERGED]), course_id=st.integers(1, 4),
    course=st.just("x"), enrolled_at=st.datetimes().map(lambda when: when.replace(tzinfo=UTC)), done=st.integers(0, 9),
    has_open_attempt=st.booleans(), waits_for_mark=st.booleans(),
    certificates=st.frozensets(st.sampled_from(["course", "module:m"])),
)  # fmt: skip


@given(st.lists(places, unique_by=lambda place: (place.person_id, place.course_id)))
def test_each_course_keeps_exactly_one_place_whatever_the_order(given_places: list[Place]):
    found = collisions_of(given_places, KEPT)
    ended = {one.ends.enrolment_id for one in found}
    left = [place.course_id for place in given_places if place.enrolment_id not in ended]
    taken = {place.course_id for place in given_places}
    assert set(left) == taken
    assert found == collisions_of(given_places[::-1], KEPT)
