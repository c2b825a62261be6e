"""What a blind guess earns: the mean of every answer that somebody could give."""

from fractions import Fraction
from itertools import permutations, product

import pytest

from app.assessment.grading import KINDS, mark
from app.assessment.grading.guessing import BY_KIND, guess_score
from tests.assessment.marks import SPECS, spec_of


def every_answer(kind: str, spec) -> list[dict[str, object]]:
    """Every answer that somebody could give who guesses, each as likely as the next."""
    if kind == "matching":
        return [{"pairs": dict(zip("01", pair, strict=True))} for pair in product(range(3), repeat=2)]
    if kind == "ordering":
        return [{"positions": list(places)} for places in permutations((1, 2, 3))]
    count = len(spec["options"])
    if kind == "multiple-response":
        chosen = product((False, True), repeat=count)
        return [{"choices": [place for place, is_in in enumerate(ticks) if is_in]} for ticks in chosen]
    return [{"choice": place} for place in range(count)]


@pytest.mark.parametrize("kind", [kind for kind in SPECS if kind not in {"cloze", "mark-words"}])
def test_a_guess_earns_the_mean_of_every_possible_answer(kind: str):
    answers = every_answer(kind, SPECS[kind])
    earned = sum((mark(kind, SPECS[kind], answer).fraction for answer in answers), Fraction(0))
    assert guess_score(kind, SPECS[kind]) == earned / len(answers)


GAPS = "A {choice: [x] one | [ ] two} b {choice: [x] one | [ ] two | [50%] three} c {text: word}."


def test_of_a_passage_only_gaps_with_options_can_be_guessed():
    assert guess_score("cloze", spec_of("cloze", GAPS)) == Fraction(1, 3) * (Fraction(1, 2) + Fraction(1, 2))
    assert guess_score("cloze", spec_of("cloze", GAPS, rule="all-or-nothing")) == 0
    both = "A {choice: [x] one | [ ] two} b {choice: [x] one | [ ] two | [50%] three}."
    assert guess_score("cloze", spec_of("cloze", both, rule="all-or-nothing")) == Fraction(1, 6)


def test_nobody_guesses_a_word_and_some_kinds_do_not_say():
    assert guess_score("short-answer", spec_of("short-answer")) == 0
    assert guess_score("mark-words", spec_of("mark-words")) is None
    assert set(BY_KIND) <= set(KINDS)
