"""A bank's questions become question files: what the engine can ask is kept, and what it cannot is named."""

import base64

import pytest

from app.assessment.grading import KINDS
from app.authoring.banks import Filing, NewFile, Taken, read_bank, to_question_files
from app.authoring.banks.filing.back import from_question_files
from app.authoring.banks.parts import BankQuestion
from app.authoring.banks.writers import WRITERS
from app.catalogue.content.figures import NAMESPACE
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import read_question
from tests.house.source import ROOT

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x14\x08\x02\0\0\0rest"


def file_of(text: str, name: str = "bank.gift", filing: Filing | None = None) -> NewFile:
    filed = to_question_files(read_bank(text.encode(), name), filing)
    assert filed.refused == ()
    (file,) = filed.files
    return file


def body(file: NewFile) -> str:
    return file.text.partition("+++\n\n")[2]


def xml(kind: str, stem: str, rest: str = "", files: str = "") -> str:
    text = f'<questiontext format="html"><text><![CDATA[{stem}]]></text>{files}</questiontext>'
    return f'<quiz><question type="{kind}"><name><text>n</text></name>{text}{rest}</question></quiz>'


def test_a_whole_file():
    filing = Filing("effleurage-2", "opening-strokes#pressure", ("a-document",), "final", "scenario")
    text = "// [id:q-7] [tag:Light Touch]\n::Pressure::How firm?{~firm#Too much. =light ####So it says.}"
    file = file_of(text, filing=filing)
    assert (file.slug, file.missing, file.changed) == ("pressure", (), ())
    assert file.text == (
        '+++\nid = "q-7"\nkind = "single-choice"\npoints = 1\nobjective = "effleurage-2"\n'
        'passage = "opening-strokes#pressure"\nsources = ["a-document"]\nuse = "final"\nstyle = "scenario"\n'
        'tags = ["light-touch"]\n+++\n\n'
        "How firm?\n\n- [ ] firm\n    > Too much.\n- [x] light\n\n## Why\n\nSo it says.\n"
    )


@pytest.mark.parametrize(
    ("gift", "written"),
    [
        ("q?{~%50%a ~%50%b ~c}", "- [50%] a\n- [50%] b\n- [ ] c"),
        ("q?{~%50%a ~%50%b ~%-50%c}", "- [x] a\n- [x] b\n- [ ] c"),
        ("q?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}", "- [33.333%] a\n- [33.333%] b\n- [33.333%] c\n- [ ] d"),
        ("q?{T}", "- [x] True\n- [ ] False"),
        ("q?{=a =%50%b}", "- [x] a\n- [50%] b"),
        ("q?{#15:2}", "- [x] 15 ± 2"),
        ("q?{#14..17}", "- [x] 15.5 ± 1.5"),
        ("q?{=a->b =c->d = ->e}", "- a => b\n- c => d\n- => e"),
        ("q?{>2\nx\ny}", "1. x\n2. y"),
        ("q?{}", "- [1] Answers the question"),
        ("q?{=1. a * b ~[x] c}", "- [x] 1\\. a \\* b\n- [ ] \\[x\\] c"),
    ],
)  # fmt: skip
def test_bodies(gift: str, written: str):
    assert body(file_of(gift)).startswith(f"q?\n\n{written}\n\n## Why")


def test_a_text_is_all_stem():
    assert body(file_of("Read this first.")) == "Read this first.\n"


def test_a_passage_gets_gaps_and_a_task():
    stem = "<p>It is {1:SA:=light#Yes~%50%soft} for {1:NM:=5:1} minutes, {1:MC:=before~after#No}.</p>"
    file = file_of(xml("cloze", stem), "bank.xml")
    assert body(file).startswith(
        "Fill in the gaps.\n\nIt is {text: light | [50%] soft} for {number: 5 ± 1} minutes, "
        "{choice: [x] before | [ ] after}.\n\n1. light\n    > Yes\n3. after\n    > No\n\n## Why"
    )


def test_words_that_were_dragged_are_chosen_from_lists():
    boxes = "".join(f"<dragbox><text>{word}</text><group>1</group></dragbox>" for word in ("light", "firm"))
    file = file_of(xml("ddwtos", "A [[1]] stroke.", boxes), "bank.xml")
    assert "A {choice: [x] light | [ ] firm} stroke." in file.text
    assert "words were dragged into the text; here they are chosen from lists" in file.changed


def test_what_had_to_be_changed_is_said():
    assert file_of("q?{T}").changed == ("true-false is for practice only, so it does not count",)
    assert file_of("q?{=a ~%-50%b}").changed == ('the answer "b" took points away; here it earns none',)
    assert file_of("q?{~%100%a ~%100%b ~c}").changed == (
        "what the options earn does not make 100% together; each right one now earns the same",
    )
    assert file_of("q?{#5 ~#Far.}").changed == ("what was said to any other number now stands under Why",)


