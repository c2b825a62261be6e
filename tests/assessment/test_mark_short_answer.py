"""Marking short answers: folding, wildcards, never likeness. No app, no database."""

import re
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Row, Verdict, numbered
from app.assessment.kinds.lists import Option
from app.assessment.kinds.short_answer import mark as kind
from app.assessment.kinds.texts import LENGTH, fold, matches

BODY = """- [x] trigger point
- [x] myofascial trigger*point
    > Its full name.
- [ ] *knot*
    > A knot is what it feels like.
- [ ] *"""
SPEC = kind.read(numbered(BODY), {})

words = st.text(st.characters(exclude_characters="*\\\n", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@pytest.mark.parametrize(
    "text",
    [
        "trigger point",
        "  Trigger\u00a0 POINT. ",
        "ｔｒｉｇｇｅｒ point",
        "trig\u00adger\u200b point",
        "trigger\npoint",
        "myofascial trigger - point",
    ],
)
def test_case_width_spaces_and_invisible_characters_are_no_difference(text: str) -> None:
    assert kind.mark(SPEC, {"text": text}).fraction == 1


@pytest.mark.parametrize("text", ["triggerpoint", "triger point", "trigger points", "point", "trigger", "knot", "."])
def test_likeness_is_not_enough(text: str) -> None:
    assert kind.mark(SPEC, {"text": text}).fraction == 0


def test_hypotension_is_not_hypertension() -> None:
    assert not matches("hypertension", "hypotension")
    assert not matches("hyper*", "hypotension")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("effleur*", "Effleurage"),
        ("*age", "massage"),
        ("a*b*c", "aXbYc"),
        ("a**c", "abc"),
        ("*", "anything"),
        (r"5 \* 3", "5 * 3"),
        (r"\*", "*"),
        ("it's", "it\u2019s"),
        ('6"', "6\u2033"),
        ('"deep"', "\u201cDeep\u201d"),
        ("low-back", "low\u2013back"),
        ("10-15", "10\uff0d15"),
        ("stra\u00dfe", "STRASSE"),
        ("\ufb01bre", "fibre"),
        ("caf\u00e9", "cafe\u0301"),
        ("light.", "light"),
        ("a b*", "a  b"),
    ],
)
def test_a_pattern_takes_what_a_reader_would_take(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("a*a", "a"), ("ab*bc", "abc"), (r"5 \* 3", "5 x 3"), ("a*b*c", "acb"), ("*x*y*", "yx"), ("a*z", "ab"), ("", "a")],
)
def test_a_pattern_takes_nothing_else(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


def test_no_pattern_is_slow() -> None:
    start = perf_counter()
    assert not matches("*a" * 250 + "b", "a" * LENGTH)
    assert perf_counter() - start < 0.5


def test_an_accepted_answer_comes_before_a_wrong_one_whatever_the_order() -> None:
    spec = kind.Spec((Option("*knot*", right=False), Option("tight knot", right=True)))
    assert kind.mark(spec, {"text": "tight knot"}).fraction == 1
    assert kind.mark(spec, {"text": "loose knot"}).parts == (Verdict.WRONG,)


def test_a_spelling_may_earn_a_part_and_what_earns_most_counts() -> None:
    spec = kind.read(numbered("- [ ] effluent\n- [50%] effl*\n    > Mind the spelling.\n- [x] effleurage"), {})
    assert kind.mark(spec, {"text": "effleurage"}).fraction == 1
    assert kind.mark(spec, {"text": "efflurage"}).fraction == Fraction(1, 2)
    assert kind.mark(spec, {"text": "effluent"}).fraction == Fraction(1, 2)
    assert kind.mark(spec, {"text": "petrissage"}).fraction == 0
    assert kind.explain(spec, {"text": "efflurage"}, with_key=True).rows == (
        Row("efflurage", True, False, Verdict.PARTLY, "Mind the spelling."),
        Row("effleurage", right=True, verdict=Verdict.MISSED),
    )
    assert kind.read(numbered(kind.write(spec)[0]), {}) == kind.load(kind.dump(spec)) == spec


def test_the_review_replies_to_a_foreseen_wrong_answer_and_shows_the_best_accepted_one() -> None:
    assert kind.explain(SPEC, {"text": "a knot"}, with_key=True).rows == (
        Row("a knot", True, False, Verdict.WRONG, "A knot is what it feels like."),
        Row("trigger point", right=True, verdict=Verdict.MISSED),
    )
    assert kind.explain(SPEC, {"text": "myofascial trigger point"}, with_key=True).rows == (
        Row("myofascial trigger point", True, True, Verdict.RIGHT, "Its full name."),
    )


def test_the_review_of_an_unanswered_question_shows_only_the_accepted_answer() -> None:
    spec = kind.read(numbered(r"- [x] 2 \* effleur*"), {})
    assert kind.explain(spec, {}, with_key=True).rows == (Row("2 * effleur…", right=True, verdict=Verdict.MISSED),)


def test_the_review_of_an_unforeseen_answer_has_no_reply() -> None:
    spec = kind.read(numbered("- [x] light"), {})
    assert kind.explain(spec, {"text": "firm"}, with_key=True).rows[0] == Row("firm", True, False, Verdict.WRONG)


def test_the_review_without_the_key_repeats_what_was_typed() -> None:
    assert kind.explain(SPEC, {"text": "knot"}, with_key=False).rows == (Row("knot", chosen=True),)
    assert kind.explain(SPEC, {"text": ""}, with_key=False).rows == ()


def test_what_is_stored_is_trimmed_and_has_no_control_characters_or_broken_halves() -> None:
    assert kind.normalise(SPEC, {"text": "  a\x00b\ud800c\t"}) == {"text": "a b c"}
    assert kind.normalise(SPEC, {"text": None}) == {"text": ""}


@pytest.mark.parametrize("text", ["x" * (LENGTH + 1), "x" * 1_000_000, 5, ["a"], True, {"a": 1}])
def test_what_is_no_short_text_is_refused(text: object) -> None:
    with pytest.raises(ResponseError):
        kind.normalise(SPEC, {"text": text})


def test_the_message_names_the_real_limit() -> None:
    with pytest.raises(ResponseError, match=str(LENGTH)):
        kind.normalise(SPEC, {"text": "x" * (LENGTH + 1)})
    assert kind.mark(SPEC, {"text": "x" * LENGTH}).fraction == 0


@pytest.mark.parametrize("body", ["- [x] *", "- [x] ...", "- [x] **", "- [x] \u00ad", "- [x] a\n- [50%] *"])
def test_an_accepted_answer_must_say_something(body: str) -> None:
    with pytest.raises(ContentError, match="anything or nothing"):
        kind.read(numbered(body), {})


def test_an_asterisk_alone_can_be_the_answer() -> None:
    spec = kind.read(numbered(r"- [x] \*"), {})
    assert kind.mark(spec, {"text": "*"}).fraction == 1
    assert kind.mark(spec, {"text": "a"}).fraction == 0


def test_two_answers_that_fold_to_the_same_are_a_slip() -> None:
    with pytest.raises(ContentError, match="Line 2"):
        kind.read(numbered("- [x] light\n- [ ] LIGHT."), {})


def test_one_answer_is_accepted_at_least() -> None:
    with pytest.raises(ContentError, match="No line"):
        kind.read(numbered("- [ ] light"), {})


@given(words)
def test_a_word_is_what_it_is_whatever_its_case_and_spaces(word: str) -> None:
    assert matches(word, f"  {word} ")
    assert re.search(r"\s\s|^\s|\s$", fold(word)) is None


@given(st.text("ab*", max_size=12), st.text("ab", max_size=12))
def test_the_wildcard_means_the_same_as_the_textbook_says(pattern: str, text: str) -> None:
    meant = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    assert matches(pattern, text) == bool(meant.fullmatch(text))


@given(st.text(max_size=60))
def test_every_text_can_be_marked_and_folded(text: str) -> None:
    assert kind.mark(SPEC, kind.normalise(SPEC, {"text": text})).fraction in (0, 1)


@given(st.lists(words.map(str.strip).filter(lambda word: fold(word) != ""), min_size=1, max_size=4, unique_by=fold))
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    spec = kind.Spec(tuple(Option(text, right=True, feedback="Because.") for text in texts))
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec
    assert all(kind.mark(spec, {"text": text}).fraction == 1 for text in texts)
    assert kind.ask(spec, ()) == kind.ask(SPEC, ())
