"""The hours worksheet, against the published examples."""

from fractions import Fraction

import pytest

from app.catalogue.content.hours import METHODS, Method, mergener_minutes, round_down, worksheet


def by_key(*inputs: int, **more: Fraction) -> dict[str, Method]:
    """A worksheet by method."""
    return {method.key: method for method in worksheet(*inputs, **more)}


def test_mergener_gives_the_published_example() -> None:
    minutes = mergener_minutes(3774, 16, Fraction("2.5"))
    assert minutes == Fraction("0.9") * Fraction("68.81766")
    assert round(minutes, 3) == Fraction("61.936")


def test_mergener_uses_the_minus_sign_that_the_misprint_lost() -> None:
    assert mergener_minutes(0, 0, Fraction(5)) == Fraction("0.9") * (Fraction("77.5") - Fraction("22.3"))


def test_mergener_is_never_below_nothing() -> None:
    assert mergener_minutes(0, 0, Fraction(1)) == 0


def test_the_same_lesson_by_every_rule() -> None:
    found = by_key(2400, 10)
    assert round(found["mergener"].minutes, 2) == Fraction("51.31")
    assert {key: method.hours for key, method in found.items()} == {
        "ncbtmb-words": Fraction("0.20"),
        "nasba": Fraction("0.5"),
        "mergener": Fraction("0.75"),
        "reading": Fraction("0.2"),
    }
    assert found["reading"].minutes == 12
    assert round(found["nasba"].minutes / 50, 3) == Fraction("0.637")


def test_media_minutes_count_where_the_rule_says_so() -> None:
    found = by_key(0, 0, difficulty=Fraction(1), media_minutes=Fraction(50))
    minutes = {key: method.minutes for key, method in found.items()}
    assert minutes == {"ncbtmb-words": 50, "nasba": 50, "mergener": 0, "reading": 50}
    assert found["nasba"].hours == 1


def test_hours_are_only_ever_rounded_down() -> None:
    assert round_down(Fraction("0.999"), Fraction(1, 4)) == Fraction(3, 4)
    assert round_down(Fraction(1), Fraction(1, 4)) == 1
    assert by_key(11_999, 0)["ncbtmb-words"].hours == Fraction("0.99")
    assert by_key(12_000, 0)["ncbtmb-words"].hours == 1


def test_the_smallest_rule_comes_first_and_mergener_carries_its_warning() -> None:
    sheet = worksheet(1000, 10)
    assert [method.key for method in sheet] == list(METHODS)
    assert sheet[0].key == "ncbtmb-words"
    assert [bool(method.caution) for method in sheet] == [False, False, True, False]
    assert all(method.label and method.formula for method in sheet)


@pytest.mark.parametrize(
    "inputs", [(-1, 0, 3, 0), (0, -1, 3, 0), (0, 0, 3, -1), (0, 0, Fraction("0.9"), 0), (0, 0, Fraction("5.1"), 0)]
)
def test_impossible_input_is_refused(inputs: tuple[int, int, Fraction, Fraction]) -> None:
    with pytest.raises(ValueError, match="difficulty is 1 to 5"):
        worksheet(*inputs)
