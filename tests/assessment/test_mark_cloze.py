"""Marking passages with gaps: no app, no database."""

from fractions import Fraction
from itertools import permutations
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.kinds.base import ContentError, ResponseError, Verdict, numbered
from app.assessment.kinds.cloze import mark as kind
from app.assessment.kinds.gaps import CHOICE, GAP, MOST, NUMBER, TEXT, Gap
from app.assessment.kinds.lists import Option
from app.assessment.kinds.texts import LENGTH, fold

BODY = r"""Strokes are *{text: light | soft* | [50%] mild}*, for {number: 5 ± 1 | [25%] 3 .. 8} minutes,
{choice: [x] before | [ ] after | [50%] beside} deeper \{work\}.

1. firm
    > Firm work comes later.
1. light
    > The lesson's word.
1. *
    > Look again.
2. > Minutes, not seconds.
3. after
    > They prepare the muscles."""
SPEC = kind.read(numbered(BODY), {})
STRICT = kind.read(numbered(BODY), {"rule": "all-or-nothing"})


def gaps(*values: object) -> dict[str, object]:
    return {"gaps": {str(place): value for place, value in enumerate(values)}}


@pytest.mark.parametrize(
    ("given", "fraction"),
    [
        (gaps("light", "5", "before"), 1),
        (gaps(" SOFTLY. ", "5,5", "before"), 1),
        (gaps("mild", "8", "beside"), Fraction(5, 12)),
        (gaps("light", "", None), Fraction(1, 3)),
        (gaps("lihgt", "9", "after"), 0),
        (gaps("*", "9", "after"), 0),
        (gaps("...", "", ""), 0),
        ({}, 0),
    ],
)
def test_each_gap_earns_its_share(given: dict[str, object], fraction: Fraction) -> None:
    assert kind.mark(SPEC, given).fraction == fraction


@pytest.mark.parametrize(
    ("given", "fraction"),
    [(gaps("light", "5", "before"), 1), (gaps("mild", "5", "before"), 0), (gaps("light", "5", ""), 0), ({}, 0)],
)
def test_all_or_nothing_wants_every_gap_right(given: dict[str, object], fraction: int) -> None:
    assert kind.mark(STRICT, given).fraction == fraction


def test_each_gap_has_its_verdict() -> None:
    assert kind.mark(SPEC, gaps("mild", "", "before")).parts == (Verdict.PARTLY, Verdict.MISSED, Verdict.RIGHT)
    assert kind.mark(SPEC, gaps("firm", "6", "after")).parts == (Verdict.WRONG, Verdict.RIGHT, Verdict.WRONG)


def test_the_answer_that_earns_most_counts_whatever_the_order() -> None:
    spec = kind.read(numbered("{text: [50%] l* | light} {number: [10%] 1 .. 9 | 5}"), {})
    assert kind.mark(spec, gaps("light", "5")).fraction == 1


def test_every_gap_is_stored_as_it_was_given() -> None:
    stored = kind.normalise(SPEC, {"gaps": {"1": " 5,50 ", "2": "after"}, "points": 9})
    assert stored == {"gaps": {"0": "", "1": "5,50", "2": "after"}}
    assert kind.normalise(SPEC, stored) == stored
    assert kind.normalise(SPEC, gaps("a\x00b\ud800c\t", "\u22121 ", None)) == gaps("a b c", "-1", "")
    assert kind.normalise(SPEC, gaps(None, "\u200e", "")) == gaps("", "", "")


@pytest.mark.parametrize(
    "given",
    [
        {"gaps": {"3": ""}},
        {"gaps": {"-1": ""}},
        {"gaps": {"00": ""}},
        {"gaps": {0: ""}},
        {"gaps": ["light"]},
        {"gaps": "light"},
        {"gaps": {str(place): "" for place in range(1_000_000)}},
        gaps("x" * (LENGTH + 1)),
        gaps("x" * 1_000_000),
        gaps(["light"]),
        gaps(True),
        gaps("", "NaN"),
        gaps("", "1e999"),
        gaps("", "1,500"),
        gaps("", "9" * 200),
        gaps("", 5),
        gaps("", "", "Before"),
        gaps("", "", "before "),
        gaps("", "", 0),
        gaps("", "", False),
        gaps("", "", ["before"]),
        gaps("", "", "x" * 1_000_000),
    ],
)
def test_what_cannot_stand_in_the_gaps_is_refused(given: dict[str, object]) -> None:
    for judge in (kind.normalise, kind.mark):
        with pytest.raises(ResponseError, match=r"\.$"):
            judge(SPEC, given)


