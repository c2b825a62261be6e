"""Marking words in a passage: no app, no database."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Verdict, numbered
from app.assessment.kinds.mark_words import mark as kind

BODY = """The strokes are [x: long,
sweeping] and [x: light], not [ : deep].

They come [ : last], as a rule.

- deep
    > That comes later.
    >
    > Much later."""
PLAIN = "It [x: warms] the low-back muscles; don't go [x: deep]."
SPEC = kind.read(numbered(BODY), {})
EVERY = kind.read(numbered(PLAIN), {"rule": "every-decision"})
STRICT = kind.read(numbered(BODY), {"rule": "all-or-nothing"})

WORDS = st.text("abcéñ", min_size=1, max_size=4)
GAPS = st.sampled_from([" ", ", ", ". ", "\n", " – ", "\n\n", "; “"])


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    """A passage in which the first word, and some others, are right; sometimes every word is a candidate."""
    words = draw(st.lists(WORDS, min_size=2, max_size=8))
    is_named = draw(st.booleans())
    marks = ["x", *draw(st.lists(st.sampled_from("x -"), min_size=len(words) - 2, max_size=len(words) - 2)), " "]
    text = ""
    for word, mark in zip(words, marks, strict=True):
        is_plain = mark == "-" or (mark == " " and not is_named)
        text += (word if is_plain else f"[{mark}: {word}]") + draw(GAPS)
    replies = f"\n\n- {words[0]}\n    > Because." if draw(st.booleans()) else ""
    return kind.read(numbered(text.rstrip() + replies), {"rule": draw(st.sampled_from(list(kind.RULES)))})


def refused(body: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        kind.read(numbered(body), {})
    assert caught.value.cure
    return caught.value


def test_candidates_stand_in_the_order_of_the_passage() -> None:
    assert kind.ask(SPEC, ()).shown == ("long, sweeping", "light", "deep", "last")
    assert [option.right for option in SPEC.options] == [True, True, False, False]


def test_the_passage_keeps_its_paragraphs_and_what_stands_between() -> None:
    paragraphs = kind.ask(SPEC, ()).paragraphs
    assert ["".join(piece.text for piece in paragraph) for paragraph in paragraphs] == [
        "The strokes are long, sweeping and light, not deep.",
        "They come last, as a rule.",
    ]
    assert [piece.place for piece in paragraphs[1]] == [None, 3, None]


def test_without_wrong_ones_every_word_is_a_candidate() -> None:
    assert kind.ask(EVERY, ()).shown == ("It", "warms", "the", "low-back", "muscles", "don't", "go", "deep")
    assert [option.text for option in EVERY.options if option.right] == ["warms", "deep"]


def test_which_words_are_candidates_does_not_tell_the_key() -> None:
    other = kind.read(numbered("It warms the [x: low-back] muscles; [x: don't] go deep."), {"rule": "every-decision"})
    assert kind.ask(other, ()) == kind.ask(EVERY, ())
    swapped = BODY.replace("[x:", "[?:").replace("[ :", "[x:").replace("[?:", "[ :")
    assert kind.ask(kind.read(numbered(swapped), {}), ()) == kind.ask(SPEC, ())


@pytest.mark.parametrize(
    ("words", "fraction"),
    [([0, 1], 1), ([0], Fraction(1, 2)), ([0, 2], 0), ([0, 1, 2], Fraction(1, 2)), ([0, 1, 2, 3], 0), ([], 0)],
)
def test_right_minus_wrong_takes_away_for_wrong_marks_but_never_below_zero(
    words: list[int], fraction: Fraction
) -> None:
    assert kind.mark(SPEC, {"words": words}).fraction == fraction


@pytest.mark.parametrize(("words", "fraction"), [([0, 1], 1), ([1, 0], 1), ([0], 0), ([0, 1, 2], 0), ([], 0)])
def test_all_or_nothing_wants_every_right_mark_and_no_other(words: list[int], fraction: int) -> None:
    assert kind.mark(STRICT, {"words": words}).fraction == fraction


@pytest.mark.parametrize(
    ("words", "fraction"),
    [([1, 7], 1), ([1], Fraction(7, 8)), ([0, 1], Fraction(6, 8)), ([*range(8)], Fraction(1, 4)), ([], 0)],
)
def test_every_decision_counts_words_left_alone_unless_nothing_was_marked(words: list[int], fraction: Fraction) -> None:
    assert kind.mark(EVERY, {"words": words}).fraction == fraction


@pytest.mark.parametrize("words", [[4], [-1], [True], ["0"], [[0]], [0] * 1_000_000, "01", {"0": True}, 3, [1e999]])
def test_what_are_no_words_is_refused(words: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"words": words})


def test_a_word_sent_twice_counts_once() -> None:
    assert kind.normalise(SPEC, {"words": [1, 0, 1]}) == {"words": [0, 1]}


@pytest.mark.parametrize(
    ("body", "words", "line"),
    [
        ("No mark at all.", "No word is marked", 1),
        ("", "No word is marked", 1),
        ("Only [ : wrong] ones\nin [ : it].", "No word is marked", 1),
        ("A [x: b] and\n[c] d [ : e].", "bracket cannot be read", 2),
        ("A [x: b] and\n[ : c d.", "bracket cannot be read", 2),
        ("A [x: b]\nand [ :  ] c.", "does not hold a word", 2),
        ("A [x: b]\nand [ : …] c.", "does not hold a word", 2),
        ("A [x: b] c [ : d\n\ne] f.", "does not hold a word", 1),
        ("A\nw[x: arm] one [ : or] not.", "part of a word", 2),
        ("A [x: b][ : c].", "part of a word", 1),
        ("A [x: long, light] stroke.", "is not one word", 1),
        ("A [x: low]-back stroke.", "is not one word", 1),
        ("[x: All] [x: of] [x: it].", "0 of them wrong", 1),
        ("A first paragraph.\n\nThen [x: a] and [ : b].", "without a mark", 1),
        ("[x: One]" + " word" * 150, "151 words", 1),
        ("A [x: b] or [ : c].\n\n- d\n    > Why.", "no word to choose", 3),
        ("A [x: b] or [ : c].\n\n- c", "no reply", 3),
        ("A [x: b] or [ : c].\n\n- c\n    > Why.\n- C\n    > Why.", "repeats line 3", 5),
        ("A [x: b] or [ : c].\n\n- c\n    > Why.\n\nMore text.", "cannot be read", 6),
    ],
)
def test_what_cannot_be_asked_is_refused_with_line_and_cure(body: str, words: str, line: int) -> None:
    error = refused(body)
    assert words in error.message
    assert error.line == line


def test_the_rule_is_told_and_must_be_a_known_one() -> None:
    assert "takes one away" in kind.ask(SPEC, ()).rule
    assert "only if every mark" in kind.ask(STRICT, ()).rule
    assert "left alone" in kind.ask(EVERY, ()).rule
    with pytest.raises(ContentError, match="right-minus-wrong"):
        kind.read(numbered(BODY), {"rule": "halves"})


def test_the_review_says_what_was_missed_and_replies_to_what_was_marked() -> None:
    review = kind.explain(SPEC, {"words": [0, 2]}, with_key=True)
    assert [(row.text, row.verdict) for row in review.rows] == [
        ("long, sweeping", Verdict.RIGHT),
        ("light", Verdict.MISSED),
        ("deep", Verdict.WRONG),
    ]
    assert review.rows[2].feedback == "That comes later.\n\nMuch later."
    assert review.marks == ("right", "missed", "wrong", "rest")


def test_the_review_without_the_key_repeats_only_what_was_marked() -> None:
    review = kind.explain(SPEC, {"words": [2]}, with_key=False)
    assert [(row.text, row.verdict, row.feedback) for row in review.rows] == [("deep", None, "")]
    assert review.marks == ("rest", "rest", "chosen", "rest")


def test_a_reply_is_for_every_place_of_the_word() -> None:
    spec = kind.read(numbered("[x: Light] and [ : deep], [ : Deep] and [ : far].\n\n- deep\n    > Later."), {})
    assert [option.feedback for option in spec.options] == ["", "Later.", "Later.", ""]


@given(specs(), st.sets(st.integers(0, 7)))
def test_a_mark_lies_between_nothing_and_all(spec: kind.Spec, words: set[int]) -> None:
    stored = kind.normalise(spec, {"words": [word for word in words if word < len(spec.right)]})
    assert kind.normalise(spec, stored) == stored
    assert 0 <= kind.mark(spec, stored).fraction <= 1


@given(specs())
def test_the_key_earns_everything_and_nothing_else_does(spec: kind.Spec) -> None:
    key = [place for place, right in enumerate(spec.right) if right]
    wrong = [place for place, right in enumerate(spec.right) if not right]
    assert kind.mark(spec, {"words": key}).fraction == 1
    assert kind.mark(spec, {"words": key[1:]}).fraction < 1
    assert all(kind.mark(spec, {"words": [*key, place]}).fraction < 1 for place in wrong)
    assert kind.mark(spec, {}).fraction == 0


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec


@given(st.text(alphabet=st.sampled_from("ab [x:]-\n>.’"), max_size=60) | st.text(max_size=60))
def test_nonsense_is_refused_and_what_is_read_can_be_written(body: str) -> None:
    spec = None
    with suppress(ContentError):
        spec = kind.read(numbered(body), {})
    if spec:
        body, options = kind.write(spec)
        assert kind.read(numbered(body), options) == spec


def test_a_long_passage_is_read_quickly() -> None:
    assert "30000 words" in refused("[x: One]" + " word" * 29_999).message
    assert refused("[x: " * 50_000).line == 1
    assert refused("[x: a" + " " * 200_000).line == 1