def test_a_list_at_the_end_of_a_stem_is_not_taken_for_the_answers():
    file = file_of("[html]Which?<ul><li>one</li><li>two</li></ul>{=a ~b}")
    assert body(file).startswith("Which?\n\n• one\n• two\n\n- [x] a\n- [ ] b")
    assert file.changed == ("a list in the question is written as plain lines",)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("q?{=a =b ~c}", "bank.gift", "2 options earn all of the points"),
        ("q?{~%0%a ~b}", "bank.gift", "No option earns anything"),
        ("q?{=a ~a}", "bank.gift", "Two of its answers are the same."),
        ("{=a ~b}", "bank.gift", "The question has no text."),
        ("q?{#*:1}", "bank.gift", "It gives points for any number at all."),
        (xml("calculated", "{a}+{b}?"), "bank.xml", "There is no kind of question here that could hold"),
        (xml("cloze", "{1:MR:=a~=b~c}"), "bank.xml", "Gap 1 wants several answers at once"),
        (xml("essay", "<img src='@@PLUGINFILE@@/a.png'>"), "bank.xml", 'The picture "@@PLUGINFILE@@/a.png" is not in'),
        (xml("truefalse", "q?"), "bank.xml", "The file does not say whether it is true or false."),
    ],
)
def test_what_has_no_place_is_refused_with_the_reason(text: str, name: str, why: str):
    report = read_bank(text.encode(), name)
    filed = to_question_files(report)
    assert (filed.files, len(report.questions)) == ((), 1)
    assert [one.why[: len(why)] for one in filed.refused] == [why]


def test_the_same_question_comes_in_once_and_the_same_words_are_told():
    filed = to_question_files(read_bank(b"q?{T}\n\nq?{T}\n\nq?{F}", "bank.gift"))
    assert [one.slug for one in filed.files] == ["q", "q-2"]
    assert [one.line for one in filed.repeated] == [3]
    same_words = "another question is asked in the same words: change one of the two before publishing"
    assert same_words in filed.files[1].changed


def test_names_and_questions_of_the_course_are_respected():
    taken = Taken(slugs={"q"}, ids={file_of("old?{T}").text.split('"')[1]})
    filed = to_question_files(read_bank(b"q?{T}\n\nold?{T}", "bank.gift"), taken=taken)
    assert [one.slug for one in filed.files] == ["q-2"]
    assert len(filed.repeated) == 1


def photograph() -> NewFile:
    files = f'<file name="a b.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'
    stem = '<p><img src="@@PLUGINFILE@@/a%20b.png" alt="A back" /></p><p>What is it?</p>'
    return file_of(xml("essay", stem, "", files), "b.xml")


def test_a_picture_becomes_a_plate_with_its_words():
    file = photograph()
    (picture,) = file.pictures
    assert body(file).startswith(f"![A back](figures/{picture.name})\n\nWhat is it?")
    begin = f'<svg xmlns="{NAMESPACE}" viewBox="0 0 40 20">\n<title>A back</title>\n<image href="data:image/png;base64,'
    assert picture.svg.startswith(begin)


def test_a_picture_goes_out_as_it_came_in():
    file = photograph()
    read = read_question(file.slug, file.text, f"1-m/questions/{file.slug}.md", Findings())
    assert read
    figures = {f"1-m/figures/{one.name}": one.svg for one in file.pictures}
    (question,) = from_question_files([(read, "")], figures).questions
    (out,) = read_bank(WRITERS["xml"]([question]).data, "b.xml").questions
    assert base64.b64decode(out.stem.files[0].encoded) == PNG
    (again,) = to_question_files(read_bank(WRITERS["xml"]([question]).data, "b.xml")).files
    assert (body(again), again.pictures) == (body(file), file.pictures)


def test_what_a_bank_cannot_say_of_our_questions_is_named():
    text = '+++\nid = "q-1"\nkind = "{}"\n{}+++\n\nWhich?\n\n{}\n\n## Why\n\nSo [@a-document], see [it](begin#there).\n'
    files = [
        text.format("multiple-response", 'rule = "all-or-nothing"\n', "- [x] a\n- [ ] b"),
        text.format("mark-words", "", "Strokes are [x: light]."),
        text.format("matching", "", "- a => b\n    > Said.\n- c => d"),
    ]
    read = [read_question(f"q-{at}", one, f"1-m/questions/q-{at}.md", Findings()) for at, one in enumerate(files)]
    found = from_question_files([(one, "m") for one in read if one])
    assert [one.name for one in found.refused] == ["q-1"]
    questions: list[BankQuestion] = found.questions
    assert [one.feedback.text for one in questions] == ["So, see it."] * 2
    assert [one.what.partition(": ")[2] for one in found.remarks] == [
        'its rule, "all-or-nothing", becomes a share of the points for each right option',
        "citations are left out",
        "what is said of single pairs is left out",
        "citations are left out",
    ]


@pytest.mark.parametrize("kind", ["single_choice", "multiple_response", "true_false", "short_answer", "essay", "cloze"])
def test_our_own_samples_survive_moodle_xml(kind: str):
    text = (ROOT / "app/assessment/kinds" / kind / "sample.md").read_text()
    sample = read_question(kind, text, "", Findings())
    assert sample
    data = WRITERS["xml"](from_question_files([(sample, "")]).questions).data
    (file,) = to_question_files(read_bank(data, "b.xml")).files
    read = read_question(file.slug, file.text, "", Findings())
    assert read
    assert (read.kind, read.id, read.stem, read.points) == (sample.kind, sample.id, sample.stem, sample.points)
    if kind != "cloze":  # whose rows and notes come back in another order
        assert read.body == sample.body
    assert KINDS[read.kind].read(read.body_lines, read.extras)