def test_a_drop_down_shows_its_options_as_they_come_in_the_order() -> None:
    spec = kind.read(numbered("{choice: [x] a | [ ] b} {text: x} {choice: [ ] a | [x] c | [ ] d}"), {})
    assert kind.tokens(spec) == 5
    shown = kind.ask(spec, (4, 1, 2, 0, 3))
    assert [blank.options for blank in shown.blanks] == [("b", "a"), (), ("d", "a", "c")]


OTHER_KEY = r"""Strokes are *{text: long}*, for {number: 9} minutes,
{choice: [50%] before | [x] after | [ ] beside} deeper \{work\}."""


def test_what_the_student_sees_tells_no_key() -> None:
    other = kind.read(numbered(OTHER_KEY), {})
    for order in permutations(range(3)):
        assert kind.ask(SPEC, order) == kind.ask(other, order)
    seen = str(kind.ask(SPEC, (2, 0, 1)))
    assert not [word for word in ("light", "soft", "mild", "Firm", "5 ±", "prepare") if word in seen]


def test_the_review_says_of_each_gap_what_belongs_there_and_why() -> None:
    review = kind.explain(SPEC, gaps("firm", "30", ""), with_key=True)
    assert review.passage.count(review.gap) == 3
    assert [(row.text, row.given, row.expected, row.verdict) for row in review.rows] == [
        ("1", "firm", "light", Verdict.WRONG),
        ("2", "30", "5 ± 1", Verdict.WRONG),
        ("3", "", "before", Verdict.MISSED),
    ]
    assert [row.feedback for row in review.rows] == [
        "Firm work comes later.\n\nThe lesson's word.",
        "Minutes, not seconds.",
        "",
    ]


def test_the_review_replies_to_what_was_given() -> None:
    assert kind.explain(SPEC, gaps("light", "", "after"), with_key=True).rows[0].feedback == "The lesson's word."
    assert kind.explain(SPEC, gaps("strong", "", ""), with_key=True).rows[0].feedback.startswith("Look again.")
    assert kind.explain(SPEC, gaps("", "", "after"), with_key=True).rows[2].feedback == "They prepare the muscles."


def test_the_review_without_the_key_repeats_what_was_given() -> None:
    rows = kind.explain(SPEC, gaps("light", "5", ""), with_key=False).rows
    assert [(row.given, row.chosen) for row in rows] == [("light", True), ("5", True), ("", False)]
    assert not [row for row in rows if row.verdict or row.expected or row.feedback or row.right is not None]


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        ("", 1, "no gap"),
        ("Only words.", 1, "no gap"),
        ("Only \\{text: words}.", 1, "no gap"),
        ("First.\n\nThen {text: a}.", 3, "without a gap"),
        ("{text: a} and {txt: b}", 1, "`{txt: b}` is no gap"),
        ("{text: a}\n{Text: b}", 2, "is no gap"),
        ("{text: a}\n{b}", 2, "is no gap"),
        ("{text: a}\n{text: b", 2, "not closed"),
        ("{text: a {text: b}", 1, "not closed"),
        ("{text: }", 1, "is empty"),
        ("{text: a | }", 1, "is empty"),
        ("{text: a || b}", 1, "is empty"),
        ("{text: a | A}", 1, "twice"),
        ("{text: *}", 1, "anything or nothing"),
        ("{text: [ ] a}", 1, "No answer of this gap is right"),
        ("{text: [50%] a}", 1, "No answer of this gap is right"),
        ("{text: [150%] a}", 1, "cannot earn 150%"),
        ("{text: [-50%] a | b}", 1, "cannot earn -50%"),
        ("{text: [] a}", 1, "is not marked"),
        ("{number: many}", 1, "`many` cannot be read"),
        ("{number: 5 | 5 .. 5}", 1, "twice"),
        ("{number: 9 .. 5}", 1, "cannot be read"),
        ("{choice: a | b}", 1, "is not marked"),
        ("{choice: [x] a}", 1, "nothing to choose"),
        ("{choice: [x] a | [x] b}", 1, "More than one answer"),
        ("{choice: [ ] a | [ ] b}", 1, "No answer"),
        ("{choice: [x] a | [ ] a}", 1, "twice"),
        ("x\n[see {text: a}](https://example.org)", 2, "stands in a link"),
        ("{text: a} [see](https://example.org/{text: b})", 1, "stands in a link"),
        ("{text: a} <https://example.org/{text: b}>", 1, "stands in a link"),
        (f"{{text: a}}\nb {GAP}", 2, "cannot be shown"),
        ("{text: a} " * (MOST + 1), 1, f"more than {MOST} gaps"),
        ("{text: a}\n\n2. > why", 3, "no gap 2"),
        ("{text: a}\n\n0. > why", 3, "no gap 0"),
        ("{text: a}\n\n1. why", 3, "Nothing is said"),
        ("{text: a}\n\n1. >", 3, "Nothing is said"),
        ("{text: a}\n\n1. > why\n1.\n    > so", 4, "before"),
        ("{text: a}\n\n1. b\n    > why\n1. B\n    > so", 5, "before"),
        ("{text: a}\n\n1. > why\nloose", 4, "cannot be read"),
        ("{choice: [x] a | [ ] b}\n\n1. c\n    > why", 3, "Gap 1 has no option `c`"),
        ("{number: 5}\n\n1. few\n    > why", 3, "`few` cannot be read"),
    ],
)
def test_a_body_that_cannot_be_read_names_its_line_and_a_cure(body: str, line: int, word: str) -> None:
    with pytest.raises(ContentError) as caught:
        kind.read(numbered(body), {})
    assert caught.value.line == line
    assert word in caught.value.message
    assert caught.value.cure.endswith(".")


