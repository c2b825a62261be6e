"""Marking true or false: no app, no database."""

import pytest

from app.assessment.kinds.base import ContentError, ResponseError, Verdict, numbered
from app.assessment.kinds.true_false import mark as kind

TRUE = kind.read(numbered("- [x] True\n- [ ] False\n    > It holds."), {})
FALSE = kind.read(numbered("- [x] False\n- [ ] True"), {})


@pytest.mark.parametrize(("spec", "choice", "fraction"), [(TRUE, 0, 1), (TRUE, 1, 0), (FALSE, 0, 0), (FALSE, 1, 1)])
def test_the_right_word_earns_everything(spec: kind.Spec, choice: int, fraction: int) -> None:
    assert kind.mark(spec, {"choice": choice}).fraction == fraction


def test_the_order_in_the_file_does_not_reach_the_page() -> None:
    assert kind.ask(TRUE, ()) == kind.ask(FALSE, ())
    assert kind.ask(FALSE, ()).shown == ("True", "False")
    assert kind.tokens(FALSE) == 0


@pytest.mark.parametrize("choice", [2, -1, False, "True", 0.0])
def test_any_other_answer_is_refused(choice: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(TRUE, {"choice": choice})


def test_the_review_replies_to_the_chosen_word() -> None:
    rows = kind.explain(TRUE, {"choice": 1}, with_key=True).rows
    assert [(row.text, row.verdict, row.feedback) for row in rows] == [
        ("True", Verdict.MISSED, ""),
        ("False", Verdict.WRONG, "It holds."),
    ]


@pytest.mark.parametrize(
    "body", ["- [x] Yes\n- [ ] No", "- [x] True\n- [ ] False\n- [ ] Perhaps", "- [x] True\n- [ ] x"]
)
def test_there_are_exactly_the_words_true_and_false(body: str) -> None:
    with pytest.raises(ContentError, match="Line 1: The answers are not True and False"):
        kind.read(numbered(body), {})


def test_both_words_cannot_be_right() -> None:
    with pytest.raises(ContentError, match="Line 2"):
        kind.read(numbered("- [x] True\n- [x] False"), {})


def test_it_is_only_for_practice() -> None:
    assert kind.PRACTICE_ONLY
