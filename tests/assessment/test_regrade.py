"""A corrected key, pure: what becomes of marks and results."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import grading
from app.assessment.grading import paper, rekey
from app.assessment.grading.regrade import Fix, Remedy, Result, keys, mark, points, regraded
from app.assessment.kinds.base import ContentError, Marked

OPTIONS = 4


def spec_of(right: int) -> dict:
    """A single choice with this option right."""
    return {"options": [{"text": f"option {at}", "right": at == right, "feedback": ""} for at in range(OPTIONS)],
            "keep_order": False}  # fmt: skip


KIND, SPEC = "single-choice", spec_of(0)
places = st.integers(0, OPTIONS - 1)
keyed = st.builds(lambda remedy, right: Fix(remedy, spec_of(right)),
                  st.sampled_from([Remedy.ACCEPT_BOTH, Remedy.NEW_KEY]), places)  # fmt: skip
fixes = keyed | st.sampled_from([Fix(Remedy.DROP), Fix(Remedy.FULL_MARKS)])
responses = st.none() | st.builds(lambda at: {"choice": at}, st.none() | places)
weights = st.integers(1, 5)
papers = st.lists(st.tuples(weights, responses), min_size=1, max_size=6)


def result_of(answers: list, pass_mark: int, ruled: list[Fix]) -> tuple[Result, list]:
    """A paper marked from the ground, the corrections being of its first question."""
    earned = [points(KIND, SPEC, ruled if not at else [], weight, response)
              for at, (weight, response) in enumerate(answers)]  # fmt: skip
    possible = sum(weight for (weight, _), one in zip(answers, earned, strict=True) if one is not None)
    total = paper.total([one or 0 for one in earned])
    return Result(total, possible, paper.passed(total, possible, pass_mark)), earned


def corrected(answers: list, pass_mark: int, before: list[Fix], fix: Fix, keep: bool) -> tuple[Result, Result]:
    """The result before and after one more correction."""
    result, earned = result_of(answers, pass_mark, before)
    weight, response = answers[0]
    new = points(KIND, SPEC, [*before, fix], weight, response)
    return result, regraded(result, weight, earned[0], new, pass_mark, keep_passed=keep)


marks = st.integers(0, 100)
records = st.lists(fixes, max_size=3)


@given(papers, marks, records, fixes)
def test_changing_one_question_comes_to_what_marking_everything_anew_does(answers, pass_mark, before, fix):
    _, after = corrected(answers, pass_mark, before, fix, keep=False)
    assert after == result_of(answers, pass_mark, [*before, fix])[0]


@given(papers, marks, st.lists(keyed, max_size=3), places)
def test_accepting_both_lowers_nobody(answers, pass_mark, before, right):
    old, new = corrected(answers, pass_mark, before, Fix(Remedy.ACCEPT_BOTH, spec_of(right)), keep=False)
    assert (new.earned, new.possible) >= (old.earned, old.possible)
    assert not (old.passed and not new.passed)


@given(papers, marks, records)
def test_full_marks_lower_nobody(answers, pass_mark, before):
    old, new = corrected(answers, pass_mark, before, Fix(Remedy.FULL_MARKS), keep=False)
    assert new.share >= old.share
    assert not (old.passed and not new.passed)


@given(papers, marks, st.lists(keyed, max_size=3))
def test_dropping_takes_the_points_of_the_question_out_of_what_is_possible(answers, pass_mark, before):
    old, new = corrected(answers, pass_mark, before, Fix(Remedy.DROP), keep=False)
    assert old.possible - new.possible == answers[0][0]
    assert new.earned <= new.possible


@given(papers, marks, records, fixes, st.booleans())
def test_applying_twice_is_applying_once(answers, pass_mark, before, fix, keep):
    weight, response = answers[0]
    once, twice = ([*before, *[fix] * count] for count in (1, 2))
    assert points(KIND, SPEC, once, weight, response) == points(KIND, SPEC, twice, weight, response)
    result, earned = result_of(answers, pass_mark, once)
    assert regraded(result, weight, earned[0], earned[0], pass_mark, keep_passed=keep) == result


@given(papers, marks, records, fixes)
def test_who_passed_keeps_what_would_be_lower(answers, pass_mark, before, fix):
    old, new = corrected(answers, pass_mark, before, fix, keep=True)
    assert not old.passed or (new.passed and new.share >= old.share)


def test_a_result_that_somebody_still_marks_has_no_verdict_afterwards_either():
    waiting = Result(Fraction(1), 4, None)
    assert regraded(waiting, 1, Fraction(0), Fraction(1), 25) == Result(Fraction(2), 4, None)


def test_a_paper_with_nothing_left_is_kept_by_who_passed_and_passed_by_nobody_else():
    assert regraded(Result(Fraction(1), 1, True), 1, Fraction(1), None, 75) == Result(Fraction(1), 1, True)
    assert regraded(Result(Fraction(0), 1, False), 1, Fraction(0), None, 75) == Result(Fraction(0), 0, False)


def test_a_new_key_takes_the_old_one_away_and_a_dropped_question_has_it_still():
    first, second = Fix(Remedy.ACCEPT_BOTH, spec_of(1)), Fix(Remedy.NEW_KEY, spec_of(2))
    assert keys(SPEC, [first]) == (SPEC, spec_of(1))
    assert keys(SPEC, [first, second]) == (spec_of(2),)
    assert keys(SPEC, [second, Fix(Remedy.DROP), first]) == (spec_of(2), spec_of(1))
    assert mark(KIND, SPEC, [Fix(Remedy.DROP), second], {"choice": 2}) == Marked(Fraction(1), mark(
        KIND, spec_of(2), [], {"choice": 2}).parts)  # fmt: skip


def options(right: str, **parts: str) -> dict:
    return {
        "options": [
            {"text": one, "right": one in right, "feedback": ""} | ({"fraction": parts[one]} if one in parts else {})
            for one in "abc"
        ],
        "rule": "fractions",
    }


def test_ticking_anew_changes_the_key_and_nothing_that_a_student_sees():
    kind = grading.KINDS["multiple-response"]
    old, new = (
        options("ab", a="1/2", b="1/2", c="-1/4"),
        rekey.with_right(options("ab", a="1/2", b="1/2", c="-1/4"), [1]),
    )
    assert kind.ask(kind.load(old), ()) == kind.ask(kind.load(new), ())
    earned = [kind.mark(kind.load(new), {"choices": one}).fraction for one in ([0], [1], [0, 1], [1, 2])]
    assert earned == [0, 1, 1, Fraction(3, 4)]
    with pytest.raises(ValueError, match="at least one"):
        rekey.with_right(old, [])
    with pytest.raises(ValueError, match="options that there are"):
        rekey.with_right(old, [3])


def typed(kind: str, body: str) -> dict:
    module = grading.KINDS[kind]
    return module.dump(module.read(list(enumerate(body.split("\n"), start=1)), {}))


def earned(kind: str, spec: dict, *texts: str) -> list[Fraction]:
    return [grading.mark(kind, spec, {"text": text}).fraction for text in texts]


def test_a_line_that_was_foreseen_as_wrong_can_become_right_and_the_rest_stays():
    old = typed("short-answer", "- [x] light\n    > Yes.\n- [50%] soft\n- [ ] heavy\n    > Later.")
    new = rekey.with_accepted("short-answer", old, ["light", "Heavy"])
    assert earned("short-answer", new, "light", "heavy", "soft", "wet") == [1, 1, Fraction(1, 2), 0]
    assert rekey.accepted("short-answer", new) == ["light", "Heavy"]
    assert [one["feedback"] for one in new["answers"]] == ["Yes.", "", ""]


def test_a_wider_number_takes_the_place_of_the_line_that_earned_a_part():
    old = typed("numerical", "- [x] 10 ± 2\n- [50%] 10 ± 5")
    assert earned("numerical", rekey.with_accepted("numerical", old, ["10 ± 6"]), "15", "17") == [1, 0]
    assert earned("numerical", rekey.with_accepted("numerical", old, ["10 ± 3"]), "13", "15") == [1, Fraction(1, 2)]


@pytest.mark.parametrize(
    ("kind", "lines"), [("numerical", ["ten"]), ("short-answer", ["light", "LIGHT"]), ("short-answer", [])]
)
def test_a_line_that_is_none_is_refused_with_its_number(kind: str, lines: list[str]):
    old = typed(kind, "- [x] 10\n- [ ] 12")
    with pytest.raises(ContentError):
        rekey.with_accepted(kind, old, lines)