def test_a_gap_may_go_on_in_the_next_line_and_lines_keep_the_numbers_of_their_file() -> None:
    body = [
        (20, "A {choice: [x] one\r"),
        (21, "  | [ ] two }, b {text:c}\r"),
        (22, "\r"),
        (23, "1. two\r"),
        (24, "> no\r"),
    ]
    spec = kind.read(body, {})
    assert spec.passage == f"A {GAP}, b {GAP}"
    assert spec.gaps[0].answers == (Option("one", right=True), Option("two", right=False, feedback="no"))
    with pytest.raises(ContentError, match="Line 23"):
        kind.read([*body[:3], (23, "3. > no")], {})


def test_a_numbered_list_may_hold_gaps_and_what_is_said_follows_the_last() -> None:
    spec = kind.read(
        numbered("1. Begin with {text: effleurage}\n2. Go on\n3. with {text: petrissage}\n\n2. > Kneading."), {}
    )
    assert spec.passage == f"1. Begin with {GAP}\n2. Go on\n3. with {GAP}"
    assert [gap.feedback for gap in spec.gaps] == ["", "Kneading."]


def test_wrong_answers_may_stand_in_the_gap_or_below_it() -> None:
    spec = kind.read(
        numbered("{text: [ ] b | a | [ ] c} {choice: [x] d | [ ] e f}\n\n1. B\n    > Why.\n2. e   f\n> No."), {}
    )
    assert [(answer.text, answer.feedback) for answer in spec.gaps[0].answers] == [("a", ""), ("c", ""), ("b", "Why.")]
    assert spec.gaps[1].answers[1].feedback == "No."
    body, options = kind.write(spec)
    assert body.startswith("{text: a | [ ] c} {choice: [x] d | [ ] e f}\n\n1. b\n    > Why.")
    assert kind.read(numbered(body), options) == spec


def test_braces_bars_and_backslashes_can_be_answers() -> None:
    spec = kind.read(numbered(r"{text: \{a\|b\} | [x] [1] | x\\ | \*} \\{text: c}"), {})
    assert [answer.text for answer in spec.gaps[0].answers] == ["{a|b}", "[1]", "x\\", r"\*"]
    assert [kind.mark(spec, gaps(text, "c")).fraction for text in ("{A|B}", "[1]", "x\\", "*")] == [1] * 4


