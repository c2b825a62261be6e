"""Laying out and marking a paper: no app, no database."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading import KINDS
from app.assessment.grading.paper import Answered, Entry, draw, mark_paper, order, passed, percent, total
from app.assessment.kinds.base import arranged, authored, numbered, shown

banks = st.lists(st.sampled_from(["reds", "greens", "blues"]), max_size=20).map(
    lambda topics: [Entry(f"q-{place}", topic, place) for place, topic in enumerate(topics)]
)
seeds = st.text("abc", max_size=4)


def bank(**sizes: int) -> list[Entry]:
    topics = [topic for topic, size in sizes.items() for _ in range(size)]
    return [Entry(f"q-{place}", topic, place) for place, topic in enumerate(topics)]


def spread(entries: list[Entry], ids: Iterable[int]) -> Counter[str]:
    topics = {entry.id: entry.topic for entry in entries}
    return Counter(topics[one] for one in ids)


@given(st.text(max_size=8), st.integers(0, 500), st.integers(0, 40))
def test_an_order_is_a_permutation_that_can_be_repeated(seed: str, number: int, count: int) -> None:
    assert sorted(order(seed, number, count)) == list(range(count))
    assert order(seed, number, count) == order(seed, number, count)


def test_an_order_is_the_same_on_every_machine_and_for_ever() -> None:
    """Open attempts hang on this: the same seed must lay out the same paper after an upgrade."""
    assert order("seed", 1, 6) == (2, 1, 5, 4, 0, 3)
    assert order("seed", 2, 6) != order("seed", 1, 6)


def test_every_option_stands_in_every_place_about_equally_often() -> None:
    places = Counter((place, thing) for n in range(4000) for place, thing in enumerate(order(f"s{n}", 3, 4)))
    assert len(places) == 16
    assert all(abs(times - 1000) < 150 for times in places.values())


@given(st.permutations(range(7)))
def test_what_is_shown_leads_back_to_what_was_authored(places: list[int]) -> None:
    shuffled = tuple(places)
    things = "abcdefg"
    for position, thing in enumerate(arranged(things, shuffled)):
        place = authored(position, shuffled)
        assert place is not None
        assert things[place] == thing
        assert shown(place, shuffled) == position
    assert authored(None, shuffled) is shown(None, shuffled) is None
    assert authored(3, ()) == shown(3, ()) == 3
    assert shown(7, shuffled) is None


@given(banks, st.integers(0, 25), seeds, st.sets(st.integers(0, 19)))
def test_a_draw_has_no_question_twice_and_as_many_as_there_are(
    entries: list[Entry], count: int, seed: str, seen: set[int]
) -> None:
    drawn = draw(entries, count, seed, seen)
    assert len(set(drawn)) == len(drawn) == min(count, len(entries))
    assert set(drawn) <= {entry.id for entry in entries}


@given(banks, st.integers(0, 25), seeds, st.sets(st.integers(0, 19)), st.integers())
def test_a_draw_does_not_depend_on_how_the_bank_is_listed(
    entries: list[Entry], count: int, seed: str, seen: set[int], chance: int
) -> None:
    shuffled = Random(chance).sample(entries, len(entries))
    assert draw(shuffled, count, seed, seen) == draw(entries, count, seed, seen)


@given(banks, st.integers(0, 25), seeds)
def test_every_objective_has_a_question_while_there_is_room(entries: list[Entry], count: int, seed: str) -> None:
    topics = {entry.topic for entry in entries}
    assert len(spread(entries, draw(entries, count, seed))) == min(count, len(topics))


uneven = st.fixed_dictionaries({"reds": st.integers(1, 3), "greens": st.integers(3, 9), "blues": st.integers(9, 30)})


@given(uneven.map(lambda sizes: bank(**sizes)), st.integers(0, 20), seeds, st.integers(1, 4))
def test_no_topic_is_short_of_its_least_while_another_has_more(
    entries: list[Entry], count: int, seed: str, at_least: int
) -> None:
    drawn, held = spread(entries, draw(entries, count, seed, (), at_least)), spread(entries, range(len(entries)))
    if any(times > at_least for times in drawn.values()):
        assert all(drawn[topic] >= min(at_least, size) for topic, size in held.items())


def test_what_remains_goes_to_the_objectives_in_proportion() -> None:
    entries = bank(big=12, middle=6, small=2)
    assert spread(entries, draw(entries, 10, "s")) == {"big": 6, "middle": 3, "small": 1}
    assert spread(entries, draw(entries, 3, "s")) == {"big": 1, "middle": 1, "small": 1}


@given(st.integers(0, 9), seeds)
def test_a_larger_draw_only_adds(count: int, seed: str) -> None:
    entries = bank(big=5, small=4)
    assert set(draw(entries, count, seed)) < set(draw(entries, count + 1, seed)) or count == 9


@given(seeds, st.sets(st.integers(0, 9), max_size=5))
def test_unseen_questions_come_first(seed: str, seen: set[int]) -> None:
    assert not seen & set(draw(bank(only=10), 5, seed, seen))


def test_with_room_for_few_an_objective_with_an_unseen_question_goes_first() -> None:
    entries = [Entry("q-0", "old", 0), Entry("q-1", "new", 1)]
    assert all(draw(entries, 1, f"s{n}", {0}) == (1,) for n in range(20))


def test_every_question_is_drawn_about_equally_often() -> None:
    entries = bank(one=6, two=6)
    times = Counter(one for n in range(2000) for one in draw(entries, 4, f"s{n}"))
    assert all(abs(times[entry.id] - 2000 / 3) < 120 for entry in entries)


def test_no_question_has_a_place_of_its_own_on_the_paper() -> None:
    entries = bank(big=6, small=1)
    first = Counter(draw(entries, 4, f"s{n}").index(6) for n in range(1000))
    assert all(abs(first[place] - 250) < 70 for place in range(4))


def question(kind: str, body: str, points: int, response: dict[str, object] | None) -> Answered:
    module = KINDS[kind]
    return Answered(kind, module.dump(module.read(numbered(body), {})), points, response)


def test_a_paper_is_marked_question_by_question_in_exact_fractions() -> None:
    matching = "- a => 1\n- b => 2\n- c => 3"
    marked = mark_paper(
        [
            question("single-choice", "- [x] a\n- [ ] b", 1, {"choice": 0}),
            question("matching", matching, 2, {"pairs": {"0": 0}}),
            question("matching", matching, 1, {"pairs": {"0": 0, "1": 0}}),
            question("short-answer", "- [x] light", 3, None),
        ]
    )
    assert [mark.fraction for mark in marked.marks] == [1, Fraction(1, 3), Fraction(1, 3), 0]
    assert marked.earned == 2
    assert marked.possible == 7


def test_an_empty_paper_earns_nothing() -> None:
    assert mark_paper([]).earned == total([]) == 0


@pytest.mark.parametrize(
    ("earned", "possible", "pass_mark", "is_passed"),
    [
        (15, 20, 75, True),
        (Fraction(1499, 100), 20, 75, False),
        (Fraction(14999, 1000), 20, 75, False),
        (Fraction(45, 2), 30, 75, True),
        (0, 20, 0, True),
        (20, 20, 100, True),
        (0, 0, 0, False),
        (0, 0, 75, False),
    ],
)
def test_passing_is_decided_without_rounding(
    earned: Fraction | int, possible: int, pass_mark: int, is_passed: bool
) -> None:
    assert passed(earned, possible, pass_mark) is is_passed


@given(st.fractions(0, 1, max_denominator=60), st.integers(1, 100), st.integers(0, 100))
def test_the_percent_shown_never_contradicts_the_result(share: Fraction, possible: int, pass_mark: int) -> None:
    earned = share * possible
    assert (percent(earned, possible) >= pass_mark) == passed(earned, possible, pass_mark)
    assert 0 <= percent(earned, possible) <= 100


def test_the_percent_of_nothing_is_nothing() -> None:
    assert percent(0, 0) == 0
