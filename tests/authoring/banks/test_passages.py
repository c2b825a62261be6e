"""Moodle's passages with gaps."""

import pytest

from app.authoring.banks.cloze import NO_GAPS, NoPassage, Passage, read_passage
from app.authoring.banks.cloze_writer import write_passage


def gaps(text: str) -> list[list[tuple[str, float, str]]]:
    return [
        [(a.text.text, round(float(a.fraction), 4), a.feedback.text) for a in gap.answers]
        for gap in read_passage(text).gaps
    ]


def test_gaps_become_numbers_in_the_text():
    passage = read_passage("a {1:SHORTANSWER:=x} b {2:NM:=5:0.5} c")
    assert (passage.text, passage.points) == ("a {#1} b {#2} c", "3")
    assert passage.gaps[1].answers[0].tolerance == "0.5"


def test_alternatives_have_shares_and_feedback():
    assert gaps("{:MC:~firm#No.~=light#Yes.~%50%soft}") == [
        [("firm", 0, "No."), ("light", 1, "Yes."), ("soft", 0.5, "")]
    ]


def test_escapes_and_entities():
    assert gaps(r"{1:SA:=a\}b#c\#d~%0%x &amp; y &#61; z}") == [[("a}b", 1, "c#d"), ("x & y = z", 0, "")]]


def test_capitals_and_several_choices():
    first, second = read_passage("{1:SAC:=Ana}{1:MR:=a~=b~c}").gaps
    assert first.is_case_sensitive
    assert not second.is_single
    assert [round(float(a.fraction), 4) for a in second.answers] == [0.5, 0.5, -0.5]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no gap", NO_GAPS),
        ("{1:SA:=x", NO_GAPS),
        ("{1:MC:=x}", "Gap 1: It needs at least 2 answers."),
        ("{1:SA:=y} {1:SA:x}", "Gap 2: No answer earns all of its points."),
        ("{1:NM:=zero}", 'Gap 1: "zero" is neither a number nor *.'),
    ],
)
def test_what_is_wrong_with_a_gap_is_told(text: str, why: str):
    with pytest.raises(NoPassage) as error:
        read_passage(text)
    assert str(error.value) == why


def test_a_passage_is_written_as_it_is_read():
    text = 'It is {1:SHORTANSWER:=a &#126; b#"so" \\} it goes~%50%c} and {2:NUMERICAL:=5:1}, {1:MULTICHOICE:=x~y}.'
    passage = read_passage(text)
    assert read_passage(write_passage(passage.text, passage.gaps)) == passage
    assert passage.gaps[0].answers[0].text.text == "a ~ b"


def test_many_gaps_without_end_take_no_longer_than_their_length():
    """The patterns of Moodle would try each beginning against the whole rest: here, thousands of millions of steps."""
    with pytest.raises(NoPassage):
        read_passage("{1:SA:=x~" * 100_000)
    assert isinstance(read_passage("{1:SA:=x}" * 20_000), Passage)