def test_the_rule_is_told_and_must_be_a_known_one() -> None:
    assert "counts alike" in kind.ask(SPEC, (0, 1, 2)).rule
    assert "only if every gap" in kind.ask(STRICT, (0, 1, 2)).rule
    with pytest.raises(ContentError, match="each-gap"):
        kind.read(numbered(BODY), {"rule": "halves"})


@pytest.mark.parametrize("text", ["{", "{text:", "\\{", "[", "](", "<a", "1. >\n", "{text: a|", "{text: [", "\ue000"])
def test_no_body_is_slow(text: str) -> None:
    start = perf_counter()
    with pytest.raises(ContentError):
        kind.read(numbered(text * (100_000 // len(text))), {})
    assert perf_counter() - start < 2


words = st.text("ab*{}|\\[]>x 1.é", min_size=1, max_size=8).map(lambda text: " ".join(text.split()))
feedback = st.sampled_from(["", "", "Because.", "Two\n\nparagraphs", "> quoted", "1. one", "a | b"])
shares = st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(1, 8), Fraction(99, 100)])
prose = st.text("ab *_\n", max_size=12).map(lambda text: f"{text}")


@st.composite
def typed_gaps(draw: st.DrawFn) -> Gap:
    """A gap for a text, as `read` would put it."""
    texts = words.filter(lambda text: fold(text.replace("*", "")) != "")
    found = draw(st.lists(texts, min_size=1, max_size=5, unique_by=fold))
    first, *others = found
    answers = [Option(first, right=True, feedback=draw(feedback))]
    for text in others:
        right = draw(st.booleans())
        part = None if right or draw(st.booleans()) else draw(shares)
        answers.append(Option(text, right, draw(feedback), part))
    answers.sort(key=lambda one: (not one.earns, bool(one.feedback) and not one.earns))
    return Gap(TEXT, tuple(answers), draw(feedback))


@st.composite
def number_gaps(draw: st.DrawFn) -> Gap:
    low, spread = draw(st.integers(-50, 50)), draw(st.integers(0, 5))
    return Gap(NUMBER, (Option(f"{low} ± {spread}", right=True), Option("1000", right=False, feedback="No.")))


@st.composite
def choice_gaps(draw: st.DrawFn) -> Gap:
    texts = draw(st.lists(words.filter(bool), min_size=2, max_size=4, unique=True))
    right = draw(st.integers(0, len(texts) - 1))
    answers = (Option(text, place == right, draw(feedback)) for place, text in enumerate(texts))
    return Gap(CHOICE, tuple(answers), draw(feedback))


@st.composite
def specs(draw: st.DrawFn) -> kind.Spec:
    found = draw(st.lists(typed_gaps() | number_gaps() | choice_gaps(), min_size=1, max_size=4))
    passage = GAP + "".join(f" {draw(prose)}{GAP}" for _ in found[1:]) + draw(prose)
    return kind.Spec(passage.strip(), tuple(found), draw(st.sampled_from(list(kind.RULES))))


@given(specs())
def test_what_is_written_is_read_again(spec: kind.Spec) -> None:
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == kind.load(kind.dump(spec)) == spec


@given(specs(), st.lists(st.text(max_size=8) | words | st.none() | st.integers(), max_size=5))
def test_a_mark_lies_between_nothing_and_all(spec: kind.Spec, values: list[object]) -> None:
    try:
        stored = kind.normalise(spec, gaps(*values))
    except ResponseError:
        return
    assert kind.normalise(spec, stored) == stored
    assert 0 <= kind.mark(spec, stored).fraction <= 1
    assert len(kind.explain(spec, stored, with_key=True).rows) == len(spec.gaps)


@given(specs())
def test_the_key_earns_everything(spec: kind.Spec) -> None:
    key = [gap.best.text.split(" ±")[0] if gap.kind == NUMBER else gap.best.text for gap in spec.gaps]
    key = [text.replace(r"\*", "*") if gap.kind == TEXT else text for text, gap in zip(key, spec.gaps, strict=True)]
    assert kind.mark(spec, gaps(*key)).fraction == 1
    assert kind.mark(spec, gaps(*key[:-1])).fraction < 1


@given(st.text(max_size=200) | st.text("{}|[]x 1.>text:choice\\\n", max_size=200))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        spec = kind.read(numbered(text), {})
    except ContentError:
        return
    body, options = kind.write(spec)
    assert kind.read(numbered(body), options) == spec
