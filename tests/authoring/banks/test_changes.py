"""What is changed or left out of a question on its way in is said, each thing in words."""

import pytest

from app.authoring.banks import read_bank, to_question_files
from tests.authoring.banks.test_question_files import body, file_of, xml

RIGHT = "<answer fraction='100'><text>light</text></answer>"


@pytest.mark.parametrize(
    ("kind", "rest", "said"),
    [
        ("shortanswer", "<usecase>1</usecase>" + RIGHT, "capital letters counted; here they do not"),
        ("shortanswer", RIGHT + "<hint><text>h</text></hint>", "1 hints were left out"),
        ("shortanswer", "<defaultgrade>2.5</defaultgrade>" + RIGHT, "it was worth 2.5 points; here it is worth 2"),
        ("essay", "<attachments>1</attachments>", "files could be handed in with the answer; here they cannot"),
    ],
)
def test_small_changes(kind: str, rest: str, said: str):
    assert said in file_of(xml(kind, "How firm?", rest), "b.xml").changed


def test_what_is_said_to_every_answer_is_named_unless_moodle_says_it_by_itself():
    options = "<answer fraction='100'><text>a</text></answer><answer fraction='0'><text>b</text></answer>"
    own = "<correctfeedback format='html'><text>Bravo!</text></correctfeedback>"
    standard = own.replace("Bravo!", "Your answer is correct.")
    said = "what was said to a right, a partly right and a wrong answer was left out"
    assert said in file_of(xml("multichoice", "q?", options + own), "b.xml").changed
    assert said not in file_of(xml("multichoice", "q?", options + standard), "b.xml").changed


def test_an_order_that_is_kept_stays_kept():
    options = "<answer fraction='100'><text>a</text></answer><answer fraction='0'><text>b</text></answer>"
    shuffled = "<shuffleanswers>true</shuffleanswers>"
    assert "keep_order = true" in file_of(xml("multichoice", "q?", options), "b.xml").text
    assert "keep_order" not in file_of(xml("multichoice", "q?", options + shuffled), "b.xml").text


def test_an_essay_keeps_its_limits_its_template_and_the_note_for_its_marker():
    rest = (
        "<minwordlimit>5</minwordlimit><maxwordlimit>50</maxwordlimit><defaultgrade>3</defaultgrade>"
        "<responsetemplate format='html'><text>Dear client</text></responsetemplate>"
        "<graderinfo format='html'><text>Look for the sign.</text></graderinfo>"
    )
    file = file_of(xml("essay", "q?", rest), "b.xml")
    assert 'least_words = 5\nmost_words = 50\ntemplate = "Dear client"' in file.text
    assert "- [3] Answers the question\n    > Look for the sign." in body(file)


def test_gaps_of_different_worth_and_capitals_in_them():
    file = file_of(xml("cloze", "A {1:SAC:=x} and {2:SA:=y~*#Other}."), "b.xml")
    assert "its gaps earned different points; here each earns the same" in file.changed
    assert "capital letters counted in a gap; here they do not" in file.changed
    assert "2. > Other" in body(file)


@pytest.mark.parametrize(
    ("stem", "why"),
    [
        ("<a href='https://x.org/{1:SA:=a}'>b</a>", "This gap stands in a link."),
        ("a {1:SA:=a}<script>{1:SA:=b}</script>", "A gap stands where none can be"),
        ("{1:SA:=*}", "Gap 1 takes any answer for right."),
    ],
)
def test_gaps_that_cannot_be_asked(stem: str, why: str):
    (refused,) = to_question_files(read_bank(xml("cloze", stem).encode(), "b.xml")).refused
    assert refused.why.startswith(why)


def test_a_question_longer_than_a_file_is_refused():
    filed = to_question_files(read_bank(b"x" * 300_000 + b"{T}", "b.gift"))
    assert [one.why for one in filed.refused] == ["The question is longer than a question file may be."]


def test_markdown_stays_as_it_is_and_its_pictures_come_along():
    files = '<file name="a.gif" path="/">R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==</file>'
    text = xml("essay", "![Back](@@PLUGINFILE@@/a.gif)\n\n**What** is it?", "", files).replace('"html"', '"markdown"')
    file = file_of(text, "b.xml")
    assert body(file).startswith(f"![Back](figures/{file.pictures[0].name})\n\n**What** is it?")


def test_many_of_one_name_are_numbered():
    filed = to_question_files(read_bank(b"\n\n".join(b"::n::q%d?{T}" % at for at in range(4)), "b.gift"))
    assert [one.slug for one in filed.files] == ["n", "n-2", "n-3", "n-4"]
