"""What the table of a question counts: who chose what among the best and the worst third."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading import KINDS
from app.assessment.grading.parts import GIVEN, PARTS, TYPED, Hits, Part, parts_of, reader
from app.assessment.grading.thirds import part_shares, thirds
from tests.assessment.marks import SPECS, spec_of
from tests.making import RIGHT

rests = st.dictionaries(st.integers(0, 6).map(lambda sixth: Fraction(sixth, 6)), st.integers(1, 9), min_size=1)


@given(rests)
def test_each_third_is_a_third_of_the_people(people: dict[Fraction, int]):
    found, third = thirds(people), Fraction(sum(people.values()), 3)
    for side in (0, 1):
        assert sum(found[rest][side] * count for rest, count in people.items()) == third
    assert all(0 <= weight <= 1 for weights in found.values() for weight in weights)
    assert all(sum(weights) <= 1 for weights in found.values()) or len(people) < 3


def test_who_ties_at_the_border_counts_in_part():
    found = thirds({Fraction(0): 1, Fraction(1, 2): 4, Fraction(1): 1})
    assert found == {Fraction(0): (1, 0), Fraction(1, 2): (Fraction(1, 4), Fraction(1, 4)), Fraction(1): (0, 1)}


def hits_of(kind: str, *given: tuple[object, Fraction | None, int]) -> Hits:
    found, read = Hits(), reader(kind, SPECS[kind])
    for response, rest, people in given:
        found.add(read(response), rest, people)
    return found


def said(kind: str, hits: Hits, takers: int, people: dict[Fraction, int]) -> dict[str, tuple[int, ...]]:
    """Each part with how many hit it, and the percentages of all, of the bottom third, of the top third."""
    lines, nothing = part_shares(parts_of(kind, [SPECS[kind]]), hits, takers, people)
    return {
        line.part.text: (line.people, *(round(share) for share in (line.share, line.bottom, line.top)))
        for line in (*lines, nothing)
    }


LOW, MIDDLE, HIGH = Fraction(0), Fraction(1, 2), Fraction(1)
SIX = {LOW: 2, MIDDLE: 2, HIGH: 2}


def test_gaps_are_counted_one_by_one_with_what_was_put_in_instead():
    hits = hits_of(
        "cloze", ({"gaps": {"0": "light", "1": "60"}}, LOW, 2), ({"gaps": {"0": "soft", "2": "before"}}, HIGH, 2)
    )
    lines, _nothing = part_shares(parts_of("cloze", [SPECS["cloze"]]), hits, 4, {LOW: 2, HIGH: 2})
    assert [(line.part.text, line.people, line.instead) for line in lines] == [
        ("1", 2, (("soft", 2),)), ("2", 0, (("60", 2),)), ("3", 2, ()),
    ]  # fmt: skip
    assert lines[2].part.belongs == "before"


def test_marked_words_are_counted_like_options():
    words = [one.text for one in parts_of("mark-words", [SPECS["mark-words"]])]
    hits = hits_of("mark-words", ({"words": [0, 1]}, HIGH, 2), ({"words": [0, 2]}, LOW, 1), ({"words": []}, LOW, 1))
    found = said("mark-words", hits, 4, {LOW: 2, HIGH: 2})
    assert words[:4] == ["long", "light", "deep", "fast"]
    assert [found[word][0] for word in words] + [found[""][0]] == [3, 2, 1, 0, 1]


def test_options_are_counted_by_third_and_so_is_no_answer():
    cold, warm = {"choice": 0}, {"choice": 1}
    hits = hits_of("single-choice", (cold, LOW, 1), (None, LOW, 1), (cold, MIDDLE, 1), (warm, MIDDLE, 1),
                   (warm, HIGH, 2))  # fmt: skip
    assert said("single-choice", hits, 6, SIX) == {
        "Cold ones": (2, 33, 50, 0), "Warm ones": (3, 50, 0, 100), "Wet ones": (0, 0, 0, 0), "": (1, 17, 50, 0),
    }  # fmt: skip


def test_of_a_multiple_response_each_ticked_option_counts():
    hits = hits_of("multiple-response", ({"choices": [0, 1]}, HIGH, 2), ({"choices": [0, 2]}, LOW, 2),
                   ({"choices": []}, MIDDLE, 2))  # fmt: skip
    assert said("multiple-response", hits, 6, SIX) == {
        "Long": (4, 67, 100, 100), "Light": (2, 33, 0, 100), "Fast": (2, 33, 100, 0), "Deep": (0, 0, 0, 0),
        "": (2, 33, 0, 0),
    }  # fmt: skip


def test_of_pairs_the_right_ones_count_and_what_two_people_gave_instead():
    right = RIGHT["matching"]
    hits = hits_of("matching", (right, HIGH, 3), ({"pairs": {"0": 2, "1": 1}}, LOW, 2), ({"pairs": {"0": 1}}, LOW, 1))
    lines, _ = part_shares(parts_of("matching", [SPECS["matching"]]), hits, 6, {LOW: 3, HIGH: 3})
    assert [(line.part.text, line.part.belongs, line.people, line.instead) for line in lines] == [
        ("Begin", "Warm", 3, (("Cold", 2),)), ("End", "Calm", 5, ()),
    ]  # fmt: skip


def test_of_an_order_the_items_count_that_stand_right():
    """By the kind's own rule: after the one before. Both of the wrong ones put kneading first."""
    hits = hits_of("ordering", (RIGHT["ordering"], HIGH, 1), ({"positions": [2, 3, 1]}, LOW, 2))
    lines, _ = part_shares(parts_of("ordering", [SPECS["ordering"]]), hits, 3, {LOW: 2, HIGH: 1})
    assert [(line.part.belongs, line.people, line.instead) for line in lines] == [
        ("1", 1, (("2", 2),)), ("2", 3, ()), ("3", 1, (("1", 2),)),
    ]  # fmt: skip


def test_a_paper_of_one_question_has_no_thirds():
    lines, nothing = part_shares([Part("A")], hits_of("single-choice", ({"choice": 0}, None, 3)), 3, {})
    assert [(line.people, line.share, line.bottom, line.top) for line in (*lines, nothing)] == [
        (3, 100, None, None), (0, 0, None, None),
    ]  # fmt: skip


def test_nobody_has_no_shares():
    lines, nothing = part_shares([Part("A")], Hits(), 0, {})
    assert [(line.people, line.share, line.top) for line in (*lines, nothing)] == [(0, 0, None)] * 2


def test_kinds_without_parts_to_tell_apart_have_no_table():
    assert parts_of("short-answer", [spec_of("short-answer")]) == []
    assert set(PARTS) == set(GIVEN)
    assert {*PARTS, *TYPED} <= set(KINDS)


@pytest.mark.parametrize(("typed", "same"), [("10", "10.0"), ("0,25", ".250"), ("-3", "-3.00")])
def test_numbers_that_are_equal_are_one_wrong_answer(typed: str, same: str):
    assert TYPED["numerical"](typed) == TYPED["numerical"](same)


def test_what_only_one_person_gave_is_kept_to_oneself():
    counted = Counter({(0, "a wish"): 1, (0, "a word"): 2})
    ((line), _) = part_shares([Part("A", belongs="B")], Hits(instead=counted), 3, {LOW: 3})
    assert [one.instead for one in line] == [(("a word", 2),)]
